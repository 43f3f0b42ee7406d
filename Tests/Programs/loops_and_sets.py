import collections, copy, json, enum, random
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def grow(make, change, view=iter):
    box = make()
    for i, item in enumerate(view(box)):
        change(box)
        if i > 5: return 'endless'
attempt(lambda: grow(lambda: collections.deque([1, 2]), lambda q: q.append(1)))
attempt(lambda: grow(lambda: collections.deque([1, 2], maxlen=2), lambda q: q.append(1)))
attempt(lambda: grow(lambda: collections.deque([1, 2]), lambda q: q.rotate(1)))
attempt(lambda: grow(lambda: collections.deque([1, 2]), lambda q: q.pop(), reversed))
attempt(lambda: grow(lambda: collections.deque([1]), lambda q: q.clear()))
attempt(lambda: grow(lambda: collections.deque([1, 2]), lambda q: q.__setitem__(0, 5)))
attempt(lambda: grow(lambda: {1}, lambda s: s.add(len(s) + 5)))
attempt(lambda: grow(lambda: {1: 1}, lambda d: d.update({len(d) + 5: 1})))
q = collections.deque('abc', maxlen=4); it = iter(q); print(next(it), list(it), list(reversed(q)), copy.copy(q) == q, sum(collections.deque([1, 2])), q)
print({1000, True, 7}.intersection({1, 2}), {1, 2} & {True}, {True} & {1, 2}, {1, 2, 3}.intersection([True]), {1: 0}.keys() & [True], {1, 2}.intersection(frozenset([True, 2.0])))
s = {1, 2}; s &= {True}; print(s); s = {1, 5}; s.intersection_update([1.0]); print(s)
class Mode(str, enum.Enum):
    A = 'train'
class Level(enum.IntEnum):
    LOW = 1
print(json.dumps([Mode.A, Level.LOW, {Mode.A: Level.LOW, Level.LOW: Mode.A}]), json.dumps({Mode.A: 1}, sort_keys=True, indent=1))
attempt(lambda: '%*d|' % (2 ** 40,))
attempt(lambda: '%.*f|' % (2 ** 40, 1.0))
attempt(lambda: '%*d|%-*d|' % (4, 5, -3, 6))
attempt(lambda: max([])); attempt(lambda: max(1, 'a')); attempt(lambda: min(1, 'a')); attempt(lambda: 'a' * 'b'); attempt(lambda: [] * 1.5); attempt(lambda: {} * 2)
def assign(x, i, v): x[i] = v
def remove(x, i): del x[i]
def iadd(a, b): a += b
def unpack(v): a, b = v
attempt(lambda: assign([1], 5, 0)); attempt(lambda: remove([1], 5)); attempt(lambda: assign([1, 2, 3, 4], slice(None, None, 2), [1])); attempt(lambda: iadd(1, 'a')); attempt(lambda: iadd([], 3)); attempt(lambda: unpack([1, 2, 3])); attempt(lambda: unpack([1]))
print(type(OSError(2, 'no')).__name__, type(OSError(17, 'x', 'f')).__name__, type(OSError('m')).__name__, type(OSError(9999, 'z')).__name__, issubclass(ConnectionResetError, ConnectionError))
memo = {}
ls = [[i, [i]] for i in range(500)]
cs = [copy.deepcopy(l, memo) for l in ls]
print(cs == ls, copy.deepcopy(ls[5], memo) is cs[5], cs[5][1] is not ls[5][1])
random.seed(3); st = random.getstate(); a = [random.random(), random.gauss(0, 1)]; random.setstate(st); print(a == [random.random(), random.gauss(0, 1)])
print(random.betavariate(1, 2), random.gammavariate(0.5, 1), random.gammavariate(2, 1), random.triangular(), random.lognormvariate(0, 1), random.paretovariate(1), random.weibullvariate(1, 1), random.randbytes(5), random.randbytes(0))
class UD(collections.UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
u = UD(a=1); u['b'] = 2; u.update(c=3); print(u, u.data, 'A' in u, len(u), dict(u), u.get('z'), list(u.items()), u | {'d': 1}, u.copy() == u, u.pop('A'), UD.fromkeys('xy', 0))
class UL(collections.UserList): pass
l = UL([3, 1, 2]); l.append(5); l.sort(); print(l, l[0], l[1:], type(l[1:]).__name__, l + [1], [0] + l, len(l), sorted(l), l == [1, 2, 3, 5], l * 2, l.index(3), l.pop(), 2 in l)
def kw(**rest): return rest
attempt(lambda: kw(**{'a': 1}, **{'a': 2}))
class Kw:
    def __init__(self, **rest): pass
attempt(lambda: Kw(**{'a': 1}, **{'a': 2}))
attempt(lambda: dict(**{'a': 1}, **{'a': 2}))
