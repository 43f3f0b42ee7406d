from typing import Protocol, runtime_checkable, Generic, TypeVar
import typing, abc
T = TypeVar('T')
class NP(Protocol[T]):
    x: int
    def go(self): ...
class Impl(NP):
    def go(self): return 1
class Other: 
    def go(self): return 2
print(Impl().go())
for f in (lambda: NP(), lambda: isinstance(3, NP), lambda: isinstance(Impl(), NP), lambda: issubclass(Impl, NP)):
    try: print(f())
    except TypeError as e: print(e)
@runtime_checkable
class R(Protocol):
    def go(self): ...
print(isinstance(Other(), R), isinstance(3, R), isinstance(Impl(), R), issubclass(Other, R))
try: R()
except TypeError as e: print(e)
class AP(Protocol):
    @abc.abstractmethod
    def need(self): ...
class Bad(AP): pass
try: Bad()
except TypeError as e: print(e)
class Good(AP):
    def need(self): return 3
print(Good().need(), R.__bases__[0].__name__, type(R).__name__, isinstance(Good(), Good), R.__name__, R.__module__)
import torch.nn as nn
class M(nn.Module, AP):
    def __init__(self): super().__init__(); self.l = nn.Linear(2, 2)
    def need(self): pass
print(M(), isinstance(M(), nn.Module))
def fn(m: NP) -> None: pass
fn(Other())
class Sub(R, Protocol):
    def more(self): ...
try: isinstance(3, Sub)
except TypeError as e: print(e)
class HasInit(Protocol):
    def __init__(self): self.a = 1
    def z(self): ...
class HI(HasInit): pass
print(HI().a)
