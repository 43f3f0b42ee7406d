# Floor division and modulo take the sign of the divisor.
print(7 // 2, -7 // 2, 7 // -2, -7 // -2)  # expect: 3 -4 -4 3
print(7 % 3, -7 % 3, 7 % -3, -7 % -3)  # expect: 1 2 -2 -1
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2)  # expect: 3.0 -4.0 1.5 0.5 -0.5
print(7 / 2, 6 / 2, -1 / 3)  # expect: 3.5 3.0 -0.3333333333333333
print(divmod(-7, 3), divmod(7.5, -2))  # expect: (-3, 2) (-4.0, -0.5)
print(0 // 5, 0 % -5, 0.0 % -5, -0.0 % 5)  # expect: 0 0 -0.0 0.0
print(1e308 * 10, -1e308 * 10)  # expect: inf -inf
print(5 // 0.3, 5 % 0.3)  # expect: 16.0 0.20000000000000018
print(1 // 0.1, 1.0 % 0.1)  # expect: 9.0 0.09999999999999995
print(-1 // 0.1, -1.0 % 0.1)  # expect: -10.0 5.551115123125783e-17
print(True + True, True / 2, -True, +False)  # expect: 2 0.5 -1 0
print(3 % float("inf"), -3 % float("inf"), 3 // float("inf"), -3 // float("inf"))  # expect: 3.0 inf 0.0 -1.0
