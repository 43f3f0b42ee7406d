print(1 == 1.0, True == 1, 0 == False, "1" == 1, None == 0, [] == (), [] == False)
# expect: True True True False False False False
print([1, 2] == [1, 2], (1, 2) == (1, 2), [1, [2, {3: 4}]] == [1, [2, {3: 4}]], {1: 2} == {1.0: 2})
# expect: True True True True
print({"a": 1, "b": 2} == {"b": 2, "a": 1}, range(3) == range(0, 3), range(0, 4, 2) == range(0, 3, 2))
# expect: True True True
print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], (2,) > (1, 5), "abc" < "abd", "Z" < "a", "" < "a", [] < [0])
# expect: True True True True True True True
nan = float("nan")
print(nan == nan, nan != nan, nan < 1, nan > 1, nan <= nan)  # expect: False True False False False
a = [1]
b = a
print(a is b, a is [1], a == [1], a is not None)  # expect: True False True True
print(1 in [1, 2], 3 not in [1, 2], "a" in {"a": 1}, "ell" in "hello", "" in "x", 2 in range(0, 10, 2), 3 in range(0, 10, 2))
# expect: True True True True True True False
print(2 in range(10, 0, -2), 2.0 in [1, 2], (1, 2) in [(1, 2)], -2 in range(0, 10, 2), 10 in range(0, 10))
# expect: True True True False False
print(1 < 1.5, 2 >= 2.0, max("b", "a"), 9007199254740993 == 9007199254740992.0, 9007199254740993 > 9007199254740992.0)
# expect: True True b False True
print([nan] == [nan], nan in [nan], [1, nan] == [1, nan])  # expect: True True True
print("é" == "é", "ab" "cd" == "abcd", int is int, print is print)  # expect: True True True True
print(2.0 in range(3), 2.5 in range(3), True in range(2), "1" in range(3))  # expect: True False True False
