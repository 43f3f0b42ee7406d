print(6 & 3, 6 | 3, 6 ^ 3, ~6, ~-1, ~True)  # expect: 2 7 5 -7 0 -2
print(1 << 10, 1024 >> 3, -1 >> 5, -8 >> 1, 5 >> 100, -5 >> 100, 0 << 100)  # expect: 1024 128 -1 -4 0 -1 0
print(True & False, True | False, True ^ True, True & 1)  # expect: False True False 1
print(0xFF, 0o17, 0b101, 1_000_000)  # expect: 255 15 5 1000000
print((5).bit_length(), (0).bit_length(), (-8).bit_length())  # expect: 3 0 4
