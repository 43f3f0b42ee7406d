"""Less common forms of Python's builtins and of the methods of its types."""


def error(function):
    try:
        return function()
    except Exception as raised:
        return f'{type(raised).__name__}: {raised}'


word = ('l', 'o', 'w', 'l')
print(word.index('l', 1), word.index('l', -1), error(lambda: word.index('o', 2)), error(lambda: word.index('l', 1, 3)))
letters = list(word)
print(letters.index('l', 1), letters.index('o', 0, 2), letters.index('w', -3, -1), error(lambda: letters.index('l', 1, 3)))


def merged(word, first, second):
    """The loop of a tokenizer. It ends when `index` finds no further item and raises ValueError."""
    new, i = [], 0
    while i < len(word):
        try:
            j = word.index(first, i)
            new.extend(word[i:j])
            i = j
        except ValueError:
            new.extend(word[i:])
            break
        if word[i] == first and i < len(word) - 1 and word[i + 1] == second:
            new.append(first + second)
            i += 2
        else:
            new.append(word[i])
            i += 1
    return tuple(new)


print(merged(('l', 'o', 'w', 'l', 'o', 'l'), 'l', 'o'))


class Same:
    def __eq__(self, other):
        return other == 3


print((1, Same(), 3).index(3), (1, 2, 3).index(Same(), 1), [1, 3, 3].index(Same(), 2), (Same(), 3).count(3))

queue = [1, 2, 0, 3]
print(list(iter(lambda: queue.pop(0), 0)), queue, type(iter(list, 1)).__name__, error(lambda: iter(3, 4)))


class Source:
    def __init__(self):
        self.calls = 0

    def __call__(self):
        self.calls += 1
        return self.calls

    def __iter__(self):
        return iter([7])


print(list(iter(Source(), 4)), list(iter(Source())))


def stops():
    raise StopIteration


print(list(iter(stops, 1)))
numbers = range(2, 20, 3)
print(numbers.index(8), numbers.count(8), numbers.count(9), error(lambda: numbers.index(9)), numbers.index(2.0))
print(range(10, 0, -2).index(4), range(10, 0, -2).count(5), range(3).count('a'), error(lambda: range(3).index('a')))
print(str(b'ab\xc3\xa9', 'utf8'), str(b'a', encoding='ascii'), error(lambda: str('a', 'utf8')), error(lambda: str(3, 'utf8')))
print(slice(1, 5, 2).indices(3), slice(None, None, -1).indices(4), slice(-3, None).indices(2), error(lambda: slice(1).indices(-1)))
print(slice(1, 2) == slice(1, 2), slice(1, 2) == slice(1, 3), slice(1, 2) != slice(1, 2, 1))
print([1].__iter__().__next__(), iter('ab').__next__(), (i for i in (5, 6)).__next__(), zip([1], [2]).__next__())
over = iter(range(3))
print(over.__next__(), next(over), over.__next__(), error(over.__next__))
print([type(x).__name__ for x in (map(str, []), filter(None, []), zip(), enumerate([]), (i for i in []))])
print([hasattr(x, '__iter__') for x in (range(2), iter([]), (i for i in []), zip(), {}.keys(), {}.items(), 'a', 1, None)])
print([hasattr(x, '__next__') for x in (range(2), iter([]), (i for i in []), zip(), map(str, []), {}.keys())])
print([hasattr(x, '__len__') for x in (range(2), iter([]), {}.values(), 'a', b'a', bytearray(), (1,), 1)])
print([hasattr(x, '__getitem__') for x in (range(2), {}.values(), 'a', b'a', bytearray(), (1,), {}, set())])
print(hasattr(map(str, []), 'send'), hasattr((i for i in []), 'send'))


def passes_on():
    yield from range(3)


generator = passes_on()
print(next(generator), error(lambda: generator.send(5)), error(lambda: next(generator)))
generator = passes_on()
print(next(generator), generator.send(None))
print(__import__('math').floor(2.5), __import__('os.path').__name__)
