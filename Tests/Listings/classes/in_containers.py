# Lists, tuples and dicts call __eq__, __repr__ and __hash__ of their items.
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f'Point({self.x}, {self.y!r})'

    def __eq__(self, other):
        return isinstance(other, Point) and self.x == other.x and self.y == other.y


p = Point(1, 'a')
print([p], (p,), {'k': p}, {'k': [p, (p, None)]})
# expect: [Point(1, 'a')] (Point(1, 'a'),) {'k': Point(1, 'a')} {'k': [Point(1, 'a'), (Point(1, 'a'), None)]}
print(f'{[p]} {p} {p!r} {[p]!r}', str([p]), repr({1: p}), '%s %s' % (p, [p]), '{} {}'.format([p], p))
# expect: [Point(1, 'a')] Point(1, 'a') Point(1, 'a') [Point(1, 'a')] [Point(1, 'a')] {1: Point(1, 'a')} Point(1, 'a') [Point(1, 'a')] [Point(1, 'a')] Point(1, 'a')
print([p] == [Point(1, 'a')], (1, p) == (1, Point(2, 'a')), {'a': p} == {'a': Point(1, 'a')}, [p] != [p])
# expect: True False True False
print(Point(1, 'a') in [0, p], Point(2, 'a') in [p], p not in (p,), [0, p].index(Point(1, 'a')), [p, p].count(p))
# expect: True False False 1 2
items = [Point(i, None) for i in range(3)]
items.remove(Point(1, None))
print(items, [[p]] == [[Point(1, 'a')]], p == 1, p != 1)  # expect: [Point(0, None), Point(2, None)] True False True


class Named:
    def __str__(self):
        return 'named'


class Both(Point):
    def __str__(self):
        return 'text'


b = Both(3, 4)
print(b, [b], f'{b}', f'{b!r}', str(b), str([b]), Named())
# expect: text [Point(3, 4)] text Point(3, 4) text [Point(3, 4)] named


class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return len(self.name)


class Plain:
    pass


k, plain = Key('ab'), Plain()
table = {k: 1, plain: 2}
print(table[k], table[plain], hash(k), k in table, Plain() in table)  # expect: 1 2 2 True False
{p: 1}  # error: TypeError
