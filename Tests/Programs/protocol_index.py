"""The protocols of integers and of rounding: __index__, __divmod__, __floor__, __bytes__ and the others."""
import math
import operator


class Position:
    def __init__(self, number):
        self.number = number

    def __index__(self):
        return self.number


one, two = Position(1), Position(2)
items = [10, 20, 30, 40]
print(items[one], 'abcd'[two], (1, 2, 3)[one], b'abc'[one], range(5)[two])
print(items[one:], items[:two], items[one:Position(4):two], 'abcd'[one:two])
print(list(range(two)), list(range(one, Position(4))), int(two), float(two), complex(two))
print(hex(two), oct(two), bin(two), chr(Position(65)), [0] * two, 'ab' * two, two * (1,))
print(round(1.26, one), operator.index(two), bytes(two), int("11", two))
items[one] = 21
del items[two]
print(items, items.pop(one), items)
grid = {one: 'key'}
print(grid[one], grid.pop(one), grid)


class Amount:
    def __divmod__(self, other):
        return 'divmod', other

    def __rdivmod__(self, other):
        return 'rdivmod', other

    def __floor__(self):
        return 4

    def __ceil__(self):
        return 5

    def __trunc__(self):
        return 6

    def __bytes__(self):
        return b'q'

    def __complex__(self):
        return 1j


amount = Amount()
print(divmod(amount, 1), divmod(3, amount), math.floor(amount), math.ceil(amount), math.trunc(amount))
print(bytes(amount), complex(amount))


class Half:
    def __divmod__(self, other):
        return NotImplemented


def error(function):
    try:
        return function()
    except Exception as raised:
        return f'{type(raised).__name__}: {raised}'


print(error(lambda: divmod(Half(), 2)))
print(error(lambda: [1, 2][Half()] if False else 'no index'))


class Wrong:
    def __index__(self):
        return 'x'


print(error(lambda: hex(Wrong())).split(':')[0])
