import copy, enum, abc, collections.abc as cabc, types
class Node:
    def __init__(self, v): self.v = v; self.next = None
a = Node([1]); a.next = a
b = copy.deepcopy(a); print(b is not a, b.next is b, b.v == a.v, b.v is a.v)
c = copy.copy(a); print(c.v is a.v, c.next is a)
class Cp:
    def __init__(self): self.n = 0
    def __deepcopy__(self, memo): r = Cp(); r.n = self.n + 1; return r
    def __copy__(self): r = Cp(); r.n = 100; return r
print(copy.deepcopy([Cp(), Cp()])[1].n, copy.copy(Cp()).n, copy.deepcopy({'a': (1, [2])}))
memo = {}
x = [1, [2]]
for i in range(3): y = copy.deepcopy(x, memo)
print(y is copy.deepcopy(x, memo), y)
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    @property
    @abc.abstractmethod
    def name(self): ...
    @classmethod
    @abc.abstractmethod
    def mk(cls): ...
try: Shape()
except TypeError as e: print(e)
class Sq(Shape):
    def area(self): return 1
try: Sq()
except TypeError as e: print(e)
print(sorted(Shape.__abstractmethods__))
class MM(cabc.MutableMapping):
    def __init__(self, *a, **k): self.d = dict(*a, **k)
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = MM(a=1, b=2); ks = m.keys(); print(list(ks), len(ks), 'a' in ks, ks & {'a'}, ks | ['z'] if 0 else '', m == {'a': 1, 'b': 2}, dict(m), {**m}, m.get('z', 3), m.pop('a'), list(ks), m.setdefault('q', 7), m.popitem(), len(m.items()), ('q', 7) in m.items(), list(m.values()), 7 in m.values(), isinstance(ks, cabc.KeysView), type(ks).__name__, type(m.items()).__name__)
m.update({'x': 1}, y=2); m.update([('z', 3)]); print(sorted(m.items()), m != {}, bool(m), repr(ks)[:20], sorted(ks - {'x'}), sorted(ks ^ {'x', 'new'}), ks == {'x', 'y', 'z', 'b'}, ks.isdisjoint({'x'}), sorted({'x'} | ks), {'x'} & ks, sorted(m.items() & {('x', 1)}), ks <= {'x'}, list(reversed([1])))
m.clear(); print(len(ks))
class SS(cabc.Set):
    def __init__(self, it): self.l = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.l
    def __iter__(self): return iter(self.l)
    def __len__(self): return len(self.l)
    def __repr__(self): return f'SS({self.l})'
s = SS('abc'); print(s & 'ab', s | 'd', s - {'a'}, s ^ set('az'), {'a', 'z'} & s, {'z'} | s, sorted({'a', 'z'} - s), {'z'} ^ s, s <= SS('abcd'), s == set('abc'), s.isdisjoint('z'), type({'a'} & s).__name__, SS._from_iterable('q'), s > {'a'}, s != 3, {'a'} <= s)
class MS(SS, cabc.MutableSet):
    def add(self, x): x in self.l or self.l.append(x)
    def discard(self, x): x in self.l and self.l.remove(x)
t = MS('abc'); t |= 'd'; t &= set('abd'); t -= {'a'}; print(t); t ^= {'b', 'q'}; print(t, t.pop(), t); t.remove('q'); t ^= t; print(t, len(t))
try: t.remove('zz')
except KeyError as e: print(e)
try: print(hash(s))
except TypeError as e: print(e)
class Sq2(cabc.Sequence):
    def __getitem__(self, i): return [1, 2, 3][i]
    def __len__(self): return 3
q = Sq2(); print(list(q), 2 in q, q.index(3), q.count(1), list(reversed(q)), isinstance(q, cabc.Sequence), q[-1])
try: q.index(9)
except ValueError as e: print(repr(e))
class MSq(cabc.MutableSequence):
    def __init__(self): self.l = []
    def __getitem__(self, i): return self.l[i]
    def __setitem__(self, i, v): self.l[i] = v
    def __delitem__(self, i): del self.l[i]
    def __len__(self): return len(self.l)
    def insert(self, i, v): self.l.insert(i, v)
z = MSq(); z.append(1); z.extend([2, 3]); z += [4]; z.reverse(); print(z.l, z.pop(), z.remove(3), z.l, z.index(2)); z.clear(); print(len(z))
class It(cabc.Iterator):
    def __next__(self): raise StopIteration
print(list(It()), iter(i := It()) is i)
for k in (cabc.Mapping, cabc.Sequence, cabc.Set, cabc.MutableMapping, cabc.MutableSequence, cabc.MutableSet, cabc.Iterator, cabc.Iterable, cabc.Sized, cabc.Container, cabc.Callable, cabc.Hashable, cabc.Collection, cabc.Reversible, cabc.Generator):
    try: type('S', (k,), {})()
    except TypeError as e: print(e)
    try: k()
    except TypeError as e: print(e)
    print(sorted(k.__abstractmethods__))
class Impl(cabc.Mapping):
    def __getitem__(self, k): return 1
    def __len__(self): return 0
    def __iter__(self): return iter(())
class Half(cabc.MutableMapping, Impl):
    pass
try: Half()
except TypeError as e: print(e)
print(type(Impl).__name__, len(Impl()), Impl().keys().isdisjoint('a'), {'a': 1}.keys().isdisjoint('b'))
m = MM(a=1); m.update(MM(b=2)); print(m.d, MM(m).d, [k for k in m.items()], hash(frozenset([1, 2])) is not None, SS([1, 2])._hash())
class Echo(cabc.Generator):
    def __init__(self): self.got = []
    def send(self, v):
        self.got.append(v)
        if len(self.got) > 2: raise StopIteration
        return len(self.got)
    def throw(self, typ, val=None, tb=None): raise typ
e = Echo(); print(list(e), e.got, e.close())
