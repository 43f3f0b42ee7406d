"""Unions of classes: `int | str` and `X | None` as values."""


class Shape:
    pass


class Round(Shape):
    pass


Number = int | float
Optional = Shape | None


def area(x: Number | Shape, name: str | None = None) -> int | None:
    return None


print(isinstance(3, Number), isinstance('a', Number), isinstance(None, Optional), isinstance(Round(), Optional))
print(isinstance(True, int | str), isinstance(None, int | str), isinstance(2.5, (str, int | float)))
print(issubclass(bool, int | str), issubclass(Round, Optional), issubclass(str, (int | float, bytes)))
print(Number, int | None, int | str | None, None | int, repr(int | int), Number | str, int | Number)
print(Optional.__args__[0] is Shape, Optional.__args__[1] is type(None))
print(int | str == str | int, int | str == int | float, int | str == (int, str), (int, str) == int | str)
print(type(Number).__name__, area(2.0))
for wrong in (lambda: int | 3, lambda: 'a' | int, lambda: None | None, lambda: list(Number), lambda: Number + Number):
    try:
        print(wrong())
    except TypeError as error:
        print('TypeError')
print({Number: 1}[Number])
match 3:
    case int() | str():
        print('matched')
