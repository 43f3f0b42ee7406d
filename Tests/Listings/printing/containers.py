print([1, "a", 2.5, None, True], (1,), (), [], {}, {"a": [1, (2, "b")]}, [[]], ((),), {1: {2: {}}})
# expect: [1, 'a', 2.5, None, True] (1,) () [] {} {'a': [1, (2, 'b')]} [[]] ((),) {1: {2: {}}}
print("plain", ["it's", 'say "x"', "both'\""], "\\", ["\\"], ["\n"], [""])
# expect: plain ["it's", 'say "x"', 'both\'"'] \ ['\\'] ['\n'] ['']
print(1, 2, sep="-", end="|")
print()  # expect: 1-2|
print("a", "b", sep="")  # expect: ab
print(end="")
print("x", end="\n\n")
# expect: x
# expect: 
print(None, True, 1.0, -0.0, 1e20, [1e20, 1e-5], range(3), slice(1, 2), ...)
# expect: None True 1.0 -0.0 1e+20 [1e+20, 1e-05] range(0, 3) slice(1, 2, None) Ellipsis
print([float("inf"), float("nan")], str(float("-inf")), {"k": 1.0}, [range(2)])
# expect: [inf, nan] -inf {'k': 1.0} [range(0, 2)]
loop = [1]
loop.append(loop)
print(loop)  # expect: [1, [...]]
d = {"k": 1}
d["self"] = d
print(d)  # expect: {'k': 1, 'self': {...}}
pair = [0]
both = [pair, pair]
print(both, [loop, 2])  # expect: [[0], [0]] [[1, [...]], 2]
mutual_a, mutual_b = [], []
mutual_a.append(mutual_b)
mutual_b.append(mutual_a)
print(mutual_a, (loop,), {"l": loop})  # expect: [[[...]]] ([1, [...]],) {'l': [1, [...]]}
print(*[1, 2, 3], sep=", ")  # expect: 1, 2, 3
print(*"abc")  # expect: a b c
deep = []
for i in range(70):
    deep = [deep]
print(deep)
# expect: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
print(NotImplementedError.__name__, ValueError("a").args if False else "")  # expect: NotImplementedError 
