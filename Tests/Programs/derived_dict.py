class Config(dict):
    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError(name)

    def __setattr__(self, name, value):
        self[name] = value

    def __delattr__(self, name):
        del self[name]


class AttrDict(dict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__ = self


class DotDict(dict):
    __getattr__ = dict.get
    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__


class Counting(dict):
    def __missing__(self, key):
        self[key] = 0
        return 0


class Reading(dict):
    reads = 0

    def __getitem__(self, key):
        Reading.reads += 1
        return super().__getitem__(key)

    def get(self, key, default=None):
        return super().get(key, default)


class Nested(dict):
    def __init__(self, mapping=None, **named):
        super(Nested, self).__init__()
        for key, value in dict(mapping or {}, **named).items():
            self[key] = value

    def __setitem__(self, key, value):
        if isinstance(value, dict) and not isinstance(value, Nested):
            value = Nested(value)
        super(Nested, self).__setitem__(key, value)

    __getattr__ = dict.__getitem__


c = Config(a=1, b=[2])
c.d = 'x'
c['e'] = None
print(c, c.a, c.d, c['d'], len(c), 'e' in c, list(c.items()))
del c.a
print(c, sorted(c), c == {'b': [2], 'd': 'x', 'e': None}, {'b': [2], 'd': 'x', 'e': None} == c, c != {})
try:
    c.zzz
except AttributeError as error:
    print('AttributeError', error)
print(c.get('q', 5), c.pop('d'), c.setdefault('n', 3), c.keys(), c.values())
c.update(x=1, y=2)
print(c, {**c}, dict(c), dict(c, z=9), type(dict(c)).__name__, type(c.copy()).__name__)

a = AttrDict({'lr': 0.1}, n=3)
print(a.lr, a.n, a['n'], a)
a.new = 5
a['other'] = 6
print(a.new, a.other, a['new'], len(a), list(a))
del a.new
print('new' in a, hasattr(a, 'new'), hasattr(a, 'lr'))

d = DotDict(p=1)
d.q = 2
print(d.p, d.q, d.missing, d)
del d.p
print(d)

k = Counting()
for letter in 'hello':
    k[letter] += 1
print(k, k['z'], k.get('w'), len(k), 'w' in k)

r = Reading(a=1)
print(r['a'], r['a'], Reading.reads, r.get('a'), r.get('b', 2))

n = Nested({'model': {'dim': 4, 'inner': {'x': 1}}}, top=2)
print(n.model.dim, n.model.inner.x, n.top, type(n.model).__name__, n)
print(isinstance(n, dict), issubclass(Nested, dict), isinstance({}, Nested), type(n) is Nested, type(n) == dict)


def f(**named):
    return named


print(f(**c), f(**a), f(**n)['top'])
for key in c:
    print(key, end=' ')
print()
print([key for key in a], {key: value for key, value in a.items()}, max(k, key=lambda x: k[x]), sorted(k, key=k.get))
print(bool(Config()), bool(c), not c, repr(c), str(a), f'{a}', '%s' % a)
print('%(n)s and %(lr).2f' % a)
merged = c | {'zz': 1}
print(merged, type(merged).__name__)
c |= {'w': 3}
print(c, type(c).__name__)
try:
    {c: 1}
except TypeError as error:
    print(error)
try:
    c['nope']
except KeyError as error:
    print('KeyError', error)
print(c.__len__(), c.__contains__('w'), dict.__getitem__(c, 'w'), dict.get(c, 'w'), dict.keys(c))
print(any(c), all(Config(a=1)), list(reversed(AttrDict(a=1, b=2))), min(AttrDict(b=1, a=2)))
x, y = AttrDict(a=1, b=2)
print(x, y, [*AttrDict(a=1)], Config.fromkeys(['a', 'b'], 0))
match c:
    case {'w': 3, **rest}:
        print('matched', rest)
import copy
e = copy.deepcopy(a)
e["lr"] = 99
print(a["lr"], e["lr"], type(e).__name__)
g = copy.copy(c)
g['w'] = 100
print(c['w'], g['w'], type(g).__name__)
