a, b = 5
# error: TypeError: int
