def f(a, b):
    return a
f(1, 2, z=3)
# error: TypeError: unexpected keyword argument 'z'
