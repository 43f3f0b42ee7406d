print(1e16, 1e15, 123456789012345678.0, 1e-4, 1e-5, 0.0001234, 1e22, 1e23, 1.5e300)
# expect: 1e+16 1000000000000000.0 1.2345678901234568e+17 0.0001 1e-05 0.0001234 1e+22 1e+23 1.5e+300
print(0.1 + 0.2, 1 / 3, 100.0, -0.0, 2.5, 1e100, 5e-324)
# expect: 0.30000000000000004 0.3333333333333333 100.0 -0.0 2.5 1e+100 5e-324
print(float("inf"), -float("inf"), float("nan"))  # expect: inf -inf nan
print(12345678.9, 9007199254740992.0, 9007199254740993.0, 9999999999999998.0, 1234567890123456.7)
# expect: 12345678.9 9007199254740992.0 9007199254740992.0 9999999999999998.0 1234567890123456.8
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1.25, 1), round(1234.5678, -2), round(7, 2))
# expect: 2 4 -2 2.67 1.2 1200.0 7
print(int(3.9), int(-3.9), int("42"), int(" -7 "), int("1_000"), int(True))  # expect: 3 -3 42 -7 1000 1
print(float("1.5"), float("  2 "), float(3), float("1e3"), float("-inf"))  # expect: 1.5 2.0 3.0 1000.0 -inf
print(abs(-3), abs(-2.5), abs(True))  # expect: 3 2.5 1
print(round(0.5), round(1.5), round(-0.5), round(2.0), round(1e10))  # expect: 0 2 0 2 10000000000
print(int("-0"), int("+5"), bool("False"), bool(""), bool(0.0))  # expect: 0 5 True False False
print((2.0).is_integer(), (2.5).is_integer(), 1e16 == 10 ** 16)  # expect: True False True
print(1.0, 1e5, 123456.789e3, -1.5e-7, 1e-10)  # expect: 1.0 100000.0 123456789.0 -1.5e-07 1e-10
