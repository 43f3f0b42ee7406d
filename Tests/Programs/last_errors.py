"""sys.exc_info while an error is handled."""
import sys

print(sys.exc_info())
try:
    {}['key']
except KeyError:
    kind, error, _ = sys.exc_info()
    print(kind.__name__, error.args)


def name():
    return sys.exc_info()[0].__name__


try:
    int('x')
except ValueError as error:
    print(name(), sys.exc_info()[1] is error)
print(sys.exc_info())
