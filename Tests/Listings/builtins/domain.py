import math
math.sqrt(-1)
# error: ValueError: math domain error
