try:
    import math
    from math import sqrt
    found = True
except ImportError:
    found = False
print(found, sqrt(4.0))  # expect: True 2.0

try:
    import no_such_module_of_anyone
    from math import floor
    available = True
except ImportError as error:
    available = False
    print(isinstance(error, ImportError))  # expect: True
print(available)  # expect: False

try:
    from math import sine
except (ImportError, ValueError):
    from math import sin as sine
else:
    print("never")
print(sine(0.0))  # expect: 0.0


def load():
    try:
        import no_such_module_of_anyone
    except Exception:
        try:
            from no_such_module_of_anyone.inner import thing
        except ImportError:
            return "neither"
    return "one"


print(load())  # expect: neither
