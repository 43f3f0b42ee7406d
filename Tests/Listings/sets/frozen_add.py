frozenset([1]).add(2)
# error: AttributeError
