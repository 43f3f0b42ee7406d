from helper import *
from math import *
print(public, floor(2.5), sqrt(4))  # expect: 1 2 2.0
print(_private)
# error: NameError: _private
