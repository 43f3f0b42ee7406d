class Single:
    made = None

    def __new__(cls, *args, **kwargs):
        if cls.made is None:
            print('making', args, kwargs)
            cls.made = super().__new__(cls)
        return cls.made

    def __init__(self, value=0, *, key=None):
        self.value = value
        self.key = key


a = Single(1, key='k')
b = Single(2)
print(a is b, a.value, b.key)


class Shape:
    def __new__(cls, kind, *args):
        if kind == 'circle':
            return object.__new__(Circle)
        if kind == 'number':
            return 42
        return object.__new__(cls)

    def __init__(self, kind, *args):
        self.kind = kind
        self.args = args


class Circle(Shape):
    def __init__(self, kind, *args):
        super().__init__(kind + '!', *args)


print(type(Shape('circle', 1)).__name__, Shape('circle', 1).kind, Shape('number'), type(Shape('square', 3)).__name__, Shape('square', 3).args)


class Base:
    def __new__(cls, *args):
        self = super(Base, cls).__new__(cls)
        self.seen = args
        return self


class Derived(Base):
    pass


print(Derived(1, 2).seen, type(Derived()).__name__)


class Vec(tuple):
    def __new__(cls, x, y, tag=None):
        self = tuple.__new__(cls, (x, y))
        self.tag = tag
        return self

    def __init__(self, x, y, tag=None):
        self.sum = x + y

    def __add__(self, other):
        return Vec(self[0] + other[0], self[1] + other[1], self.tag)

    def __mul__(self, k):
        return Vec(*(k * v for v in self))

    __rmul__ = __mul__

    def __neg__(self):
        return Vec(-self[0], -self[1])

    def __repr__(self):
        return f'Vec({self[0]}, {self[1]})'


v = Vec(1, 2, tag='t')
print(v, v.tag, v.sum, v + Vec(3, 4), (v + (5, 5)).tag, v * 3, 3 * v, -v, v == (1, 2), [v], {'v': v}, (v,), sorted([Vec(2, 1), Vec(1, 5)]))


class Cached(str):
    cache = {}

    def __new__(cls, text):
        if text not in cls.cache:
            cls.cache[text] = super().__new__(cls, text)
        return cls.cache[text]


print(Cached('a') is Cached('a'), Cached('a') is Cached('b'), Cached('a') == 'a', len(Cached.cache))


class Positive(int):
    def __new__(cls, value):
        if value < 0:
            raise ValueError(f'{value} is negative')
        return int.__new__(cls, value)


print(Positive(3) + 1)
try:
    Positive(-1)
except ValueError as error:
    print(error)


class Frac(float):
    def __new__(cls, a, b=1):
        return float.__new__(cls, a / b)


print(Frac(1, 4), Frac(3), Frac(1, 2) + 1)


class Table(dict):
    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls, *args, **kwargs)
        self.made = True
        return self


t = Table(a=1)
print(t, t.made)
