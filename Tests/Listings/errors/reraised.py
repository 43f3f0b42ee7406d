# An error that is raised again keeps the line of its first raise.
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
