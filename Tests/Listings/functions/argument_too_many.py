def f(a, b):
    return a
f(1, 2, 3)
# error: TypeError: takes 2 positional arguments but 3 were given
