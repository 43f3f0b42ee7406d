x = 5
x(1)
# error: TypeError: 'int' object is not callable
