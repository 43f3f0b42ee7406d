from dataclasses import *
from dataclasses import InitVar
from typing import ClassVar, List, Optional
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
@dataclass(order=True)
class P:
    x: int
    y: float = 2.0
    tags: list = field(default_factory=list, compare=False, repr=False)
    n: ClassVar[int] = 7
    scale: InitVar[int] = 3
    z: int = field(init=False, default=5)
    def __post_init__(self, scale):
        self.y *= scale
p = P(1)
print(p, P.n, p.z, p < P(2), p == P(1), p != P(1), [f.name for f in fields(P)], p.tags is P(1).tags)
attempt(lambda: P())
attempt(lambda: P(1, 2, 3, 4, 5, 6))
attempt(lambda: P(1, w=3))
attempt(lambda: P(1, x=3))
attempt(lambda: {p: 1})
attempt(lambda: p < 3)
@dataclass(frozen=True)
class F:
    a: int
    b: str = 'q'
f = F(1)
def setit(): f.a = 3
def delit(): del f.a
attempt(setit); attempt(delit)
print(f, hash(f) == hash(F(1)), {f: 'v'}[F(1)], sorted({F(1), F(1, "q"), F(2)}, key=lambda f: f.a), {(f, 1): 2}[(F(1), 1)])
print(replace(f, b='z'), asdict(f), astuple(f), is_dataclass(f), is_dataclass(F), is_dataclass(3))
@dataclass
class Outer:
    f: F
    l: List[F]
    d: dict
o = Outer(f, [F(2), F(3)], {'k': F(4)})
print(o, asdict(o), astuple(o))
attempt(lambda: replace(p, z=3))
attempt(lambda: replace(p))
print(replace(p, scale=1, x=9))
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 3
attempt(lambda: K(1))
attempt(lambda: K(a=1))
attempt(lambda: K())
@dataclass
class K2:
    a: int
    _: KW_ONLY
    b: int
    c: int = 3
attempt(lambda: K2(1, 2))
attempt(lambda: K2(1, b=2))
attempt(lambda: K2(1))
def bad():
    @dataclass
    class X:
        a: int = 1
        b: int
attempt(bad)
def bad2():
    @dataclass
    class X:
        a: list = []
attempt(bad2)
def bad3():
    @dataclass
    class G(F):
        c: int = 3
attempt(bad3)
def bad4():
    @dataclass(frozen=True)
    class G(P):
        c: int = 3
attempt(bad4)
attempt(lambda: field(default=1, default_factory=list))
def bad5():
    @dataclass(eq=False, order=True)
    class X: a: int = 1
attempt(bad5)
def bad6():
    @dataclass
    class X:
        a = field(default=3)
attempt(bad6)
@dataclass(repr=False, eq=False)
class N:
    a: int
print(N(1) == N(1), 'object' in repr(N(1)), N(1).a)
@dataclass(slots=True)
class S:
    a: int
    b: int = 2
s = S(1)
print(s, S.__slots__, s == S(1), hasattr(s, '__dict__'))
def sets(): s.c = 3
attempt(sets)
M = make_dataclass('M', [('x', int), 'y', ('z', int, field(default=5))], namespace={'twice': lambda self: self.x * 2})
print(M(1, 2), M(1, 2).twice(), M.__name__)
match P(4):
    case P(a, b): print(a, b)
print(P.__match_args__, F.__match_args__)
@dataclass(unsafe_hash=True)
class U:
    a: int
    b: int = field(default=1, hash=False)
print(hash(U(1)) == hash(U(1, 3)))
@dataclass
class Node:
    v: int
    next: Optional['Node'] = None
n = Node(1); n.next = n
print(n, Node.__doc__ if False else '')
@dataclass
class Base:
    x: int
    y: int = 0
@dataclass
class Derived(Base):
    z: int = 10
    x: int = 15
print(Derived(), Derived(1, 2, 3), [f.name for f in fields(Derived)])
class Plain(Base): pass
print(Plain(1), Plain(1) == Base(1), Plain(1) == Plain(1))
attempt(lambda: fields(3)); attempt(lambda: asdict(3)); attempt(lambda: asdict(F)); attempt(lambda: replace(3)); attempt(lambda: astuple(3))
print([ (f.name, f.init, f.repr, f.compare, f.hash, f.kw_only, dict(f.metadata)) for f in fields(P)])
@dataclass
class Meta:
    a: int = field(default=1, metadata={'unit': 'm'})
print(fields(Meta)[0].metadata['unit'], fields(Meta)[0].default, fields(Meta)[0].default_factory is MISSING, fields(Meta)[0].type)
import inspect
print(list(inspect.signature(Base).parameters))
@dataclass
class Own:
    a: int
    def __repr__(self): return 'own'
    def __eq__(self, o): return True
    def __init__(self, q): self.a = q
print(Own(3), Own(1) == 5, Own(2).a)
def tt():
    @dataclass
    class Local:
        a: int
    print(Local(3))
    Local()
attempt(tt)
print(sorted([P(3), P(1), P(2)]), max(P(3), P(1)))
class Opt:
    pass
@dataclass
class E: pass
print(E(), E() == E())
attempt(lambda: dataclass(3))
