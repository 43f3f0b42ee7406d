a, b = 1, 2
print(a, b)  # expect: 1 2
a, b = b, a
print(a, b)  # expect: 2 1
(a, b), c = (1, 2), 3
print(a, b, c)  # expect: 1 2 3
[a, [b, c]] = [1, [2, 3]]
print(a, b, c)  # expect: 1 2 3
first, *rest = [1, 2, 3]
print(first, rest)  # expect: 1 [2, 3]
*start, last = "abc"
print(start, last)  # expect: ['a', 'b'] c
a, *middle, z = range(5)
print(a, middle, z)  # expect: 0 [1, 2, 3] 4
a, *empty, b = 1, 2
print(a, empty, b)  # expect: 1 [] 2
x = y = z = []
x.append(1)
print(x, y, z is x)  # expect: [1] [1] True
i = 0
data = [0, 0, 0]
i, data[i] = 1, 5
print(i, data)  # expect: 1 [0, 5, 0]
data[0], data[2] = data[2], "new"
print(data)  # expect: [0, 5, 'new']
for a, (b, *c) in [(1, (2, 3, 4)), (5, (6,))]:
    print(a, b, c)
# expect: 1 2 [3, 4]
# expect: 5 6 []
(a,) = [7]
[b] = (8,)
print(a, b)  # expect: 7 8
*a, = 1, 2
print(a)  # expect: [1, 2]
a = b, c = 3, 4
print(a, b, c)  # expect: (3, 4) 3 4
class P: pass
p = P()
p.x, p.y = 1, 2
(p.z, q), *r = (3, 4), 5
print(p.x, p.y, p.z, q, r)  # expect: 1 2 3 4 [5]
d = {}
d["a"], (d["b"], d["c"]) = 1, (2, 3)
print(d)  # expect: {'a': 1, 'b': 2, 'c': 3}
k, v = {"x": 1, "y": 2}
print(k, v)  # expect: x y
