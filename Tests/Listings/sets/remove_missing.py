s = {1}
s.remove(2)
# error: KeyError: 2
