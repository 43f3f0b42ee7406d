# fwdb only: Python has no such module
import absent
from absent import thing, Base, wrapper
def f(x=thing):
    return issubclass(int, x)
print("loaded")  # expect: loaded
f()
# error: NotImplementedError: absent.thing is not part of fwdb
