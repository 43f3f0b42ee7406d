print(list(enumerate("ab")), list(enumerate("ab", 5)), list(zip([1, 2, 3], "ab")), list(zip()), list(zip([1])))
# expect: [(0, 'a'), (1, 'b')] [(5, 'a'), (6, 'b')] [(1, 'a'), (2, 'b')] [] [(1,)]
print(list(range(5)), list(range(2, 5)), list(range(5, 0, -2)), list(range(0)), len(range(0, 10, 3)), range(3), range(1, 5, 2))
# expect: [0, 1, 2, 3, 4] [2, 3, 4] [5, 3, 1] [] 4 range(0, 3) range(1, 5, 2)
print(sorted([3, 1, 2]), sorted([3, 1, 2], reverse=True), sorted("bca"), sorted([(2, "a"), (1, "b")], key=lambda p: p[1]))
# expect: [1, 2, 3] [3, 2, 1] ['a', 'b', 'c'] [(2, 'a'), (1, 'b')]
print(sorted([1, 2, 3, 4], key=lambda x: x % 2), sorted([1, 2, 3, 4], key=lambda x: x % 2, reverse=True), sorted({"b": 1, "a": 2}))
# expect: [2, 4, 1, 3] [1, 3, 2, 4] ['a', 'b']
print(list(map(lambda x: x * 2, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(map(str, [1, 2])), list(map(int, "12")))
# expect: [2, 4] [4, 6] ['1', '2'] [1, 2]
print(list(filter(lambda x: x > 1, [1, 2, 3])), list(filter(None, [0, 1, "", "a"])), list(reversed([1, 2, 3])), list(reversed(range(3))))
# expect: [2, 3] [1, 'a'] [3, 2, 1] [2, 1, 0]
print(any([]), all([]), any([0, 1]), all([1, 0]), sum([1, 2]), sum([1.5, 2]), sum([[1], [2]], []), sum((1, 2), 10))
# expect: False True True False 3 3.5 [1, 2] 13
print(min(3, 1, 2), max([3, 1, 2]), min("b", "a"), max([1, 5], [2, 0]), max([], default=0), min([1.5, 1]), max(1, 1.0), max(1.0, 1))
# expect: 1 3 a [2, 0] 0 1 1 1.0
print(max(["aaa", "bb"], key=len), min([3, -4, 1], key=abs), max("a", "bbb", "cc", key=lambda s: len(s)), min({"x": 3, "y": 1}.items(), key=lambda kv: kv[1]))
# expect: aaa 1 bbb ('y', 1)
it = iter([1, 2, 3])
print(next(it), next(it), list(it), next(it, "end"))  # expect: 1 2 [3] end
e = enumerate(["x", "y", "z"])
print(next(e))  # expect: (0, 'x')
for i, v in e:
    print(i, v)
# expect: 1 y
# expect: 2 z
z = zip([1, 2, 3], [4, 5, 6])
print(next(z), list(z), list(z))  # expect: (1, 4) [(2, 5), (3, 6)] []
a = iter(range(4))
print(list(zip(a, a)))  # expect: [(0, 1), (2, 3)]
print([x for x in reversed("abc")], dict(zip("ab", [1, 2])), list(zip(*[(1, 2), (3, 4)])), dict(enumerate("ab")))
# expect: ['c', 'b', 'a'] {'a': 1, 'b': 2} [(1, 3), (2, 4)] {0: 'a', 1: 'b'}
print(len("abc"), len([1]), len({}), len((1, 2)), len(range(7)), type(1) is int, type("a") is str, type(1.0) is float, type(None) is type(None))
# expect: 3 1 0 2 7 True True True True
print(isinstance(1, int), isinstance(True, int), isinstance(1, (float, str)), isinstance(1.0, float), isinstance([], list), isinstance((), tuple), isinstance("", str))
# expect: True True False True True True True
print(callable(len), callable(1), callable(lambda: 0), divmod(7, 3), hash("a") == hash("a"), id(it) == id(it))
# expect: True False True (2, 1) True True
m = map(lambda x: x + 1, [1, 2])
print(next(m), list(m), list(map(lambda x: x, [])), sum(map(len, ["a", "bb"])))  # expect: 2 [3] [] 3
print(list(range(10))[::3], sorted(range(5), key=lambda i: -i), sorted([0.5, -1, 2]), sorted([[2], [1, 5], [1]]), sorted([True, False, 2]))
# expect: [0, 3, 6, 9] [4, 3, 2, 1, 0] [-1, 0.5, 2] [[1], [1, 5], [2]] [False, True, 2]
print(list(enumerate(zip("ab", "cd"), start=1)), all(x > 0 for x in [1, 2]), [*map(abs, [-1, 2])])
# expect: [(1, ('a', 'c')), (2, ('b', 'd'))] True [1, 2]
print(type([]).__name__, type({}).__name__, type("").__name__, type(1).__name__, type(1.5).__name__, type(()).__name__, type(True).__name__, int.__name__)
# expect: list dict str int float tuple bool int
