# fwdb only: an uncaught error runs no `finally` block, because the machine stays before the raise
def f():
    try:
        try:
            {}["k"]
        finally:
            print("never here")
    except IndexError:
        print("nor here")


print("begin")  # expect: begin
f()
# error: KeyError: 'k'
