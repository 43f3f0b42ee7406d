a = [1, 2]
b = a
b += [3]
print(a, a is b)  # expect: [1, 2, 3] True
b = b + [4]
print(a, b)  # expect: [1, 2, 3] [1, 2, 3, 4]
t = (1,)
u = t
u += (2,)
print(t, u)  # expect: (1,) (1, 2)
s = "x"
s += "y"
s *= 2
print(s)  # expect: xyxy
class P: pass
p = P()
p.v = 1
p.v += 2
p.list = []
alias = p.list
p.list += [5]
print(p.v, alias, p.list is alias)  # expect: 3 [5] True
calls = []
def index():
    calls.append("index")
    return 0
def target():
    calls.append("target")
    return a
target()[index()] += 10
print(a, calls)  # expect: [11, 2, 3] ['target', 'index']
d = {"n": [1]}
d["n"] += [2]
d["n"] *= 2
print(d)  # expect: {'n': [1, 2, 1, 2]}
n = 7
n -= 2
n *= 3
n //= 4
n **= 3
n %= 10
n <<= 3
n |= 1
n ^= 3
n &= 0xFF
n >>= 1
print(n)  # expect: 29
x = 9
x /= 2
print(x)  # expect: 4.5
m = [[0] * 2 for _ in range(2)]
m[1][0] += 5
m[0][1] -= 1
print(m)  # expect: [[0, -1], [5, 0]]
def f():
    total = 0
    for i in range(4):
        total += i
    return total
print(f())  # expect: 6
g = 0
def inc():
    global g
    g += 1
inc()
inc()
print(g)  # expect: 2
r = [1, 2, 3]
r[0:2] += [9]
print(r)  # expect: [1, 2, 9, 3]
