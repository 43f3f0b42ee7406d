print([x * x for x in range(5)], [x for x in range(10) if x % 2 if x > 3], [(x, y) for x in "ab" for y in range(2)])
# expect: [0, 1, 4, 9, 16] [5, 7, 9] [('a', 0), ('a', 1), ('b', 0), ('b', 1)]
print([[j for j in range(i)] for i in range(4)], [y for x in [[1, 2], [3]] for y in x], {x: x ** 2 for x in range(3)})
# expect: [[], [0], [0, 1], [0, 1, 2]] [1, 2, 3] {0: 0, 1: 1, 2: 4}
print(list(x for x in range(3)), sum(x for x in range(5)), any(x > 3 for x in range(5)), tuple(i for i in (1, 2)))
# expect: [0, 1, 2] 10 True (1, 2)
print([a + b for a, b in [(1, 2), (3, 4)]], [a for a, *_ in ["xyz", "uv"]], {k: [i for i in range(k)] for k in (1, 2)})
# expect: [3, 7] ['x', 'u'] {1: [0], 2: [0, 1]}
x = "outer"
y = [x for x in range(3)]
print(x, y)  # expect: outer [0, 1, 2]
def f(x):
    y = [x for x in [x, x + 1]]
    return x, y
print(f(5))  # expect: (5, [5, 6])
print([x for x in [x, 1]], [[x for x in range(x)] for x in range(3)])  # expect: ['outer', 1] [[], [0], [0, 1]]
def g(items, n):
    return [item * n for item in items if item != n]
print(g([1, 2, 3], 2))  # expect: [2, 6]
print([i if i % 2 else -i for i in range(4)], [f"{i}-{j}" for i, j in enumerate("ab")], [not i for i in (0, 1)])
# expect: [0, 1, -2, 3] ['0-a', '1-b'] [True, False]
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [sum(row) for row in matrix], [*(i for i in range(2)), 9])
# expect: [[1, 4], [2, 5], [3, 6]] [6, 15] [0, 1, 9]
def h():
    values = [i for i in range(3)]
    i = "kept"
    more = [i for _ in values]
    return values, more
print(h(), [(lambda v: v + 1)(i) for i in range(3)], max(len(w) for w in ["a", "bbb"]), [[] for _ in range(2)])
# expect: ([0, 1, 2], ['kept', 'kept', 'kept']) [1, 2, 3] 3 [[], []]
