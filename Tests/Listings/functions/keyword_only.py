def f(a, *, b):
    return a + b
print(f(1, b=2))  # expect: 3
f(1, 2)
# error: TypeError: takes 1 positional argument but 2 were given
