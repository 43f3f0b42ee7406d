import weakref, gc
class Obj:
    def m(self): return 5
a = Obj()
r = weakref.ref(a)
print(r() is a, r() is not None)
b = a
del a
print(r() is b)
del b
print(r())
class Node:
    def __init__(self, parent=None):
        self.parent = None if parent is None else weakref.ref(parent)
        self.kids = []
    def add(self):
        k = Node(self); self.kids.append(k); return k
root = Node(); k = root.add()
print(k.parent() is root)
del root
print(k.parent())
def f():
    o = Obj()
    w = weakref.ref(o)
    print(w() is o)
    return w
w = f(); print(w())
print(weakref.ref(Obj())())
d = weakref.WeakKeyDictionary()
x, y = Obj(), Obj()
d[x] = 1; d[y] = 2
print(len(d), d[x], d.get(y), x in d, sorted(d.values()), d.pop(y), len(d), list(d.keys())[0] is x)
del x
print(len(d), list(d.items()))
v = weakref.WeakValueDictionary()
z = Obj(); v['k'] = z; v['t'] = Obj()
print('k' in v, 't' in v, v['k'] is z, v.get('t'), len(v), list(v))
s = weakref.WeakSet([z]); s.add(y); s.add(Obj())
print(len(s), z in s, Obj() in s)
del y
print(len(s))
for bad in (1, 'a', [], {}, (), None, 1.5):
    try: weakref.ref(bad)
    except TypeError as e: print(e)
print(weakref.ref({1})() , weakref.ref(f)() is f, weakref.ref(Obj)() is Obj)
m = weakref.WeakMethod(z.m); print(m()())
print(weakref.ref(z.m)())
print(r == r, weakref.ref(z) == weakref.ref(z), r == weakref.ref(z), type(r).__name__)
import torch
t = torch.ones(2); wt = weakref.ref(t); print(wt() is t); del t; print(wt())
lin = torch.nn.Linear(2, 2); wl = weakref.ref(lin); wp = weakref.ref(lin.weight)
print(wl() is lin, wp() is lin.weight); del lin; print(wl(), wp())
try:
    d[5]
except TypeError as e: print(e)
class S: __slots__ = ('a',)
try: weakref.ref(S())
except TypeError as e: print(e)
class L(list): pass
l = L([1]); print(weakref.ref(l)())
class T(tuple): pass
try: weakref.ref(T())
except TypeError as e: print(e)
objs = [Obj()]
for o in [Obj()]:
    wo = weakref.ref(o)
print(wo() is o); del o; print(wo())
wo = weakref.ref(objs[0])
print(wo() is objs[0]); objs.clear(); print(wo())
def gen():
    o = Obj()
    yield weakref.ref(o)
    yield 1
items = gen(); wg = next(items); print(wg() is not None); del items; print(wg())
cache = weakref.WeakKeyDictionary()
class Layer(torch.nn.Module):
    def __init__(self, owner):
        super().__init__()
        self.owner = weakref.ref(owner)
    def forward(self, x):
        return x * self.owner().scale
class Owner(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = 3
        self.layer = Layer(self)
        cache[self] = 'kept'
o = Owner(); print(o.layer(torch.ones(1)), cache[o], len(cache)); del o
try: cache[1]
except TypeError as e: print(e)
