# fwdb only: integers have 64 bits; an overflow raises an error
x = 2 ** 62
print(x + (x - 1))  # expect: 9223372036854775807
print(x + x)
# error: OverflowError: 64 bits
