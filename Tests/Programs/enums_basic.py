from enum import Enum, IntEnum, auto, unique
import torch


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1

    @property
    def short(self):
        return self.name[0]

    def mixed(self, other):
        return f'{self.name}+{other.name}'

    @classmethod
    def first(cls):
        return next(iter(cls))

    @staticmethod
    def about():
        return 'colors'


class Kind(str, Enum):
    A = 'a'
    B = 'b'

    def __str__(self):
        return self.value


class Plain(str, Enum):
    X = 'x'
    Y = 'y'


class Num(IntEnum):
    ONE = 1
    TWO = auto()
    TEN = 10
    NEXT = auto()


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color.RED.short, Color.RED.mixed(Color.BLUE), Color.first(), Color.about())
print(Color(1), Color['GREEN'], Color(Color.BLUE), Color.CRIMSON, Color.CRIMSON is Color.RED, Color(1) is Color.RED, Color.RED == 1, Color.RED == Color.RED, Color.RED != Color.GREEN)
print(list(Color), len(Color), [c.name for c in Color], [c.value for c in Color], Color.RED in Color, list(reversed(Color)), tuple(Color), Color.__members__['CRIMSON'], list(Color.__members__), list(Color.__members__.items()))
print({Color.RED: 'r'}[Color(1)], {c: c.value for c in Color}, Color.RED in {Color.RED}, Color.RED in (Color.GREEN,), hash(Color.RED) == hash(Color.RED), bool(Color.RED), isinstance(Color.RED, Color), isinstance(Color.RED, Enum), type(Color.RED) is Color, issubclass(Color, Enum))
attempt(lambda: Color(9))
attempt(lambda: Color('RED'))
attempt(lambda: Color['PINK'])
attempt(lambda: Color.PINK)
attempt(lambda: Color.RED < Color.GREEN)
attempt(lambda: Color.RED + 1)
attempt(lambda: 1 in Color)
attempt(lambda: setattr(Color, 'RED', 5))
attempt(lambda: setattr(Color.RED, 'value', 5))
attempt(lambda: setattr(Color.RED, 'name', 'x'))
attempt(lambda: delattr(Color, 'RED'))
attempt(lambda: Kind('c'))
attempt(lambda: Num(7))
print(Kind.A, repr(Kind.A), f'{Kind.A}', f'{Kind.A:>3}|', '%s' % Kind.A, format(Kind.A), str(Kind.A), Kind.A == 'a', 'a' == Kind.A, Kind('b'), Kind.A.upper(), {'a': 1}[Kind.A], {Kind.A: 2}['a'], 'a' in [Kind.A], Kind.A in ('a', 'b'), ','.join(Kind), 'x' + Kind.A, Kind.A + 'y', len(Kind.A), Kind.A.value, isinstance(Kind.A, str), sorted(Kind), Kind.A < Kind.B, Kind.A is Kind('a'), [k for k in Kind], Kind.A != 'b', hash(Kind.A) == hash('a'), list(Kind.B), Kind.A.name)
print(Plain.X, repr(Plain.X), f'{Plain.X}', f'{Plain.X!s} {Plain.X!r} {Plain.X:>8}|', '%s %r' % (Plain.X, Plain.X), str(Plain.X), format(Plain.X, '>9'), [Plain.X], {'k': Plain.Y}, 'val: {}'.format(Plain.X), Plain.X == 'x', Plain.X.value)
print(Num.ONE, repr(Num.ONE), Num.TWO + 1, Num.TEN, Num.NEXT.value, f'{Num.TWO} {Num.TWO:03d}', '%d %s' % (Num.ONE, Num.ONE), Num.ONE < Num.TEN, Num.ONE == 1, [0, 1, 2][Num.TWO], Num(10), int(Num.TEN), list(range(Num.TWO)), max(Num), sorted(Num, reverse=True), torch.zeros(Num.TWO).shape, torch.ones(2, 3).sum(Num.ONE).tolist(), {1: 'a'}[Num.ONE], Num.ONE.name, str(Num.TWO), isinstance(Num.ONE, int), Num.ONE is Num(1), -Num.ONE, Num.TEN // 3, Num.TWO.bit_length(), sum(Num), bool(Num.ONE))


def pick(kind):
    match kind:
        case Color.RED:
            return 'red'
        case Color.GREEN | Color.BLUE:
            return 'other'
        case Kind.A:
            return 'kind a'
        case Num.TEN:
            return 'ten'
        case 'x':
            return 'text x'
    return 'nothing'


print(pick(Color.RED), pick(Color.BLUE), pick(Kind.A), pick('a'), pick(Num.TEN), pick(10), pick(Plain.X), pick(None))


class Act(Enum):
    RELU = 'relu'
    TANH = 'tanh'

    def __call__(self, x):
        return torch.relu(x) if self is Act.RELU else torch.tanh(x)


print(Act('relu')(torch.tensor([-1.0, 2.0])).tolist(), [a(torch.tensor([0.0])).item() for a in Act], getattr(torch, Act.TANH.value)(torch.zeros(1)).item())


class Default:
    def __init__(self, mode=Color.GREEN, kind: Kind = Kind.B):
        self.mode = mode
        self.kind = kind

    def run(self):
        if self.mode is Color.RED:
            return 1
        elif self.mode in (Color.GREEN, Color.BLUE):
            return 2


print(Default().run(), Default(Color.RED).run(), Default(kind='b').kind == Kind.B)


@unique
class Once(Enum):
    A = 1
    B = 2


print(Once.A)
try:
    @unique
    class Twice(Enum):
        A = 1
        B = 1
        C = 1
except ValueError as error:
    print(error)
try:
    class Again(Enum):
        A = 1
        A = 2
except TypeError as error:
    print(error)
try:
    class More(Color):
        X = 9
except TypeError as error:
    print(type(error).__name__)
