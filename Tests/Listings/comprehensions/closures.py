fs = [lambda: i for i in range(3)]
print([f() for f in fs])  # expect: [2, 2, 2]
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])  # expect: [0, 1, 2]
def make():
    return [lambda x: x * n for n in range(3)]
print([f(10) for f in make()])  # expect: [20, 20, 20]
def outer(k):
    return [[(lambda: (i, j, k)) for j in range(2)] for i in range(2)]
print([[f() for f in row] for row in outer("k")])
# expect: [[(1, 1, 'k'), (1, 1, 'k')], [(1, 1, 'k'), (1, 1, 'k')]]
def twice():
    a = [lambda: i for i in range(2)]
    b = [lambda: i for i in range(5, 7)]
    return [f() for f in a] + [f() for f in b]
print(twice())  # expect: [1, 1, 6, 6]
def nested():
    total = 0
    def add(n):
        nonlocal total
        total += n
        return total
    return [add(i) for i in range(4)], total
print(nested())  # expect: ([0, 1, 3, 6], 6)
def rebuilt():
    made = []
    for k in range(2):
        made.append([lambda: (k, i) for i in range(2)])
    return [[f() for f in row] for row in made]
print(rebuilt())  # expect: [[(1, 1), (1, 1)], [(1, 1), (1, 1)]]
def through(n):
    return [(lambda m: [m + i for i in range(n)])(j) for j in range(2)]
print(through(2))  # expect: [[0, 1], [1, 2]]
def both():
    i = "own"
    f = lambda: i
    g = [lambda: i for i in range(2)]
    return f(), [h() for h in g], i
print(both())  # expect: ('own', [1, 1], 'own')
def cell_in_comprehension(n):
    def inner():
        return [n + i for i in range(2)]
    return inner()
print(cell_in_comprehension(10))  # expect: [10, 11]
