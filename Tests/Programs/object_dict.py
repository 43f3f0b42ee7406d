class A:
    kind = 'a'
    def __init__(self):
        self.x = 1
        self.y = [2]
    @property
    def twice(self):
        return self.x * 2

a = A()
d = a.__dict__
print(d, vars(a) is d, a.__dict__ is d, type(d).__name__)
d['z'] = 3
print(a.z, 'z' in a.__dict__, list(a.__dict__), len(d))
a.w = 4
print(d['w'], sorted(d.items(), key=str))
del d['x']
print(hasattr(a, 'x'))
d.update({'x': 7, 'q': 8}, r=9)
print(a.x, a.q, a.r, a.twice)
d.setdefault('s', 10); print(a.s, d.pop('s'), hasattr(a, 's'), d.get('nope', 5))
for k, v in vars(a).items():
    print(k, v)
d['twice'] = 100
print(a.twice, d['twice'])
a.__dict__ = {'only': 1}
print(a.__dict__, hasattr(a, 'x'))
try:
    a.twice = 3
except AttributeError as e:
    print(type(e).__name__)
print('kind' in A.__dict__, A.__dict__['kind'], type(A.__dict__).__name__)
try:
    A.__dict__['kind'] = 2
except TypeError as e:
    print(e)
print([k for k in A.__dict__ if not k.startswith('__')])
print(sorted(k for k in vars(A) if not k.startswith('_')))
print({k: v for k, v in vars(A).items() if isinstance(v, property)}.keys())
class Config:
    def __init__(self, **kw):
        self.__dict__.update(kw)
    def __repr__(self):
        return 'Config(' + ', '.join(f'{k}={v!r}' for k, v in self.__dict__.items()) + ')'
    def copy(self, **kw):
        new = Config(**self.__dict__)
        new.__dict__.update(kw)
        return new
    def __eq__(self, other):
        return self.__dict__ == other.__dict__
c = Config(a=1, b='x')
print(c, c.copy(b=2), c == Config(a=1, b='x'), c == c.copy(a=3))
class Borg:
    shared = {}
    def __init__(self):
        self.__dict__.update(self.shared)
import copy
e = copy.copy(c); e.a = 5; print(c.a, e.a, e.__dict__ is c.__dict__)
def f(): pass
f.note = 'n'
print(f.__dict__, vars(f)); f.__dict__['m'] = 1; print(f.m, hasattr(f, 'zzz'))
try:
    vars(3)
except TypeError as e:
    print(e)
try:
    print(a.missing)
except AttributeError as e:
    print(e)
