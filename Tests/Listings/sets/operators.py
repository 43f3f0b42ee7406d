a, b = {1, 2, 3}, {3, 4}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), sorted(b - a), a, b)
# expect: [1, 2, 3, 4] [3] [1, 2] [1, 2, 4] [4] {1, 2, 3} {3, 4}
print({1} < {1, 2}, {1} <= {1}, {1} < {1}, {1, 2} > {1}, {1} >= {1, 2}, {1, 2} < {2, 3}, {1, 2} > {2, 3}, set() <= {1}, {1} <= frozenset([1, 2]))
# expect: True True False True False False False True True
c = d = {1}
c |= {2}
print(c, d, c is d)  # expect: {1, 2} {1, 2} True
c &= {2, 3}
c ^= {9}
c -= {2}
print(c, d is c)  # expect: {9} True
f = g = frozenset([1])
f |= {2}
print(sorted(f), g, type(f | {3}), type({3} | f), type(f & f), type({3} - f), f == {1, 2})
# expect: [1, 2] frozenset({1}) <class 'frozenset'> <class 'set'> <class 'frozenset'> <class 'set'> True
print(sorted(a.union(b, [7], "x" * 0)), sorted(a.union()), sorted(a.intersection([2, 3], (3,))), sorted(a.difference({1}, [2])), sorted(a.symmetric_difference([1, 9])))
# expect: [1, 2, 3, 4, 7] [1, 2, 3] [3] [3] [2, 3, 9]
print({1}.issubset([1, 2]), {1, 2}.issuperset((1,)), {1}.isdisjoint({2}), {1}.isdisjoint([1]), frozenset([1]).issubset({1}))
# expect: True True True False True
s = {1, 2, 3, 4}
s.discard(9)
s.discard(1)
s.remove(2)
print(s, s.pop() in (3, 4), len(s))  # expect: {4} True 1
s.clear()
s.update([1], {2: "two"}, (x for x in [3]))
t = s.copy()
t.difference_update([1], [2])
u = s.copy()
u.intersection_update({1, 2}, [2])
v = s.copy()
v.symmetric_difference_update({3, 4})
print(s, t, u, sorted(v), s.update(), s)  # expect: {1, 2, 3} {3} {2} [1, 2, 4] None {1, 2, 3}
print(set.union({1}, [2]), frozenset.union(frozenset([1]), [2]), set.intersection(*[{1, 2}, {2, 3}, {2}]), set().union(*[[1], [1]]))
# expect: {1, 2} frozenset({1, 2}) {2} {1}
s = {frozenset([1])}
s.discard({1})
print(s, {1, 2} - {2} | {3} & {3} ^ set() == {1, 3})  # expect: set() True
conf = {"a": 1, "b": 2}
print(conf.keys() & {"a"}, sorted(conf.keys() | ["c"]), conf.keys() - {"a"}, conf.keys() == {"b", "a"}, conf.keys() <= {"a", "b", "c"}, sorted({"z"} | conf.keys()))
# expect: {'a'} ['a', 'b', 'c'] {'b'} True True ['a', 'b', 'z']
print(conf.items() - {("a", 1)}, sorted(conf.items() ^ {"b": 2}.items()), set(conf) - set({"b": 0}), [1, 2] & {1: 0}.keys(), conf.items() >= {("a", 1)})
# expect: {('b', 2)} [('a', 1)] {'a'} {1} True
def gen():
    yield 1
    yield 2
print(sorted(set(gen())), sorted(frozenset(gen())), sorted({*gen(), 3}), sorted({5}.union(gen())), {1, 2}.issuperset(gen()), {9}.isdisjoint(gen()))
# expect: [1, 2] [1, 2] [1, 2, 3] [1, 2, 5] True True
print(sorted([{1, 2}, {1}, set()], key=len), {1} == {1.0}, {1} != {True}, not {1} < set())  # expect: [set(), {1}, {1, 2}] True False True
import copy
inner = (1, 2)
one = {inner, "k"}
two = copy.deepcopy(one)
three = copy.copy(one)
two.add(5)
three.discard("k")
print(one == {(1, 2), "k"}, len(two), three, copy.deepcopy(frozenset([1])))  # expect: True 3 {(1, 2)} frozenset({1})
