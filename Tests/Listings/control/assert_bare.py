assert [] or (), ("a", 1)
# error: AssertionError: ('a', 1)
