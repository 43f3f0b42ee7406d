print(list(zip([1, 2], "ab", strict=True)), list(zip([1], [1, 2], strict=False)), list(zip(strict=True)))
# expect: [(1, 'a'), (2, 'b')] [(1, 1)] []
list(zip([1], [1, 2], strict=True))
# error: ValueError: zip() argument 2 is longer than argument 1
