print({1, 2, 3}, set(), {"a"}, {(1, "x")}, frozenset(), frozenset([2]), {None}, {True}, {1.5})
# expect: {1, 2, 3} set() {'a'} {(1, 'x')} frozenset() frozenset({2}) {None} {True} {1.5}
print(len({1, 1, 2}), len({1, 1.0, True}), len({0.0, -0.0}), {1, 1.0}, len({"a", "b", "a"}), len({(1, 2), (1.0, 2)}))
# expect: 2 1 1 {1} 2 1
s = {3, 1}
s.add(2)
s.add(1)
print(sorted(s), 2 in s, 5 in s, 5 not in s, 1.0 in s, "1" in s, bool(s), bool(set()))
# expect: [1, 2, 3] True False True True False True False
print(s == {1, 2, 3}, s == {1, 2}, s != {1, 2}, s == frozenset([3, 2, 1]), s == [1, 2, 3], set() == {}, s is s)
# expect: True False True True False False True
print(sorted({*[1, 2], 3, *(4, 5), *{1}}), sorted({x * x for x in range(-3, 4)}), sorted({a + b for a in "xy" for b in "12" if b != "2" or a == "x"}))
# expect: [1, 2, 3, 4, 5] [0, 1, 4, 9] ['x1', 'x2', 'y1']
def letters(word):
    seen = set()
    doubled = []
    for letter in word:
        if letter in seen:
            doubled.append(letter)
        seen.add(letter)
    return sorted(seen), doubled
print(letters("levels"))  # expect: (['e', 'l', 's', 'v'], ['e', 'l'])
total = 0
for item in {10, 20, 30}:
    total += item
else:
    total += 1
print(total, sum({1, 2, 3}), max({4, 9}), min({4, 9}), list({7}), tuple({7}), sorted(set("banana")), any({0, 1}), all({0, 1}))
# expect: 61 6 9 4 [7] (7,) ['a', 'b', 'n'] True False
print(sorted(set(range(5))), set(["a"]), sorted(set({"k": 1, "l": 2})), sorted(set(x for x in (3, 3, 4))), set("a") == {"a"})
# expect: [0, 1, 2, 3, 4] {'a'} ['k', 'l'] [3, 4] True
print(type({1}), type(frozenset()), isinstance({1}, set), isinstance(frozenset(), set), isinstance({1}, (list, set)), isinstance({}, set))
# expect: <class 'set'> <class 'frozenset'> True False True False
(only,) = {5}
a, b = sorted({2, 1})
print(only, a, b, [*{6}], f"{ {7} } {set()!r:>6}", str({8}), repr({"q"}), "{} %s".format({9}) % {1})
# expect: 5 1 2 [6] {7}  set() {8} {'q'} {9} {1}
keep = {"x": 1, "y": 2}
print({k: v for k, v in keep.items() if k in {"y"}}, {**keep, "z": 3}, {frozenset([1]): "one"}[frozenset([1])])
# expect: {'y': 2} {'x': 1, 'y': 2, 'z': 3} one
print({frozenset([1, 2]), frozenset([2, 1])} == {frozenset([1, 2])}, frozenset([1]) in {frozenset([1])}, {1} in {frozenset([1])})
# expect: True True True
print(hash(frozenset([1, "a", (2,)])) == hash(frozenset([(2,), "a", 1])), hash((1, frozenset())) == hash((1, frozenset())))
# expect: True True
nan = float("nan")
print(len({nan, nan}), nan in {nan}, {nan} == {nan}, {range(3): 1}[range(0, 3)], len({range(0), range(5, 2)}))
# expect: 1 True True 1 1
class Node:
    pass
n, m = Node(), Node()
print(len({n, m, n}), n in {n}, m in {n}, len({Node, Node, int}), len({len, print, len}), len({n.__class__, Node}))
# expect: 2 True False 2 2 1
class Word:
    def __init__(self, text):
        self.text = text
    def __repr__(self):
        return f"<{self.text}>"
print({Word("a")}, str({Word("b")}), f"{ {Word('c')} }", frozenset([Word("d")]), [{Word("e")}])
# expect: {<a>} {<b>} {<c>} frozenset({<d>}) [{<e>}]
