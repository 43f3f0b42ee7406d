from collections.abc import MutableMapping, Mapping, Sequence, MutableSequence, Set, MutableSet, Iterator
class M(Mapping):
    def __init__(self, d): self.d = d
    def __getitem__(self, k): return self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = M({'a': 1})
print(m.get('a'), m.get('b', 3), list(m.items()), list(m.keys()), list(m.values()), 'a' in m, m == {'a': 1}, m != {'a': 2}, {**m}, dict(m))
class MM(M, MutableMapping):
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
n = MM({'a': 1})
n.update(b=2); n.update({'c': 3}); n.update([('d', 4)])
print(n.pop('a'), n.pop('zz', 9), n.setdefault('q', 5), n.popitem(), sorted(n), n == MM(n.d)); n.clear(); print(len(n))
try: n.pop('zz')
except KeyError as e: print('KeyError', e)
class S(Sequence):
    def __init__(self, l): self.l = l
    def __getitem__(self, i): return self.l[i]
    def __len__(self): return len(self.l)
s = S([1, 2, 3, 2])
print(list(s), list(reversed(s)), s.index(2), s.index(2, 2), s.count(2), 3 in s, 9 in s, [x for x in s])
class MS(S, MutableSequence):
    def __setitem__(self, i, v): self.l[i] = v
    def __delitem__(self, i): del self.l[i]
    def insert(self, i, v): self.l.insert(i, v)
t = MS([1]); t.append(2); t.extend([3, 4]); t += [5]; t.remove(3); t.reverse(); print(t.l, t.pop(), t.pop(0)); t.clear(); print(t.l)
class St(Set):
    def __init__(self, it): self.s = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.s
    def __iter__(self): return iter(self.s)
    def __len__(self): return len(self.s)
a, b = St([1, 2]), St([2, 3])
print((a & b).s, (a | b).s, (a - b).s, (a ^ b).s, a <= b, St([1]) < a, a == St([2, 1]), a.isdisjoint(b), a == {1, 2})
class It(Iterator):
    def __init__(self): self.n = 0
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), [x for x in It()])
