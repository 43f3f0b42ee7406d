from dataclasses import dataclass, field, make_dataclass
from enum import Enum
from typing import NamedTuple
import collections, functools, inspect, keyword, torch
class Act(Enum):
    RELU = 'relu'
class Q(NamedTuple):
    """doc of Q"""
    a: int
    b: str = 'x'
class R(NamedTuple):
    a: int
    b: str = 'x'
class Q2(Q): pass
P = collections.namedtuple('P', 'x y', defaults=[0])
print(Q._field_defaults, Q.__match_args__, Q.__doc__, R.__doc__, Q._fields, Q(1)._replace(b='z'), Q(1)._asdict(), Q._make([1, 2]))
print(Q2.__doc__, Q2._field_defaults, Q2._fields, Q2(1), P.__match_args__, P._field_defaults, P.__doc__)
match Q(1, 'k'):
    case Q(a, b): print(a, b)
@dataclass
class D:
    x: int
    y: float = 1.5
    act: Act = Act.RELU
    t: torch.Tensor = None
    items: list = field(default_factory=list)
    o: 'D.__class__' or None = field(default=None, init=False)
@dataclass(kw_only=True)
class K:
    a: int
    b: str = 'q'
@dataclass
class Own:
    "own"
    a: int
@dataclass
class Empty: pass
print(D.__doc__, K.__doc__, Own.__doc__, Empty.__doc__, D.__match_args__, K.__match_args__, sep='\n')
print(make_dataclass('M', [('a', int), ('b', str, 'c')]).__doc__)
for c in (torch.no_grad(), torch.enable_grad(), torch.inference_mode(), torch.set_grad_enabled(True)):
    print(type(c).__name__, type(c))
def g(): yield 1
class C:
    def __call__(self): yield 1
    def m(self): yield 2
print([inspect.isgeneratorfunction(f) for f in (g, C(), C, C().m, functools.partial(g), len)])
print(keyword.iskeyword('for'), keyword.iskeyword('match'), len(keyword.kwlist), keyword.softkwlist)
def f(a, b: int = 2, *, c=3) -> float: pass
print(inspect.getfullargspec(f), inspect.signature(f).parameters['a'].annotation)
