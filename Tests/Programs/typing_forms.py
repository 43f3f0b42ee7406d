"""Names of typing that have an effect when the program runs."""
import typing
from typing import *
from typing import NamedTuple, NewType, Protocol, TypedDict, cast, final, get_args, get_origin, runtime_checkable


class Options(TypedDict, total=False):
    width: int
    name: str


class More(Options):
    depth: int


options = Options(width=3)
print(options, type(options).__name__, Options(name='a', width=1), More(depth=2)['depth'])
print(sorted(Options.__annotations__), Options.__total__, More.__total__, sorted(More.__annotations__))
print(sorted(Options.__optional_keys__), sorted(More.__required_keys__), sorted(More.__optional_keys__))
Point = TypedDict('Point', {'x': int, 'y': int})
print(Point(x=1, y=2), Point.__name__, sorted(Point.__annotations__))
try:
    isinstance({}, Options)
except TypeError as error:
    print('TypeError', error)

UserId = NewType('UserId', int)
print(UserId(5) + 1, UserId.__name__, UserId.__supertype__ is int)
Pair = NamedTuple('Pair', [('left', int), ('right', str)])
pair = Pair(1, right='b')
print(pair, pair.right, Pair._fields, isinstance(pair, tuple), pair == (1, 'b'))


@runtime_checkable
class Sized(Protocol):
    def size(self) -> int: ...


@runtime_checkable
class Named(Protocol):
    name: str


class Box:
    name = 'box'

    def size(self):
        return 2


class Derived(Sized):
    def size(self):
        return 3


print(isinstance(Box(), Sized), isinstance(Box(), Named), isinstance(3, Sized), isinstance('a', Named))
print(issubclass(Box, Sized), issubclass(int, Sized), isinstance(Derived(), Sized), isinstance(Box(), Derived))


@final
class Last:
    pass


print(cast(int, 'text'), typing.cast(List[int], [1]), Last.__name__, type(Last()).__name__)
print(get_args(int | str), get_origin(int), get_args(None), len(get_args(int | None)))
Alias = Optional[Dict[str, int]]


def length(x: Optional[Literal['a', 'b']] = None, *more: Any) -> Union[int, None]:
    return len(more)


print(length('a', 1, 2))
