print(1 + 2 * 3, (1 + 2) * 3, 2 * 3 % 4, -3 ** 2, 2 ** -1 * 4)  # expect: 7 9 2 -9 2.0
print(1 | 2 == 2, (1 | 2) == 2, 1 < 2 == True, not 1 == 2)  # expect: False False False True
print(1 if True else 2 if False else 3, (lambda: 1)() + 1)  # expect: 1 2
print(not True or True, not (True or True), 1 + 1 if False else 5 - 2)  # expect: True False 3
print(5 - 3 - 1, 2 / 2 / 2, 100 // 7 // 2, 1 << 2 + 1, 6 & 3 + 1)  # expect: 1 0.5 7 8 4
