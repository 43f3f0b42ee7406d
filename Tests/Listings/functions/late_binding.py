def make():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
        fs.append(lambda i=i: i)
    i = "changed"
    return [f() for f in fs]
print(make())  # expect: ['changed', 0, 'changed', 1, 'changed', 2]
def counter():
    n = 0
    def up():
        nonlocal n
        n += 1
        return n
    def reset():
        nonlocal n
        n = 0
    return up, reset
up, reset = counter()
other, _ = counter()
print(up(), up(), other(), reset(), up())  # expect: 1 2 1 None 1
def outer():
    x = "outer"
    def middle():
        def inner():
            return x
        return inner
    f = middle()
    x = "later"
    return f
print(outer()())  # expect: later
def f():
    return later()
def later():
    return "defined later"
print(f())  # expect: defined later
y = "global"
def shadows():
    def g(): return y
    y = "local"
    return g()
print(shadows(), y)  # expect: local global
class A:
    y = "class"
    def m(self): return y
    def n(self): return self.y
    k = [y for _ in range(1)]
print(A().m(), A().n(), A.k)  # expect: global class ['global']
def recursive(n):
    def step(k): return 1 if k == 0 else k * step(k - 1)
    return step(n)
print(recursive(5), (lambda f: f(f, 5))(lambda f, n: 1 if n == 0 else n * f(f, n - 1)))  # expect: 120 120
def through(*args, **kwargs):
    return lambda: (args, kwargs, [a for a in args if a in kwargs.values()])
print(through(1, 2, k=2)())  # expect: ((1, 2), {'k': 2}, [2])
def unset():
    def g(): return z
    if False: z = 1
    return g()
unset()
# error: NameError: z
