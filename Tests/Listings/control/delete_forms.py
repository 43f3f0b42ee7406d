a = list(range(10))
del a[0]
del a[-1], a[0]
del a[1:3]
print(a)  # expect: [2, 5, 6, 7, 8]
del a[::2]
print(a)  # expect: [5, 7]
del a[-1:]
del (a[0])
print(a)  # expect: []
x = y = z = w = 1
del x, (y, [z])
del (w)
d = {"a": {"b": [1, 2, 3]}, (1, 2): 3, 4: 5}
del d["a"]["b"][1], d[1, 2]
print(d)  # expect: {'a': {'b': [1, 3]}, 4: 5}
class P:
    q = 1
    r = 2
    del r
p = P()
p.q = 2
del p.q
print(p.q, hasattr(P, "r"))  # expect: 1 False
del P.q
print(hasattr(p, "q"))  # expect: False
def f():
    n = 1
    def g():
        nonlocal n
        del n
    g()
    try_it = 2
    del try_it
    n = 3
    return n
print(f())  # expect: 3
for i in range(2):
    del i
print(d)  # expect: {'a': {'b': [1, 3]}, 4: 5}
del d[4]
del d["missing"]
# error: KeyError: missing
