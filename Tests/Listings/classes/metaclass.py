# fwdb only: a metaclass is ignored
from abc import ABCMeta
class Single(type):
    def __call__(cls, *args):
        return None
class Base(metaclass=ABCMeta):
    pass
class State(Base, metaclass=Single):
    def __init__(self, n):
        self.n = n
print(State(3).n, [name for name in dir(State(1)) if not name.startswith("_")])  # expect: 3 ['n']
open
print(open)  # expect: <open: not part of fwdb>
def f():
    return open("x")
f()
# error: NotImplementedError: open is not part of fwdb
