import copy
class A:
    def __init__(self): self.x = [1]
    def __copy__(self): print('copy'); return self
    def __deepcopy__(self, memo): print('deep'); r = A(); r.x = copy.deepcopy(self.x, memo); return r
a = A()
print(copy.copy(a) is a, copy.deepcopy(a) is a)
l = [a, a, {'k': a}]
m = copy.deepcopy(l)
print(m[0] is m[1], m[0] is m[2]['k'], m[0] is a, m[0].x)
s = [1]; 
class B:
    def __init__(self, s): self.s = s
    def __deepcopy__(self, memo): return B(copy.deepcopy(self.s, memo))
d = copy.deepcopy([s, B(s)])
print(d[0] is d[1].s)
d = copy.deepcopy([B(s), s])
print(d[1] is d[0].s)
class G:
    def __init__(self): self.a = 1; self.b = 2
    def __getstate__(self): return {'a': self.a}
    def __setstate__(self, st): self.__dict__.update(st); self.b = 'set'
g = copy.deepcopy(G()); print(g.a, g.b); g = copy.copy(G()); print(g.a, g.b)
class E:
    def __deepcopy__(self, memo): return self
e = E(); print(copy.deepcopy({'e': e})['e'] is e)
memo = {}
x = [1, [2]]; y = copy.deepcopy(x, memo); print(memo[id(x)] is y, y == x, y[1] is not x[1])
rec = [1]; rec.append(rec); r2 = copy.deepcopy(rec); print(r2[1] is r2, copy.copy((1, 2)), copy.copy({1}))
from collections import namedtuple, deque, defaultdict, Counter
P = namedtuple('P', 'a b'); p = P([1], 2); q = copy.deepcopy(p); print(q, q.a is p.a, copy.deepcopy(deque([1, 2], 3)), copy.deepcopy(defaultdict(list, a=[1])), copy.copy(Counter('aab')))
import torch
t = torch.arange(4.); v = t[:2]
class H:
    def __init__(self, t): self.t = t
    def __deepcopy__(self, memo): return H(copy.deepcopy(self.t, memo))
z = copy.deepcopy([H(v), v, t]); z[2][0] = 9; print(z[0].t, z[1], t, z[0].t is z[1])
