# An error that is raised again keeps its first place.
def inner():
    raise ValueError("inner")


def outer():
    try:
        inner()
    except ValueError as e:
        print("seen", e)  # expect: seen inner
        raise


outer()
# error: ValueError: inner
