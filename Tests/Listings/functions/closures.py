def counter():
    n = 0
    def step(by=1):
        nonlocal n
        n += by
        return n
    return step
a, b = counter(), counter()
print(a(), a(), a(5), b())  # expect: 1 2 7 1
def shared():
    value = [0]
    state = 0
    def get(): return state, value
    def put(v):
        nonlocal state
        state = v
        value.append(v)
    return get, put
get, put = shared()
put(3)
put(4)
print(get())  # expect: (4, [0, 3, 4])
def late():
    fs = []
    for i in range(3):
        def f():
            return i
        fs.append(f)
    return [f() for f in fs]
print(late())  # expect: [2, 2, 2]
def param(x):
    def inner():
        return x * 2
    x += 1
    return inner
print(param(5)())  # expect: 12
def deep(a):
    def one():
        def two():
            def three():
                return a
            return three
        return two
    return one()()()
print(deep("deep"))  # expect: deep
def fact():
    def f(n):
        return 1 if n < 2 else n * f(n - 1)
    return f
print(fact()(10))  # expect: 3628800
def unrelated(x=1):
    f = lambda y: x + y
    g = lambda y, x=100: x + y
    return f(1), g(1)
print(unrelated())  # expect: (2, 101)
def nonlocal_two():
    x = 1
    def a():
        def b():
            nonlocal x
            x = 2
        b()
        return x
    return a(), x
print(nonlocal_two())  # expect: (2, 2)
def default_capture():
    return [lambda x, k=k: x + k for k in range(3)]
print([f(10) for f in default_capture()])  # expect: [10, 11, 12]
def kw(**options):
    def inner():
        return options["a"]
    return inner()
print(kw(a=7))  # expect: 7
def va(*items):
    return [lambda: items[0], lambda: len(items)]
print([f() for f in va(5, 6)])  # expect: [5, 2]
def delayed():
    def f(): return later
    later = "defined after"
    return f()
print(delayed())  # expect: defined after
def with_delete():
    x = 1
    def f(): return x
    r = f()
    del x
    x = 2
    return r, f()
print(with_delete())  # expect: (1, 2)
compose = lambda *fs: (lambda x: fs[0](x) if len(fs) == 1 else fs[0](compose(*fs[1:])(x)))
print(compose(lambda x: x + 1, lambda x: x * 2)(5))  # expect: 11
