t = (1, 2)
t[0] = 5
# error: TypeError: item assignment
