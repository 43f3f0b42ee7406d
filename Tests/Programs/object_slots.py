class P:
    __slots__ = ('x', 'y')
    def __init__(self, x, y=0):
        self.x = x
        self.y = y
p = P(1)
print(p.x, p.y, hasattr(p, '__dict__'), P.__slots__)
for name in ('z', 'x'):
    try:
        setattr(p, name, 5); print('ok', name)
    except AttributeError as e:
        print(e)
del p.x
try:
    p.x
except AttributeError as e:
    print(e)
class Q(P):
    __slots__ = ['z']
q = Q(1, 2); q.z = 3
print(q.x, q.y, q.z)
try:
    q.w = 1
except AttributeError as e:
    print(e)
class R(P):
    pass
r = R(1); r.free = 2; print(r.free, r.__dict__)
try:
    class Bad:
        __slots__ = ('a',)
        a = 1
except ValueError as e:
    print(e)
class S:
    __slots__ = ('a', '__dict__')
s = S(); s.a = 1; s.b = 2; print(s.a, s.b, s.__dict__)
print(P.__name__, P.__qualname__, P.__module__, P.__doc__, P.__bases__, P.__mro__ == (P, object), P.mro() == [P, object])
class Doc:
    """A doc."""
    class Inner:
        "inner"
        def m(self): "mm"
print(Doc.__doc__, Doc.Inner.__qualname__, Doc.Inner.m.__qualname__, Doc.Inner.m.__doc__, Doc().__doc__, Doc.__module__, Doc().__module__)
def make():
    class Local:
        def f(self): pass
    def g(): pass
    return Local, g, lambda: 0
L, g, h = make()
print(L.__qualname__, g.__qualname__, L.f.__qualname__, h.__qualname__, h.__name__)
print([c.__name__ for c in P.__subclasses__()], Q.__base__.__name__, [b.__name__ for b in Q.__bases__])
T = type('T', (P,), {'k': 1, 'm': lambda self: self.k + self.x})
t = T(4)
print(t.m(), T.__name__, type(t) is T, type(t).__name__, T.__module__, isinstance(t, P), T.__qualname__)
U = type('U', (), {}); print(U().__class__.__name__, U.__mro__[1])
class C1:
    def who(self): return 'C1'
class C2:
    def who(self): return 'C2'
c = C1(); c.v = 1; c.__class__ = C2; print(c.who(), c.v, type(c) is C2, isinstance(c, C1))
try:
    c.__class__ = 3
except TypeError as e:
    print(e)
class Ann:
    a: int
    b: str = 'x'
    c: 'Fwd'
    d: None = None
print(Ann.__annotations__, list(Ann.__annotations__))
def fa(x: int, y: 'str' = 3, *a: float, k: bool = True, **kw: object) -> None: pass
print(fa.__annotations__)
print(fa.__defaults__, fa.__kwdefaults__, fa.__code__.co_varnames, fa.__code__.co_argcount, fa.__name__)
class NoAnn: pass
print(NoAnn.__annotations__, (lambda: 0).__annotations__)
class K:
    __qualname__ = 'Renamed'
    __module__ = 'mod'
    n = __name__
print(K.__qualname__, K.__module__, K, K.n, K.__name__)
K.__name__ = 'New'
print(K.__name__, type(K()).__name__)
