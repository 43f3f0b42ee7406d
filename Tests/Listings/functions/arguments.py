def f(a, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, kwargs
print(f(1, c=3), f(1, 5, 6, 7, c=3, e=9), f(*[1, 2, 3], **{"c": 0, "z": 1}), f(a=1, c=2, b=3))
# expect: (1, 2, (), 3, 4, {}) (1, 5, (6, 7), 3, 4, {'e': 9}) (1, 2, (3,), 0, 4, {'z': 1}) (1, 3, (), 2, 4, {})
def g(*args, **kwargs):
    return args, kwargs
print(g(), g(1, *(2, 3), 4, x=1, **{"y": 2}, z=3), g(*"ab", *[1]), g(**{}, **{"k": 1}))
# expect: ((), {}) ((1, 2, 3, 4), {'x': 1, 'y': 2, 'z': 3}) (('a', 'b', 1), {}) ((), {'k': 1})
def h(a, /, b, *, c=1):
    return a, b, c
print(h(1, 2), h(1, b=2, c=3))  # expect: (1, 2, 1) (1, 2, 3)
def k(a, b=[], c={}):
    b.append(a)
    c[a] = len(b)
    return b, c
print(k(1), k(2), k(3, []), k(4))
# expect: ([1, 2, 4], {1: 1, 2: 2, 3: 1, 4: 3}) ([1, 2, 4], {1: 1, 2: 2, 3: 1, 4: 3}) ([3], {1: 1, 2: 2, 3: 1, 4: 3}) ([1, 2, 4], {1: 1, 2: 2, 3: 1, 4: 3})
n = 1
def late(x=n):
    return x, n
n = 5
print(late(), late(2))  # expect: (1, 5) (2, 5)
def order(a, b):
    return a - b
print(order(b=1, a=10), (lambda *a, **k: (a, k))(1, b=2), (lambda x, y=2: x * y)(3), (lambda: None)())
# expect: 9 ((1,), {'b': 2}) 6 None
def nothing():
    pass
def bare():
    return
print(nothing(), bare(), f(0, c=[x for x in range(2)])[3])  # expect: None None [0, 1]
def swap(a, b): return b, a
x, y = swap(1, 2)
print(x, y, swap(*swap(1, 2)), max(*[1, 5, 3]), print("called", end="!\n"))
# expect: called!
# expect: 2 1 (1, 2) 5 None
def evaluated(x):
    print("evaluated", x)
    return x
print(g(evaluated(1), k=evaluated(2), *[evaluated(3)]))
# expect: evaluated 1
# expect: evaluated 3
# expect: evaluated 2
# expect: ((1, 3), {'k': 2})
