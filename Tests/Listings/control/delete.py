a = [1, 2, 3]
b = a
del a[0]
print(b)  # expect: [2, 3]
d = {"x": 1, "y": 2}
del d["x"]
print(d)  # expect: {'y': 2}
class P: pass
p = P()
p.q = 1
del p.q
print(hasattr(p, "q"))  # expect: False
x, y = 1, 2
del x, y
z = 1
def f():
    a, b = 1, 2
    del a
    a = b
    return a
print(f())  # expect: 2
del (a, b)
del z
print(z)
# error: NameError: 'z'
