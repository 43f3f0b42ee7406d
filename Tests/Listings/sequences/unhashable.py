d = {}
d[[1]] = 2
# error: TypeError: list
