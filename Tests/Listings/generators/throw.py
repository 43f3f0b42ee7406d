def f():
    yield 1
g = f()
print(next(g))  # expect: 1
g.throw(ValueError("thrown"))
# error: ValueError: thrown
