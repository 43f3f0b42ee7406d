# fwdb only: Python has no such module
from absent import wrapper
@wrapper
def f(x):
    return x
print("loaded")  # expect: loaded
def main():
    return f(1)
main()
# error: NotImplementedError: f, which absent.wrapper decorates, is not part of fwdb
