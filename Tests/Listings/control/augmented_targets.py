class P:
    def __init__(self): self.v, self.items, self.inner = 1, [1, 2, 3], None
    def me(self):
        print("me")
        return self
p = P()
p.inner = P()
p.inner.v += 5
p.me().v -= 1  # expect: me
p.me().inner.items[p.me().v] *= 10
# expect: me
# expect: me
print(p.v, p.inner.v, p.inner.items)  # expect: 0 6 [10, 2, 3]
a = [[1, 2], [3, 4]]
a[0][1] += 1
a[-1][0] **= 2
a[0] += [9]
a[1] = a[1] * 2
a[1][1:3] += ["x"]
print(a)  # expect: [[1, 3, 9], [9, 4, 9, 'x', 4]]
t = ([1], 2)
alias = t[0]
alias += [5]
print(t)  # expect: ([1, 5], 2)
n = 17
n //= 3; print(n)  # expect: 5
n %= 3; print(n)  # expect: 2
n <<= 4; n |= 3; n ^= 1; n &= ~2; n >>= 1
print(n)  # expect: 16
f = 2.0
f **= 3
f /= 4
f -= 0.5
f *= f
f //= 1
f %= 1.5
print(f)  # expect: 0.5
s = "a"
s += "b" "c"
s *= 2
s %= () if False else ()
print(s)  # expect: abcabc
d = {}
d["n"] = d.get("n", 0)
d["n"] += 1
d["n"] += d["n"]
print(d)  # expect: {'n': 2}
x = 1
x += x if x else 2
x += (lambda: 3)()
x -= -1
x *= 2 + 3
print(x)  # expect: 30
b = True
b &= False
b |= 1 > 0
b ^= True
print(b)  # expect: False
c = (1,)
c += 2, 3
print(c)  # expect: (1, 2, 3)
t[0] += [6]
# error: TypeError: tuple
