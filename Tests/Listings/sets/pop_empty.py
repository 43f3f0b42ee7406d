set().pop()
# error: KeyError
