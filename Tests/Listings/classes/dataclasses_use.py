from collections import OrderedDict, namedtuple
from dataclasses import asdict, dataclass, field
from typing import List, NamedTuple, Optional


@dataclass
class Config:
    size: int
    heads: int = 4
    rates: List[float] = field(default_factory=list)
    name: Optional[str] = None

    def width(self):
        return self.size // self.heads


@dataclass(repr=True)
class Deep(Config):
    layers: int = field(default=2)

    def __post_init__(self):
        print('layers', self.layers)


c = Config(64)
print(c, c.width(), Config(64) == c, Config(8, heads=2) == c, Config(64, rates=[1]).rates, Config(1).rates)
# expect: Config(size=64, heads=4, rates=[], name=None) 16 True False [1] []
c.heads = 8
c.rates.append(0.5)
print(c, Config(2).rates, asdict(c))
# expect: Config(size=64, heads=8, rates=[0.5], name=None) [] {'size': 64, 'heads': 8, 'rates': [0.5], 'name': None}
d = Deep(32, layers=3)  # expect: layers 3
print(d, isinstance(d, Config), [c])
# expect: Deep(size=32, heads=4, rates=[], name=None, layers=3) True [Config(size=64, heads=8, rates=[0.5], name=None)]


class Batch(NamedTuple):
    xs: list
    mask: Optional[list] = None

    def size(self):
        return len(self.xs)


b = Batch([1, 2])
xs, mask = b
print(b, b.xs, b[0], b[-1], xs, mask, len(b), b.size(), b == ([1, 2], None), isinstance(b, tuple), b._fields)
# expect: Batch(xs=[1, 2], mask=None) [1, 2] [1, 2] None [1, 2] None 2 2 True True ('xs', 'mask')
print(b._replace(mask=[0]), b._asdict(), Batch(mask=1, xs=[]), [*b], [b], b[:1], b + (3,))
# expect: Batch(xs=[1, 2], mask=[0]) {'xs': [1, 2], 'mask': None} Batch(xs=[], mask=1) [[1, 2], None] [Batch(xs=[1, 2], mask=None)] ([1, 2],) ([1, 2], None, 3)
Pair = namedtuple('Pair', 'left right')
Triple = namedtuple('Triple', ['a', 'b', 'c'], defaults=(7,))
print(Pair(1, right=2), Pair(1, 2) == Pair(1, 2), {Pair(1, 2): 'x'}[(1, 2)], Triple(1, 2), Pair(1, 2) < Pair(1, 3))
# expect: Pair(left=1, right=2) True x Triple(a=1, b=2, c=7) True
print(type(Pair(1, 2)).__name__, Pair.__name__, hash(Pair(1, 2)) == hash((1, 2)), max(Pair(3, 1)), 'L%s R%s' % Pair(1, 2))
# expect: Pair Pair True 3 L1 R2
od = OrderedDict([('x', 1)])
od['y'] = 2
print(list(od.items()), od['y'])  # expect: [('x', 1), ('y', 2)] 2
Config()  # error: TypeError
