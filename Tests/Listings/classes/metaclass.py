# fwdb only: open is a stub
from abc import ABCMeta
class Single(ABCMeta):
    made = {}
    def __call__(cls, *args):
        if cls not in cls.made:
            cls.made[cls] = super().__call__(*args)
        return cls.made[cls]
class Base(metaclass=ABCMeta):
    pass
class State(Base, metaclass=Single):
    def __init__(self, n):
        self.n = n
print(State(3).n, State(4).n, type(State).__name__)  # expect: 3 3 Single
print([name for name in dir(State(1)) if not name.startswith("_")])  # expect: ['n']
open
print(open)  # expect: <open: not part of fwdb>
def f():
    return open("x")
f()
# error: NotImplementedError: open is not part of fwdb
