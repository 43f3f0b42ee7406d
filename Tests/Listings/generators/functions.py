def count(stop):
    print('begin')
    i = 0
    while i < stop:
        yield i
        i += 1
    print('end')


for x in count(2):
    print(x)
# expect: begin
# expect: 0
# expect: 1
# expect: end
counter = count(3)
print(next(counter), next(counter))
# expect: begin
# expect: 0 1
print(list(counter), list(counter))
# expect: end
# expect: [2] []
for a, b in zip(count(3), 'ab'):
    print(a, b)
# expect: begin
# expect: 0 a
# expect: 1 b


def pieces(text, size=2):
    for start in range(0, len(text), size):
        yield text[start:start + size]


print(list(pieces('abcde')), list(pieces(size=3, text='abcde')))  # expect: ['ab', 'cd', 'e'] ['abc', 'de']


def flat(items):
    for item in items:
        if isinstance(item, list):
            yield from flat(item)
        else:
            yield item


print(list(flat([1, [2, [3, 4], []], [[5]]])))  # expect: [1, 2, 3, 4, 5]


def chain(*parts):
    for part in parts:
        yield from part


print(list(chain(range(2), 'ab', (x for x in [9]))))  # expect: [0, 1, 'a', 'b', 9]


def received():
    x = yield 1
    print('got', x)
    y = (yield 2)
    print(y)


print(list(received()))
# expect: got None
# expect: None
# expect: [1, 2]


def early(n):
    for i in range(n):
        if i == 2:
            return
        yield i


print(list(early(5)), sum(early(1)))  # expect: [0, 1] 0


def nothing():
    return
    yield


print(list(nothing()), next(nothing(), 'empty'))  # expect: [] empty


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


for i, value in enumerate(fibonacci()):
    if i > 5:
        break
    print(value, end=' ')
print()  # expect: 0 1 1 2 3 5 
print([x for x, _ in zip(fibonacci(), range(8))])  # expect: [0, 1, 1, 2, 3, 5, 8, 13]


class Tree:
    def __init__(self, value, *children):
        self.value = value
        self.children = children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child


tree = Tree(1, Tree(2, Tree(3)), Tree(4))
print(list(tree), max(tree), 3 in tree, [x + 1 for x in tree], sum(tree))
# expect: [1, 2, 3, 4] 4 True [2, 3, 4, 5] 10
one, *others = tree
print(one, others)  # expect: 1 [2, 3, 4]


def recursive(depth):
    yield depth
    if depth:
        for value in recursive(depth - 1):
            yield value


print(list(recursive(6)))  # expect: [6, 5, 4, 3, 2, 1, 0]


def with_default(items=(x for x in range(3))):
    return list(items)


print(with_default(), with_default())  # expect: [0, 1, 2] []
