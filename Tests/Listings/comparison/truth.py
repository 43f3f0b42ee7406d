for value in [None, True, False, 0, 1, 0.0, 0.1, "", "a", [], [0], (), (0,), {}, {0: 0}, range(0), range(3)]:
    print(repr(value), bool(value), not value, "yes" if value else "no")
# expect: None False True no
# expect: True True False yes
# expect: False False True no
# expect: 0 False True no
# expect: 1 True False yes
# expect: 0.0 False True no
# expect: 0.1 True False yes
# expect: '' False True no
# expect: 'a' True False yes
# expect: [] False True no
# expect: [0] True False yes
# expect: () False True no
# expect: (0,) True False yes
# expect: {} False True no
# expect: {0: 0} True False yes
# expect: range(0, 0) False True no
# expect: range(0, 3) True False yes
print(0 or "default", "" or None, [] and 1, 1 and 2, None or 0 or [] or "end", 1 and "" and 3)
# expect: default None [] 2 end 
print(True and None, False or False, not None)  # expect: None False True
def seen(x):
    print("seen", x)
    return x
print(seen(0) and seen(1), seen(2) or seen(3))
# expect: seen 0
# expect: seen 2
# expect: 0 2
while seen(0) or seen(1) and not seen(0):
    break
# expect: seen 0
# expect: seen 1
# expect: seen 0
