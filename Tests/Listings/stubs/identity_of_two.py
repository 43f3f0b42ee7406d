# fwdb only: Python has no such module
import absent
from absent import thing, Base, wrapper
def f(x=thing):
    return absent.a is absent.a
print("loaded")  # expect: loaded
f()
# error: NotImplementedError: absent.a is not part of fwdb
