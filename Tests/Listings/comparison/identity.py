a = [1, 2]
b = a
c = a[:]
print(a is b, a is c, a == c, a is not c, [] is [], {} is {}, not a is b)
# expect: True False True True False False False
d = {"k": a}
e = dict(d)
print(d is e, d == e, d["k"] is e["k"], d["k"] is a, list(d.values())[0] is a, d.get("k") is b)
# expect: False True True True True True
e["k"].append(3)
print(a, c, d)  # expect: [1, 2, 3] [1, 2] {'k': [1, 2, 3]}
rows = [[0] * 2] * 2
rows[0][0] = 1
print(rows, rows[0] is rows[1], [[0] * 2 for _ in range(2)][0] is rows[0])  # expect: [[1, 0], [1, 0]] True False
def f(x, y=a):
    x.append(9)
    return x is y
print(f(a), f(c), a, c)  # expect: True False [1, 2, 3, 9] [1, 2, 9]
t = (a, c)
print(t[0] is a, t == (b, c[:]), None is None, True is True, f is f, int is int, type(a) is list, type(1) is type(2))
# expect: True True True True True True True True
class P:
    shared = []
p, q = P(), P()
p.shared.append(1)
print(q.shared, p.shared is P.shared, p == q, p == p, p is not q)  # expect: [1] True False True True
p.shared = p.shared + [2]
print(p.shared, q.shared, p.shared is P.shared)  # expect: [1, 2] [1] False
m = a
a += [5]
print(m is a, m)  # expect: True [1, 2, 3, 9, 5]
a = a + [6]
print(m is a, m)  # expect: False [1, 2, 3, 9, 5]
x = None
if x is None: print("none")  # expect: none
if x is not None: print("some")
print(x is None is not True, t is not [1, 2], ... is Ellipsis)  # expect: True True True
