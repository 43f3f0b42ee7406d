max([])
# error: ValueError: max()
