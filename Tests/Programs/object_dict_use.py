import copy
class A:
    def __init__(self): self.x = [1]; self.me = self
a = A(); b = copy.deepcopy(a); print(b.me is b, b.x is a.x, b.__dict__.keys() == a.__dict__.keys())
class Node:
    __slots__ = ('v', 'nxt')
    def __init__(self, v, nxt=None): self.v = v; self.nxt = nxt
    def __iter__(self):
        n = self
        while n is not None: yield n.v; n = n.nxt
print(list(Node(1, Node(2, Node(3)))))
def f(x, *, k=1): return x + k
g = copy.copy(f); print(g is f)
f.cache = {}
def h():
    f.cache['a'] = f.cache.get('a', 0) + 1
    return f.cache
h(); print(h(), f.__dict__)
class C:
    def __init__(self, **kw): vars(self).update(kw)
    def __repr__(self): return f"C({', '.join(f'{k}={v}' for k, v in vars(self).items())})"
c = C(a=1, b=2); print(c, vars(c).pop('a'), c, 'a' in vars(c)); vars(c)['z'] = 5; print(c.z)
for i in range(3): setattr(c, f'n{i}', i)
print(sorted(vars(c)), len(vars(c)), {k: v for k, v in c.__dict__.items() if k.startswith('n')})
vars(c).clear(); print(vars(c), hasattr(c, 'z'))
d = c.__dict__; d['k'] = 1; e = dict(d); e['q'] = 2; print(hasattr(c, 'q'), d | {'m': 1}, d == {'k': 1}, list(d.values()), d.copy())
d |= {'w': 3}; print(c.w)
print(json_like := {**c.__dict__, 'extra': 1}, bool(vars(C())), repr(vars(c)))
class P:
    a = 1
    def m(self): pass
print([k for k, v in P.__dict__.items() if callable(v)], {k for k in vars(P) if k[0] != '_'} == {'a', 'm'}, P.__dict__.get('zz'), list(P.__dict__)[:2], P.__dict__.keys() >= {'a'})
P.b = 2; print('b' in P.__dict__, P.__dict__['b']); del P.b; print('b' in P.__dict__)
import types
def make_fn(): 
    def fn(self): return ('fn', self.a)
    return fn
P.new = make_fn(); print(P().new(), P.new.__qualname__)
p = P(); p.m2 = types.MethodType(lambda self, y: (self.a, y), p); print(p.m2(3), p.m2.__self__ is p, p.m2.__func__.__name__)
try: type(p).__dict__.update
except AttributeError as ex: print(ex)
