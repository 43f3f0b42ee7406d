# fwdb only: its own limits are not caught
def f():
    try:
        return list(range(10 ** 12))
    except MemoryError:
        return "wrong branch"


print("begin")  # expect: begin
f()
# error: MemoryError: too many items
