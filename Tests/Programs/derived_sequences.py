import torch


class Stack(list):
    def __init__(self, items=(), name='stack'):
        super().__init__(items)
        self.name = name

    def push(self, item):
        self.append(item)
        return self

    def __getitem__(self, index):
        if isinstance(index, str):
            return [item for item in self if str(item).startswith(index)]
        return super().__getitem__(index)

    @property
    def top(self):
        return self[-1]


class Size(tuple):
    def __new__(cls, *sizes):
        if len(sizes) == 1 and isinstance(sizes[0], (tuple, list)):
            sizes = sizes[0]
        return super().__new__(cls, sizes)

    def __init__(self, *sizes):
        self.made = len(sizes)

    def area(self):
        result = 1
        for size in self:
            result *= size
        return result

    def __add__(self, other):
        return Size(tuple(self) + tuple(other))


class Pair(tuple):
    def __new__(cls, a, b):
        return tuple.__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]

    def __eq__(self, other):
        return isinstance(other, Pair) and self[0] == other[0]

    def __hash__(self):
        return hash(self[0])


class Tags(set):
    def add(self, item):
        super().add(item.lower())

    def __repr__(self):
        return f'Tags({sorted(self)})'


class Frozen(frozenset):
    pass


s = Stack([3, 1, 2], name='s')
s.push(5).push(4)
print(s, len(s), s.name, s.top, s[0], s[1:3], type(s[1:3]).__name__, s['3'])
s.sort()
s.extend([7, 8])
s += [9]
print(s, type(s).__name__, s.name, 5 in s, s.index(5), s.count(1), s == [1, 2, 3, 4, 5, 7, 8, 9], [1] == Stack([1]))
s[0] = 100
del s[1]
s.insert(1, 'two')
print(s.pop(), s.pop(0), s, sum(Stack([1, 2])), max(Stack([1, 9, 2])), sorted(Stack([2, 1])), list(reversed(s)))
print(s + [1], type(s + [1]).__name__, [0] + s, Stack([1]) * 2, 2 * Stack([1]), Stack([1]) < [2], bool(Stack()), not Stack())
print(isinstance(s, list), [*s, 0], tuple(s)[:2], list(enumerate(Stack('ab'))), list(zip(Stack('ab'), Stack('cd'))))
first, *rest = Stack([1, 2, 3])
print(first, rest, ','.join(Stack(['a', 'b'])), repr(s), f'{Stack([1])}', str(Stack()))
copied = s.copy()
print(type(copied).__name__, copied)
z = Size(2, 3)
print(z, z.area(), z.made, len(z), z[0], z + (4,), type(z + (4,)).__name__, z == (2, 3), (2, 3) == z, hash(z) == hash((2, 3)))
print({(2, 3): 'x'}[z], {z: 1}[(2, 3)], z in [(2, 3)], torch.zeros(z).shape, torch.ones(6).view(z).tolist(), torch.zeros(*z).shape)
a, b = z
print(a, b, Size([4, 5, 6]), Size(x for x in (1, 2)) if False else 'skip', isinstance(z, tuple), '%s-%s' % z, max(z), z.index(3), z.count(2))
p = Pair('k', 1)
print(p, p.first, p == Pair('k', 2), p == ('k', 1), p != Pair('z', 1), hash(p) == hash('k'))
t = Tags()
t.add('ABC')
t.add('abc')
t.update(['Z'])
print(t, len(t), 'abc' in t, t | {'q'} == {'abc', 'Z', 'q'}, type(t | {'q'}).__name__, t & {'abc'}, isinstance(t, set), t == {'abc', 'Z'})
f = Frozen([1, 2])
print(f == {1, 2}, {f: 1}[frozenset([2, 1])], f | {3} == {1, 2, 3}, f, Frozen(), f.union([5]) == {1, 2, 5})


class Shape(tuple):
    """A plain subclass."""


print(Shape([1, 2]), Shape(), Shape((1,)), Shape('ab'), Shape(i for i in range(3)), Shape([1, 2])[::-1], Shape([3]) + (4,))
match Shape([1, 2]):
    case (x, y):
        print('two', x, y)
match Stack([1, 2, 3]):
    case [x, *others]:
        print(x, others)
try:
    Shape([1]).append
except AttributeError as error:
    print(error)
try:
    Shape([1])[3]
except IndexError as error:
    print(error)
try:
    z.area(1)
except TypeError as error:
    print(error)
