# fwdb only: an error that nothing catches runs no `finally` block: the machine stays before the raise
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
