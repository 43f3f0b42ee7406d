calls = []
def f(x):
    calls.append(x)
    return x
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1 > 0, 1 == 1.0 == True)  # expect: True False True True
print(f(1) < f(5) < f(3), calls)  # expect: False [1, 5, 3]
calls.clear()
print(f(5) < f(1) < f(9), calls)  # expect: False [5, 1]
print(1 < 2 > 1, 1 != 2 != 1, 0 <= 5 <= 10)  # expect: True True True
x = 5
y = 1 < x < 10 and "in" or "out"
print(y, [0 < i < 3 for i in range(5)])  # expect: in [False, True, True, False, False]
if not 1 < x < 3:
    print("not between")
# expect: not between
print((1 < 2) < 3, 1 < (2 < 3), 1 in [1, 2] == True)  # expect: True False False
print(1 < 2 in [2], None is None is not False)  # expect: True True
