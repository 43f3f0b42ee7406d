from typing import NamedTuple, Optional
from collections import namedtuple
import torch


class Point(NamedTuple):
    x: int
    y: int = 0

    @property
    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    def moved(self, dx=0, dy=0):
        return self._replace(x=self.x + dx, y=self.y + dy)

    @classmethod
    def origin(cls):
        return cls(0, 0)

    @staticmethod
    def axes():
        return ('x', 'y')


class Money(NamedTuple):
    amount: float
    unit: str = 'EUR'

    def __add__(self, other):
        return Money(self.amount + other.amount, self.unit)

    def __str__(self):
        return f'{self.amount:.2f} {self.unit}'

    def __len__(self):
        return 7


Base = namedtuple('Base', ['a', 'b', 'c'], defaults=[3])


class Extended(Base):
    def __new__(cls, a, b, c=10):
        return super().__new__(cls, a, b * 2, c)

    def total(self):
        return self.a + self.b + self.c

    def __repr__(self):
        return f'E<{self.a},{self.b},{self.c}>'


class Simple(namedtuple('Simple', 'left right')):
    __slots__ = ()

    @property
    def both(self):
        return self.left + self.right


p = Point(3, 4)
print(p, p.norm, p.moved(dx=1), Point.origin(), Point.axes(), p.moved().y, p == (3, 4), p[0], len(p), list(p), p._fields, p._asdict())
x, y = p
print(x, y, Point(1), Point(y=2, x=1), Point._make([5, 6]), p < Point(4, 0), hash(p) == hash((3, 4)), {p: 1}[(3, 4)], isinstance(p, tuple), p + (1,))
m = Money(1.5) + Money(2)
print(m, repr(m), m.amount, m.unit, len(m), [m], m == (3.5, 'EUR'), tuple(m), f'{m}', m[1], isinstance(m, tuple), m._asdict())
e = Extended(1, 2)
print(e, e.total(), e.b, e[2], e == (1, 4, 10), tuple(e), list(e), len(e), e._fields, [e], isinstance(e, Base), isinstance(e, tuple), sum(e))
e.extra = 5
print(e.extra, Base(1, 2), Base(1, 2).c)
s = Simple(1, right=2)
print(s, s.both, s.left, s._replace(left=5), type(s._replace(left=5)).__name__, s._asdict(), Simple._make((7, 8)), Simple._fields)
a, b = s
print(a, b, s == Simple(1, 2), s == (1, 2), torch.zeros(s).shape)
match p:
    case Point(x=3, y=yy):
        print('point', yy)
match s:
    case Simple(l, r):
        print(l, r)
