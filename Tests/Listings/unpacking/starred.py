a, *b = 1, 2, 3
*a, b = "xyz"
a, *b, c = range(6)
print(a, b, c)  # expect: 0 [1, 2, 3, 4] 5
(a, *b), *c = [1, 2, 3], 4, 5
print(a, b, c)  # expect: 1 [2, 3] [4, 5]
[a, *[b, *c]] = 1, 2, 3, 4
print(a, b, c)  # expect: 1 2 [3, 4]
*a, = range(3)
print(a, [*a, *"xy", *{"k": 1}], (*a,), (*a, 4), {**{"a": 1, "b": 2}, "b": 3, **{"c": 4}})
# expect: [0, 1, 2] [0, 1, 2, 'x', 'y', 'k'] (0, 1, 2) (0, 1, 2, 4) {'a': 1, 'b': 3, 'c': 4}
for first, *rest in [(1, 2, 3), "ab", [9]]:
    print(first, rest)
# expect: 1 [2, 3]
# expect: a ['b']
# expect: 9 []
print([(x, y) for x, *y in [(1, 2), (3,)]], *[1, 2], *(), *"ab", sep="-")  # expect: [(1, [2]), (3, [])]-1-2-a-b
def f(*args, **kwargs): return args, kwargs
print(f(*a, *a, k=1, **{"m": 2}), f(*range(2), 5, *[6]))
# expect: ((0, 1, 2, 0, 1, 2), {'k': 1, 'm': 2}) ((0, 1, 5, 6), {})
def g(): return *a, 9
def h():
    yield from (1, 2)
    yield *a, 3
print(g(), list(h()), [*h()])  # expect: (0, 1, 2, 9) [1, 2, (0, 1, 2, 3)] [1, 2, (0, 1, 2, 3)]
x, (y, *z) = 1, {"p": 1, "q": 2, "r": 3}
print(x, y, z)  # expect: 1 p ['q', 'r']
p, *q = {"only": 1}.items()
print(p, q)  # expect: ('only', 1) []
t = 1, *a
print(t, t[1:])  # expect: (1, 0, 1, 2) (0, 1, 2)
class Box: pass
box = Box()
box.first, *box.rest = a
items = [0, 0]
items[0], *items[1:] = 7, 8, 9
print(box.first, box.rest, items)  # expect: 0 [1, 2] [7, 8, 9]
a, *b, c = [1]
# error: ValueError: at least 2
