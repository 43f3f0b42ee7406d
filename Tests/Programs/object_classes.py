from functools import wraps
class Temp:
    _c = 0
    @property
    def f(self): return self._c * 9 / 5 + 32
    @f.setter
    def f(self, v): self._c = (v - 32) * 5 / 9
    g = property(lambda self: 'g', None, None, 'doc of g')
    @staticmethod
    def s(): return 's'
    @classmethod
    def c(cls): return cls.__name__
    h = staticmethod(len)
    mapping = {'s': s, 'c': c}
t = Temp(); t.f = 212; print(t._c, t.f, t.g, Temp.g.__doc__, Temp.s(), t.c(), t.h('abc'), Temp.__dict__['s'].__func__(), type(Temp.__dict__['c']).__name__)
print(Temp.mapping['s'].__func__(), callable(Temp.mapping['s']))
class Chain:
    def __init__(self): self.ops = []
    def __getattr__(self, name):
        if name.startswith('_'): raise AttributeError(name)
        def rec(*a): self.ops.append((name, a)); return self
        return rec
print(Chain().foo(1).bar().ops, hasattr(Chain(), '_x'), hasattr(Chain(), 'y'))
class Vec:
    __slots__ = 'x', 'y'
    def __init__(self, x, y): self.x, self.y = x, y
    def __iter__(self): return (getattr(self, n) for n in self.__slots__)
    def __eq__(self, o): return tuple(self) == tuple(o)
    def __repr__(self): return f'{type(self).__name__}({self.x}, {self.y})'
print(Vec(1, 2), Vec(1, 2) == Vec(1, 2), list(Vec(3, 4)))
try: hash(Vec(1, 2))
except TypeError as e: print(e)
class Count:
    n = 0
    def __init__(self): type(self).n += 1; self.__class__.last = self.n
class Count2(Count): pass
Count(); Count2(); Count2(); print(Count.n, Count2.n, Count.last, Count2.last)
class Attr:
    def __init__(self, **kw):
        for k, v in kw.items(): setattr(self, k, v)
    def __contains__(self, k): return k in self.__dict__
    def __getitem__(self, k): return self.__dict__[k]
    def __setitem__(self, k, v): self.__dict__[k] = v
    def __len__(self): return len(self.__dict__)
    def __iter__(self): return iter(self.__dict__)
    def keys(self): return self.__dict__.keys()
a = Attr(x=1, y=2); a['z'] = 3
print('x' in a, a['z'], a.z, len(a), list(a), sorted(a.keys()))
def singleton(cls):
    inst = {}
    @wraps(cls, updated=())
    def get(*a, **k):
        if cls not in inst: inst[cls] = cls(*a, **k)
        return inst[cls]
    return get
@singleton
class Conf:
    "conf doc"
    def __init__(self, v): self.v = v
print(Conf(1) is Conf(2), Conf(3).v, Conf.__name__, Conf.__doc__, Conf.__wrapped__.__name__)
class Node:
    registry = {}
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        for name, val in list(vars(cls).items()):
            if getattr(val, '_hook', False): cls.registry.setdefault(cls.__name__, []).append(name)
def hook(f): f._hook = True; return f
class NA(Node):
    @hook
    def one(self): pass
    def two(self): pass
    @hook
    def three(self): pass
print(Node.registry)
class Typed:
    def __init__(self, t): self.t = t
    def __set_name__(self, o, n): self.n = n
    def __get__(self, i, o): return self if i is None else i.__dict__[self.n]
    def __set__(self, i, v):
        if not isinstance(v, self.t): raise TypeError(f'{self.n}: {self.t.__name__}')
        i.__dict__[self.n] = v
class Rec:
    a = Typed(int)
    b = Typed(str)
    def __init__(self, a, b): self.a, self.b = a, b
r = Rec(1, 'x'); print(r.a, r.b, r.__dict__)
try: r.a = 's'
except TypeError as e: print(e)
class MixA:
    def hello(self): return 'A'
class MixB:
    def hello(self): return 'B' + super().hello()
class Both(MixB, MixA):
    def hello(self): return 'C' + super().hello()
print(Both().hello(), Both.__mro__[1].__name__, super(Both, Both()).hello(), super(MixB, Both()).hello())
print([n for n in dir(Both) if not n.startswith('__')], Both.hello.__qualname__)
class Outer:
    x = 1
    class In:
        y = 2
        def get(self): return Outer.x + self.y
    def make(self):
        outer = self
        class Loc:
            def up(self): return outer.x
        return Loc()
print(Outer.In().get(), Outer().make().up(), type(Outer().make()).__qualname__)
X = type('X', (Temp,), dict(z=5, __init__=lambda self, q: setattr(self, 'q', q)))
print(X(3).q, X.z, X(1).f, X.c())
print(isinstance(X, type), type(X) == type, issubclass(X, (int, Temp)), isinstance(X(1), X.__bases__))
def cls_factory(base, **attrs): return type(f'{base.__name__}X', (base,), attrs)
print(cls_factory(Temp, v=1).v, cls_factory(Temp).__name__)
del t.__class__.g
print(hasattr(t, 'g'))
class E1:
    def __eq__(self, o): return isinstance(o, E1)
    def __ne__(self, o): return not self == o
print(E1() == E1(), E1() != E1(), E1() == 3, E1.__hash__)
class CallMe:
    def __call__(self, *a, **k): return a, k
print(CallMe()(1, b=2), callable(CallMe()), (lambda f: f(3))(CallMe()))
