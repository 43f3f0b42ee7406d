def items(n):
    yield from range(n)
print(list(zip(items(2), items(2), strict=True)))  # expect: [(0, 0), (1, 1)]
list(zip(items(2), items(2), items(1), strict=True))
# error: ValueError: zip() argument 3 is shorter than arguments 1-2
