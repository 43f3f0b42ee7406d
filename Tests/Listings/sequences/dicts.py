d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 10
print(d, len(d), d["a"], d.get("z"), d.get("z", 0), "a" in d, "z" not in d)
# expect: {'b': 10, 'a': 2, 'c': 3} 3 2 None 0 True True
print(list(d), list(d.keys()), list(d.values()), list(d.items()))
# expect: ['b', 'a', 'c'] ['b', 'a', 'c'] [10, 2, 3] [('b', 10), ('a', 2), ('c', 3)]
for key in d:
    print(key)
# expect: b
# expect: a
# expect: c
for key, value in d.items():
    print(key, value)
# expect: b 10
# expect: a 2
# expect: c 3
print(d.pop("b"), d.pop("zz", None), d, d.setdefault("n", []), d)
# expect: 10 None {'a': 2, 'c': 3, 'n': []} [] {'a': 2, 'c': 3, 'n': []}
d["n"].append(1)
d.update({"a": 5, "q": 6}, w=7)
print(d)  # expect: {'a': 5, 'c': 3, 'n': [1], 'q': 6, 'w': 7}
del d["a"]
print(d, {**d, "extra": 1, **{"q": 0}}, dict(x=1, y=2), dict([("p", 1), ("r", 2)]), dict(d, x=3) == {**d, "x": 3})
# expect: {'c': 3, 'n': [1], 'q': 6, 'w': 7} {'c': 3, 'n': [1], 'q': 0, 'w': 7, 'extra': 1} {'x': 1, 'y': 2} {'p': 1, 'r': 2} True
print({1: "int", 1.0: "float", True: "bool"}, {(1, 2): 3}[1, 2], {None: 1, "": 2}, {0: 1, False: 2, 0.0: 3})
# expect: {1: 'bool'} 3 {None: 1, '': 2} {0: 3}
e = d.copy()
e["new"] = 1
print("new" in d, {}, {} == dict(), {k: v for k, v in zip("ab", range(2))})
# expect: False {} True {'a': 0, 'b': 1}
print(sorted({"b": 1, "a": 2}), max({"x": 1, "y": 2}), sum({1: 0, 2: 0}), {"a": {"b": {"c": 1}}}["a"]["b"]["c"])
# expect: ['a', 'b'] y 3 1
print(d | {"or": 1}, d.popitem(), list(reversed({"a": 1, "b": 2})))
# expect: {'c': 3, 'n': [1], 'q': 6, 'w': 7, 'or': 1} ('w', 7) ['b', 'a']
d |= {"in": 2}
print(d)  # expect: {'c': 3, 'n': [1], 'q': 6, 'in': 2}
d.clear()
print(d, dict.fromkeys(["a", "b"], 0))  # expect: {} {'a': 0, 'b': 0}
counts = {}
for c in "hello":
    counts[c] = counts.get(c, 0) + 1
print(counts)  # expect: {'h': 1, 'e': 1, 'l': 2, 'o': 1}
d = {"x": 1}
d["x"] += 5
d["y"] = d["x"] * 2
print(d, type(d) is dict, isinstance(d, dict))  # expect: {'x': 6, 'y': 12} True True
