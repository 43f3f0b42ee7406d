# fwdb only: a listing cannot catch the errors of fwdb's own limits
def f():
    try:
        return list(range(10 ** 12))
    except MemoryError:
        return "wrong branch"


print("begin")  # expect: begin
f()
# error: MemoryError: too many items
