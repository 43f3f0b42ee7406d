# A generator expression computes an item only when the item is requested.
def noisy(x):
    print('made', x)
    return x


items = (noisy(x) * 10 for x in range(3))
print('nothing yet')  # expect: nothing yet
print(next(items))
# expect: made 0
# expect: 0
print(next(items, 'none'), next(items, 'none'), next(items, 'none'))
# expect: made 1
# expect: made 2
# expect: 10 20 none
print(list(noisy(x) for x in [1, 2]), sum(x for x in range(5)), max(x % 4 for x in range(9)))
# expect: made 1
# expect: made 2
# expect: [1, 2] 10 3
print(any(noisy(x) > 0 for x in [0, 1, 2]))
# expect: made 0
# expect: made 1
# expect: True
print(all(noisy(x) > 0 for x in [1, 0, 2]))
# expect: made 1
# expect: made 0
# expect: False
print(' '.join(str(x) for x in range(4)), tuple(x for x in 'abc'), dict((x, x * x) for x in range(3)))
# expect: 0 1 2 3 ('a', 'b', 'c') {0: 0, 1: 1, 2: 4}
a, b, *rest = (x for x in range(5))
print(a, b, rest)  # expect: 0 1 [2, 3, 4]
print([*(x for x in range(3)), 9], max(*(x for x in range(3))), sorted(-x for x in range(3)))
# expect: [0, 1, 2, 9] 2 [-2, -1, 0]
print(2 in (noisy(x) for x in range(5)), 7 not in (x for x in range(5)))
# expect: made 0
# expect: made 1
# expect: made 2
# expect: True True

# A generator expression evaluates its first iterable at once and looks up all other names later.
n = 2
numbers = [1, 2, 3]
late = (x * n for x in numbers)
n = 10
numbers = [7]
print(list(late), list(late))  # expect: [10, 20, 30] []

pairs = ((x, y) for x in range(3) for y in range(x) if (x + y) % 2)
print(list(pairs), [list(x for x in row) for row in [[1], [2, 3]]])  # expect: [(1, 0), (2, 1)] [[1], [2, 3]]


def outer():
    scale = 3
    made = (x * scale for x in (1, 2))
    scale = 5
    return made


print(list(outer()))  # expect: [5, 10]
ordered = list(range(5))
ordered[1:3] = (x * 10 for x in range(3))
ordered += (x for x in 'ab')
ordered.extend(x for x in [None])
print(ordered)  # expect: [0, 0, 10, 20, 3, 4, 'a', 'b', None]
print(list(zip((x for x in range(3)), 'abc')), list(enumerate((x for x in 'xy'), start=1)))
# expect: [(0, 'a'), (1, 'b'), (2, 'c')] [(1, 'x'), (2, 'y')]
print(list(map(noisy, (x for x in range(2)))), list(filter(None, (x for x in (0, 1, '', 2)))))
# expect: made 0
# expect: made 1
# expect: [0, 1] [1, 2]
first = map(noisy, [5, 6, 7])
print('before')  # expect: before
print(next(first), next(first))
# expect: made 5
# expect: made 6
# expect: 5 6
print(type(x for x in []).__name__, iter(first) is first)  # expect: generator True


class Table:
    rows = [1, 2]
    doubled = list(x * 2 for x in rows)

    def __init__(self, size):
        self.size = size

    def cells(self):
        return (self.size * x for x in range(2))


print(Table.doubled, list(Table(4).cells()))  # expect: [2, 4] [0, 4]
next(x for x in [])  # error: StopIteration
