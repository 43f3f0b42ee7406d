def f(n):
    return f(n + 1)
print("before")  # expect: before
f(0)
# error: RecursionError: maximum recursion depth
