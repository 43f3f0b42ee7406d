import functools
class cached_prop:
    def __init__(self, func): self.func = func; functools.update_wrapper(self, func)
    def __set_name__(self, owner, name): self.attr = name
    def __get__(self, inst, owner=None):
        if inst is None: return self
        val = inst.__dict__[self.attr] = self.func(inst)
        return val
class A:
    calls = 0
    @cached_prop
    def v(self):
        "doc v"
        A.calls += 1
        return 10
a = A(); print(a.v + a.v, A.calls, A.v.__doc__, A.v.__name__, a.__dict__)
del a.v; a.v; print(A.calls)
class ClsProp:
    def __init__(self, f): self.f = f
    def __get__(self, inst, owner): return self.f(owner)
class B:
    @ClsProp
    def nm(cls): return cls.__name__.lower()
class C(B): pass
print(B.nm, C.nm, C().nm)
class Alias:
    def __init__(self, n): self.n = n
    def __get__(self, i, o): return self if i is None else getattr(i, self.n)
    def __set__(self, i, v): setattr(i, self.n, v)
    def __delete__(self, i): delattr(i, self.n)
class D:
    def __init__(self): self.real = 1
    fake = Alias('real')
d = D(); d.fake += 4; print(d.real, d.fake); del d.fake; print(hasattr(d, 'real'), hasattr(d, 'fake'), getattr(d, 'fake', 'none'))
class WriteOnly:
    def __set__(self, i, v): i.__dict__['w'] = v * 2
class E:
    w = WriteOnly()
e = E(); e.w = 4; print(e.w)
class E2:
    w = WriteOnly()
print(type(E2().w).__name__)
class Meth:
    def __init__(self, f): self.f = f
    def __get__(self, inst, owner): return functools.partial(self.f, inst)
class F:
    k = 5
    @Meth
    def add(self, x, y=1): return self.k + x + y
print(F().add(1), F().add(1, y=3))
class Proxy:
    def __init__(self, target): object.__setattr__(self, '_t', target)
    def __getattr__(self, n): return getattr(object.__getattribute__(self, '_t'), n)
    def __setattr__(self, n, v): setattr(self._t, n, v)
    def __delattr__(self, n): delattr(self._t, n)
    def __repr__(self): return f'Proxy({self._t!r})'
class T:
    def __init__(self): self.a = 1
    def m(self): return self.a
    def __repr__(self): return 'T'
p = Proxy(T()); p.b = 2; p.a = 9; print(p.m(), p.b, p, p._t.__dict__); del p.b; print(hasattr(p, 'b'))
class Guard:
    allowed = ('x',)
    def __setattr__(self, n, v):
        if n not in self.allowed: raise AttributeError(f'no {n}')
        object.__setattr__(self, n, v)
g = Guard(); g.x = 1
for n in ('x', 'y'):
    try: setattr(g, n, 2); print(n, getattr(g, n))
    except AttributeError as ex: print(ex)
class Frozen:
    __slots__ = ('a', 'b')
    def __init__(self, a, b):
        object.__setattr__(self, 'a', a); object.__setattr__(self, 'b', b)
    def __setattr__(self, n, v): raise AttributeError('frozen')
f = Frozen(1, 2)
try: f.a = 3
except AttributeError as ex: print(ex, f.a)
class Track:
    def __getattribute__(self, n):
        v = object.__getattribute__(self, n)
        return v * 2 if isinstance(v, int) else v
    def __init__(self): self.q = 4
    def meth(self): return self.q
t = Track(); print(t.q, t.meth(), t.__dict__, t.__class__.__name__)
class Meta(type):
    @property
    def total(cls): return cls._n
    @total.setter
    def total(cls, v): cls._n = v
class M(metaclass=Meta): _n = 3
print(M.total); M.total = 8; print(M.total, M._n)
class Inst:
    def __init__(self): self.f = lambda x: x + 1
    f2 = len
    f3 = lambda self: 'f3'
    class f4:
        def __init__(self, *a): self.a = a
print(Inst().f(1), Inst().f2([1, 2]) if False else Inst.f2([1]), Inst().f3(), Inst().f4(7).a)
print(A.__dict__['v'].func.__name__, vars(B)['nm'].f.__name__)
class Base:
    def __init__(self, *args, **kwargs): self.args = args; self.kw = kwargs
    @classmethod
    def create(cls, *a, **k): return cls(*a, **k)
    def clone(self): new = self.__class__.__new__(self.__class__); new.__dict__.update(self.__dict__); return new
class Der(Base): pass
x = Der.create(1, k=2); y = x.clone(); y.args = (5,); print(type(y).__name__, x.args, y.args, y.kw)
print(getattr(x, '__class__').__name__, hasattr(x, '__init__'), callable(getattr(x, 'clone')), x.clone.__func__ is Base.clone, Base.create.__self__ is Base, Der.create.__self__ is Der, Base.create.__func__ is Der.create.__func__)
print(Base.__init__ is Der.__init__, Base.clone.__qualname__, x.clone.__qualname__, Der.create.__name__)
