made = []
def value(name):
    made.append(name)
    return name
def f(a=value("a"), *args, b=value("b"), c=[]):
    c.append(a)
    return a, b, c
print(made)  # expect: ['a', 'b']
print(f(), f("x"), f(b="y"), made)
# expect: ('a', 'b', ['a', 'x', 'a']) ('x', 'b', ['a', 'x', 'a']) ('a', 'y', ['a', 'x', 'a']) ['a', 'b']
g = lambda x=value("g"), *y, z=value("z"): (x, y, z)
print(g(), g(1, 2), made)  # expect: ('g', (), 'z') (1, (2,), 'z') ['a', 'b', 'g', 'z']
class A:
    size = 3
    def m(self, n=size, box={}):
        box[n] = len(box)
        return box
print(A().m(), A().m(5), A().m())  # expect: {3: 2, 5: 1} {3: 2, 5: 1} {3: 2, 5: 1}
A.size = 9
print(A().m())  # expect: {3: 2, 5: 1}
def outer(k):
    def inner(x=k, y=value("inner")):
        return x, k
    k = 10
    return inner
print(outer(1)(), outer(2)(7), made)  # expect: (1, 10) (7, 10) ['a', 'b', 'g', 'z', 'inner', 'inner']
fs = []
for i in range(3):
    def h(j=i): return i, j
    fs.append(h)
print([h() for h in fs])  # expect: [(2, 0), (2, 1), (2, 2)]
