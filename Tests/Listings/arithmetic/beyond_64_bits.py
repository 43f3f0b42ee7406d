x = 2 ** 62
print(x + (x - 1))  # expect: 9223372036854775807
print(x + x, -x - x, -x - x - 1)  # expect: 9223372036854775808 -9223372036854775808 -9223372036854775809
print(x * x, x << 70 >> 70 == x)  # expect: 21267647932558653966460912964485513216 True
print(type(x + x) is int, x + x == 2.0 ** 63, {x + x: 1}[2.0 ** 63])  # expect: True True 1
print((x + x) // 2, (x + x) % 10, -(x + x) // 7)  # expect: 4611686018427387904 8 -1317624576693539402
print(10 ** 20 / 10 ** 18, 10 ** 400 // 10 ** 399)  # expect: 100.0 10
print([1][10 ** 20])
# error: IndexError: cannot fit 'int' into an index-sized integer
