# fwdb only: after an uncaught error no `finally` block runs, because the machine stays before the raise
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
