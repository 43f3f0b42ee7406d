print(sum([1, 2]))  # expect: 3
sum([1, "a"])
# error: TypeError: 'int' and 'str'
