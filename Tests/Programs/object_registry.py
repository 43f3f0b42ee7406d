import abc, types, sys
from abc import ABC, abstractmethod, ABCMeta
REG = {}
class AutoReg(ABCMeta):
    def __new__(mcs, name, bases, ns, abstract=False, **kw):
        cls = super().__new__(mcs, name, bases, ns, **kw)
        if not abstract: REG[name.lower()] = cls
        return cls
    def __init__(cls, name, bases, ns, abstract=False, **kw): super().__init__(name, bases, ns)
class Layer(metaclass=AutoReg, abstract=True):
    @abstractmethod
    def run(self, x): ...
    @property
    @abstractmethod
    def dim(self): ...
class Dense(Layer):
    def __init__(self, d): self._d = d
    def run(self, x): return x * self._d
    @property
    def dim(self): return self._d
class Broken(Layer):
    def run(self, x): return x
print(sorted(REG), REG['dense'](3).run(2), Dense(4).dim)
for c in (Layer, Broken):
    try: c()
    except TypeError as e: print(e)
print(Layer.__abstractmethods__ == frozenset({'run', 'dim'}), Dense.__abstractmethods__, isinstance(Dense(1), Layer))
m = sys.modules[__name__]
names = [n for n in ('Dense', 'Layer', 'Nope') if hasattr(m, n)]
print(names, [getattr(m, n).__name__ for n in names])
mod = types.SimpleNamespace(a=1, b=[2]); mod.c = 3
print(mod.a, mod.c, vars(mod), mod)
def build(cfg):
    cfg = dict(cfg); t = cfg.pop('type')
    return globals()[t](**cfg) if t in globals() else REG[t](**cfg)
print(build({'type': 'Dense', 'd': 5}).dim, build(dict(type='dense', d=6)).dim)
class Registry:
    def __init__(self, name): self._name = name; self._map = {}
    def register(self, obj=None, *, name=None):
        if obj is None: return lambda o: self.register(o, name=name)
        key = name or obj.__name__
        assert key not in self._map, f'{key} registered twice'
        self._map[key] = obj; return obj
    def get(self, n):
        if n not in self._map: raise KeyError(f"No object named '{n}' in '{self._name}' registry!")
        return self._map[n]
    def __contains__(self, n): return n in self._map
    def __iter__(self): return iter(self._map.items())
    def __getattr__(self, n):
        if n.startswith('_'): raise AttributeError(n)
        return self._map[n]
R = Registry('models')
@R.register
class Net1: pass
@R.register(name='two')
class Net2: pass
@R.register()
def fn(): return 'fn'
print(R.get('Net1') is Net1, 'two' in R, [k for k, v in R], R.fn(), R.two.__name__)
try: R.get('zz')
except KeyError as e: print(e)
try: R.register(Net1)
except AssertionError as e: print(e)
class Visitor:
    def visit(self, node): return getattr(self, f'visit_{type(node).__name__}', self.generic)(node)
    def generic(self, node): return ('generic', type(node).__name__)
    def visit_int(self, n): return ('int', n)
    def visit_list(self, n): return [self.visit(i) for i in n]
print(Visitor().visit([1, 'a', [2, None]]))
class Interface(Protocol if False else object): pass
def overload(f): overload.table.setdefault(f.__name__, []).append(f); return f
overload.table = {}
@overload
def z(a): return 'one'
@overload
def z(a, b): return 'two'
print([f.__code__.co_argcount for f in overload.table['z']], [f.__code__.co_varnames for f in overload.table['z']])
class Meta(type):
    def __instancecheck__(cls, o): return getattr(o, 'ok', False)
class Check(metaclass=Meta): pass
class Y: ok = True
print(isinstance(Y(), Check), isinstance(1, Check), isinstance(1, (str, Check)), isinstance(Y(), (str, Check)), isinstance(Y(), int))
class Str2:
    def __init_subclass__(cls): cls.tag = cls.__qualname__
class Sub2(Str2):
    class Inner(Str2): pass
print(Sub2.tag, Sub2.Inner.tag)
def outer():
    x = 'enclosing'
    class A:
        x = x if False else 'cls'
        y = [x for _ in range(2)] if False else 1
        def f(self): return x
    return A
print(outer()().f(), outer().x)
def dyn(n):
    class D:
        val = n
        def get(self): return n + self.val
    D.__name__ = f'D{n}'; D.__qualname__ = D.__name__
    return D
print([dyn(i)().get() for i in range(3)], dyn(4).__name__, dyn(4))
