# fwdb only: Python has no such module
import absent
from absent import thing, Base, wrapper
def f(x=thing):
    return 1 in [2, x]
print("loaded")  # expect: loaded
f()
# error: NotImplementedError: absent.thing is not part of fwdb
