class Plugin:
    reg = []
    def __init_subclass__(cls, /, name=None, **kw):
        super().__init_subclass__(**kw)
        cls.pname = name or cls.__name__
        cls.reg.append(cls)
class P1(Plugin): pass
class P2(Plugin, name='two'): x = 1
class P3(P2, name='three'): pass
print([c.pname for c in Plugin.reg], [c.__name__ for c in Plugin.__subclasses__()])
try:
    class P4(Plugin, other=3): pass
except TypeError as e:
    print(e)
try:
    class P5(object, other=3): pass
except TypeError as e:
    print(e)
class Field:
    def __init__(self, default=None): self.default = default
    def __set_name__(self, owner, name):
        self.name = name; self.key = '_' + name
        owner.fields = getattr(owner, 'fields', []) + [name]
    def __get__(self, obj, owner=None):
        if obj is None: return self
        return obj.__dict__.get(self.key, self.default)
    def __set__(self, obj, value):
        if value is not None and value < 0: raise ValueError(f'{self.name} < 0')
        obj.__dict__[self.key] = value
    def __delete__(self, obj):
        obj.__dict__.pop(self.key, None)
class Model:
    a = Field(1)
    b = Field()
    def __init__(self, b): self.b = b
m = Model(5)
print(m.a, m.b, Model.fields, Model.a.name, type(Model.a).__name__)
m.a = 9; print(m.a, m.__dict__)
try: m.a = -1
except ValueError as e: print(e)
del m.a; print(m.a)
m.__dict__['a'] = 'shadow'; print(m.a)
class NonData:
    def __get__(self, obj, owner): return 'nondata' if obj is not None else 'class'
class H:
    n = NonData()
h = H(); print(h.n, H.n); h.n = 1; print(h.n, H.n); del h.n; print(h.n)
setattr(m, 'b', 11); print(getattr(m, 'b'), hasattr(m, 'a'), getattr(m, 'zz', 0))
class Lazy:
    def __init__(self, f): self.f = f; self.__doc__ = f.__doc__
    def __set_name__(self, o, n): self.n = n
    def __get__(self, obj, owner):
        if obj is None: return self
        v = self.f(obj); obj.__dict__[self.n] = v; return v
class L:
    count = 0
    @Lazy
    def val(self): "docs"; L.count += 1; return 42
l = L(); print(l.val, l.val, L.count, L.val.__doc__)
class Prop:
    def __init__(self): self._x = 0
    @property
    def x(self): "the x"; return self._x
    @x.setter
    def x(self, v): self._x = v * 2
    @x.deleter
    def x(self): self._x = None
p = Prop(); p.x = 3; print(p.x, Prop.x.fget(p), type(Prop.x).__name__, Prop.x.__doc__, Prop.x.fset is not None)
del p.x; print(p.x)
Prop.x.fset(p, 4); print(p.x); Prop.x.__set__(p, 5) if hasattr(Prop.x, '__set__') else None
print(p.x, Prop.x.__get__(p))
class Sub(Prop):
    @Prop.x.getter
    def x(self): return 'sub'
    @property
    def y(self): return super().x
s = Sub(); s.x = 1; print(s.x, s._x, s.y)
class RO:
    @property
    def r(self): return 1
    @property
    def bad(self): raise AttributeError('inner')
    def __getattr__(self, n): return 'fallback ' + n
r = RO()
try: r.r = 2
except AttributeError as e: print(e)
try: del r.r
except AttributeError as e: print(e)
print(r.bad, r.other, hasattr(r, 'anything'))
class RO2:
    @property
    def bad(self): raise AttributeError('inner')
print(hasattr(RO2(), 'bad'), getattr(RO2(), 'bad', 'dflt'))
class Tr:
    def __init__(self): self.a = 1
    def __getattribute__(self, name):
        if name.startswith('no'): raise AttributeError(name)
        if name == 'magic': return 'M'
        return super().__getattribute__(name)
    def __getattr__(self, name): return 'ga:' + name
t = Tr(); print(t.a, t.magic, t.nope, t.zzz, object.__getattribute__(t, 'a'))
class W:
    def __init__(self): object.__setattr__(self, 'log', [])
    def __setattr__(self, k, v): self.log.append(k); super().__setattr__(k, v)
    def __delattr__(self, k): self.log.append('del ' + k); super().__delattr__(k)
w = W(); w.x = 1; w.y = 2; del w.x; print(w.log, w.__dict__)
class D:
    def __dir__(self): return ['b', 'a']
print(dir(D()), [n for n in dir(Model(1)) if not n.startswith('_')])
class S1:
    inst = None
    def __new__(cls, *a, **k):
        if cls.inst is None: cls.inst = super().__new__(cls)
        return cls.inst
    def __init__(self, v): self.v = v
x = S1(1); y = S1(2); print(x is y, x.v)
class S2:
    def __new__(cls, v):
        if v < 0: return None
        self = object.__new__(cls); self.pre = v; return self
    def __init__(self, v): self.post = self.pre + v
print(S2(2).post, S2(-1))
class S3:
    def __new__(cls, x): return super().__new__(cls, x)
try: S3(1)
except TypeError as e: print(e)
class Nothing: pass
try: Nothing(1)
except TypeError as e: print(e)
try: object(1)
except TypeError as e: print('obj')
