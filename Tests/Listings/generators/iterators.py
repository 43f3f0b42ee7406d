# Classes that can be iterated over: by __iter__ and __next__, or by __getitem__ alone.
class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        self.now = self.start
        return self

    def __next__(self):
        if self.now == 0:
            raise StopIteration
        self.now -= 1
        return self.now


down = Countdown(3)
print([x for x in down], list(down), sum(down), tuple(down))  # expect: [2, 1, 0] [2, 1, 0] 3 (2, 1, 0)
print(list(zip(down, 'abcd')), max(down), sorted(down), 2 in down)
# expect: [(2, 'a'), (1, 'b'), (0, 'c')] 2 [0, 1, 2] True
iterator = iter(down)
print(next(iterator), next(iterator), next(iterator), next(iterator, 'over'), iterator is down)
# expect: 2 1 0 over True
a, b, c = down
print(a, b, c, [*down])  # expect: 2 1 0 [2, 1, 0]
for x in down:
    for y in Countdown(x):
        print(x, y, end='; ')
    else:
        print('inner over')
else:
    print('over')
# expect: 2 1; 2 0; inner over
# expect: 1 0; inner over
# expect: inner over
# expect: over


class Squares:
    def __getitem__(self, index):
        if index >= 4:
            raise IndexError(index)
        return index * index


print(list(Squares()), 9 in Squares(), [x for x in Squares()], list(enumerate(Squares())))
# expect: [0, 1, 4, 9] True [0, 1, 4, 9] [(0, 0), (1, 1), (2, 4), (3, 9)]


class Sized:
    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]


sized = Sized('abc')
print(len(sized), sized[1], sized[-1], list(sized), bool(Sized('')), 'b' in sized, ','.join(sized))
# expect: 3 b c ['a', 'b', 'c'] False True a,b,c
print([a + b for a, b in zip(sized, Sized('xyz'))])  # expect: ['ax', 'by', 'cz']


class NotIterable:
    pass


for x in NotIterable():  # error: TypeError: object is not iterable
    pass
