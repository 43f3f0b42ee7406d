from enum import Enum, IntEnum, StrEnum, auto, member, nonmember, EnumMeta
import copy


class Planet(Enum):
    MERCURY = (3.303e+23, 2.4397e6)
    EARTH = (5.976e+24, 6.37814e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def surface_gravity(self):
        return 6.67300E-11 * self.mass / (self.radius * self.radius)


class Coordinate(bytes if False else str, Enum):
    def __new__(cls, value, label, unit):
        obj = str.__new__(cls, value)
        obj._value_ = value
        obj.label = label
        obj.unit = unit
        return obj

    PX = ('P.x', 'x pos', 'km')
    PY = ('P.y', 'y pos', 'km')


class AutoNumber(Enum):
    def __new__(cls):
        value = len(cls.__members__) + 1
        obj = object.__new__(cls)
        obj._value_ = value
        return obj


class Numbered(AutoNumber):
    A = ()
    B = ()
    C = ()


class Named(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return f'{name.lower()}-{count}'

    FIRST = auto()
    SECOND = auto()


class Lenient(Enum):
    SMALL = 'small'
    LARGE = 'large'

    @classmethod
    def _missing_(cls, value):
        if isinstance(value, str):
            for item in cls:
                if item.value == value.lower():
                    return item
        return None


class Explicit(str, Enum):
    @classmethod
    def _missing_(cls, value):
        raise ValueError(f'{value} is not a valid {cls.__name__}, please select one of {list(cls._value2member_map_.keys())}')


class Padding(Explicit):
    LONGEST = 'longest'
    MAX = 'max_length'


class Str(StrEnum):
    RED = auto()
    BlueGreen = auto()
    OTHER = 'else'


class Mixed(Enum):
    A = auto()
    B = 'text'
    C = auto()
    D = 10
    E = auto()
    _ignored = 5
    helper = nonmember(7)
    func = member(len)

    def method(self):
        return 'm'


class Ordered(Enum):
    def __lt__(self, other):
        if self.__class__ is other.__class__:
            return self.value < other.value
        return NotImplemented

    def __ge__(self, other):
        return self.value >= other.value

    LOW = 1
    HIGH = 2


class Listed(Enum):
    A = [1, 2]
    B = {'k': 1}
    C = [1, 2]


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


print(Planet.EARTH, Planet.EARTH.value, round(Planet.EARTH.surface_gravity, 3), Planet((3.303e+23, 2.4397e6)), Planet.MERCURY.radius)
print(Coordinate.PX, repr(Coordinate.PX), Coordinate.PX.label, Coordinate.PY.unit, Coordinate('P.y'), Coordinate.PX == 'P.x', Coordinate.PX.value)
print(list(Numbered), Numbered.B.value, Numbered(3))
print([n.value for n in Named], Lenient('SMALL'), Lenient('Large').name)
attempt(lambda: Lenient('huge'))
attempt(lambda: Lenient(3))
attempt(lambda: Padding('none'))
print(Padding('longest'), Padding.MAX == 'max_length', Padding('max_length') is Padding.MAX)
print(Str.RED, repr(Str.RED), f'{Str.BlueGreen:>10}|', Str('else'), Str.RED == 'red', str(Str.RED), '%s' % Str.RED, Str.RED + '!', [str(s) for s in Str], Str.RED.upper(), {Str.RED: 1}['red'])
print(list(Mixed), Mixed.helper, Mixed._ignored.value if hasattr(Mixed._ignored, 'value') else Mixed._ignored, Mixed.A.method(), Mixed.func.value('abc'))
print(Ordered.LOW < Ordered.HIGH, sorted([Ordered.HIGH, Ordered.LOW]), Ordered.HIGH >= Ordered.LOW, max(Ordered.LOW, Ordered.HIGH, key=lambda o: o.value))
print(list(Listed), Listed([1, 2]), Listed({'k': 1}), Listed.C is Listed.A)
Color = Enum('Color', 'RED GREEN BLUE')
print(list(Color), Color.RED, Color(2), Color['BLUE'].value)
Animal = Enum('Animal', ['CAT', 'DOG'])
Size = IntEnum('Size', {'S': 1, 'L': 5})
Pairs = Enum('Pairs', [('A', 'a'), ('B', 'b')])
Five = Enum('Five', 'X Y', start=5)
print(list(Animal), list(Size), Size.L + 1, list(Pairs), list(Five), list(Enum('T', 'A,B', type=str)), StrEnum('Q', 'Aa Bb').Bb)
print(Color.RED.__class__, type(Color), isinstance(Color, EnumMeta), isinstance(Color, type), Color, Color.__name__, Color.RED.__objclass__, Color._member_names_, Color._member_map_, Color._value2member_map_, Pairs.A._name_, Pairs.A._value_)
print(copy.deepcopy(Color.RED) is Color.RED, copy.copy(Color.RED) is Color.RED, copy.deepcopy({'c': [Color.RED]})['c'][0] is Color.RED)
for name, value in Pairs.__members__.items():
    print(name, value, end='; ')
print()
print({m.value: m for m in Pairs}, dict((m.name, m.value) for m in Pairs), [m for m in Color if m is not Color.RED], any(m.value == 2 for m in Color), Color.RED is Color['RED'])
attempt(lambda: Enum('X'))
attempt(lambda: StrEnum('Bad', {'A': 3}))


class Base(Enum):
    def label(self):
        return f'<{self.name}>'

    def __repr__(self):
        return f'{type(self).__name__}({self.value!r})'


class Child(Base):
    ONE = 1
    TWO = 2


print(Child.ONE, repr(Child.ONE), [Child.ONE, Child.TWO], {'k': Child.ONE}, Child.TWO.label(), f'{Child.ONE!r}', list(Child))


class Tup(tuple, Enum):
    A = (1, 2)
    B = (3,)


print(Tup.A, Tup.A[0], len(Tup.A), Tup.A + (5,), Tup((3,)), list(Tup.A), Tup.A == (1, 2))


class Flt(float, Enum):
    HALF = 0.5
    ONE = 1


print(Flt.HALF, Flt.HALF * 2, Flt.ONE.value, Flt(0.5) is Flt.HALF, Flt.HALF < 1, f'{Flt.HALF}', repr(Flt.ONE))


class WithAttr(Enum):
    A = 1
    B = 2

    def __init__(self, number):
        self.double = number * 2
        self.items = []


WithAttr.A.items.append(3)
WithAttr.B.note = 'n'
print(WithAttr.A.double, WithAttr.A.items, WithAttr.B.items, WithAttr.B.note)


class Ints(int, Enum):
    A = '7'
    B = 8


print(Ints.A, Ints.A + 1, Ints.A.value, Ints(8), repr(Ints.A), Ints(7) is Ints.A, f'{Ints.A}', f'{Ints.B:3}', '%d' % Ints.B)


class Outer:
    class Inner(Enum):
        A = 'inner'

    def get(self):
        return self.Inner.A


print(Outer().get().value, Outer.Inner.A.name, Outer.Inner('inner') is Outer.Inner.A)
