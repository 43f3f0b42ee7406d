class A:
    pass
A(1)
# error: TypeError: takes no arguments
