class Version(tuple):
    def __new__(cls, text):
        return super().__new__(cls, (int(part) for part in text.split('.')))

    def __lt__(self, other):
        return tuple(reversed(self)) < tuple(reversed(other))

    def __gt__(self, other):
        return tuple(reversed(self)) > tuple(reversed(other))

    def __str__(self):
        return '.'.join(str(part) for part in self)


class Word(str):
    def __lt__(self, other):
        return len(self) < len(other)

    def __gt__(self, other):
        return len(self) > len(other)

    def __eq__(self, other):
        return str(self).lower() == str(other).lower()

    def __hash__(self):
        return hash(str(self).lower())


class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __repr__(self):
        return f'I{self.n}'


vs = [Version('1.2'), Version('2.1'), Version('0.9')]
print([str(v) for v in sorted(vs)], str(max(vs)), str(min(vs)), [str(v) for v in sorted(vs, reverse=True)], Version('1.2') < Version('2.1'), Version('1.2') <= Version('2.1'))
ws = [Word('ccc'), Word('a'), Word('bb'), Word('dd')]
print(sorted(ws), sorted(ws, reverse=True), max(ws), min(ws), max(ws, key=str), Word('A') == 'a', 'a' == Word('A'), Word('A') != 'b', Word('x') in ['X'], ['X'].index(Word('x')), ['q', 'X'].count(Word('x')))
ws.sort()
print(ws, max(Word('zz'), Word('yyy')), min(iter(ws)), max((w for w in ws), key=len))
items = [Item(3), Item(1), Item(2), Item(1)]
print(sorted(items), sorted(items, reverse=True), sorted([4, 2], key=Item), min(items), max(items, key=lambda i: i.n), sorted([(1, Item(2)), (1, Item(1))], key=lambda p: p[1]))
print(max([], default=None), sorted([], key=Item), max([3, 1], default=0))


class View(dict):
    def keys(self):
        return ['k1', 'k2']

    def __iter__(self):
        return iter(self.keys())

    def __getitem__(self, key):
        return key.upper()


class Mapping:
    def keys(self):
        return ['a', 'b']

    def __getitem__(self, key):
        return key * 2


def show(**named):
    return named


print(dict(View(x=1)), {**View(x=1)}, show(**View()), dict(Mapping()), {**Mapping(), 'c': 1}, show(**Mapping()), dict(Mapping(), z=1))
d = {}
d.update(View())
d.update(Mapping(), q=1)
print(d)


class Doubling(dict):
    def __getitem__(self, key):
        return super().__getitem__(key) * 2


q = Doubling(a=1)
print(q['a'], dict(q), {**q}, show(**q), q.get('a'), list(q.values()), q)
