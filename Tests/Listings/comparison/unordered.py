print([1, "a"] == [1, "b"])  # expect: False
print(1 < "a")
# error: TypeError: int
