class Box:
    def __init__(self, items):
        self.items = list(items)
    def __call__(self, x, *, by=1):
        return x * by + len(self.items)
    def __getitem__(self, i):
        return self.items[i]
    def __setitem__(self, i, v):
        self.items[i] = v
    def __delitem__(self, i):
        del self.items[i]
    def __len__(self):
        return len(self.items)
    def __contains__(self, x):
        return x in self.items
    def __iter__(self):
        return iter(self.items)
    def __repr__(self):
        return f"Box({self.items})"
b = Box([1, 2, 3])
print(b(2), b(2, by=5), b[0], b[-1], b[1:], len(b), 2 in b, 9 in b)  # expect: 5 13 1 3 [2, 3] 3 True False
b[0] = 10
del b[1]
print([x for x in b], list(b), b, repr(b), str(b), f"{b}")
# expect: [10, 3] [10, 3] Box([10, 3]) Box([10, 3]) Box([10, 3]) Box([10, 3])
for x in b:
    print(x)
# expect: 10
# expect: 3
print(bool(b), bool(Box([])), "empty" if not Box([]) else "full", sum(b), max(b), [*b], tuple(b))
# expect: True False empty 13 10 [10, 3] (10, 3)
first, second = b
print(first, second)  # expect: 10 3
class V:
    def __init__(self, x):
        self.x = x
    def __add__(self, other):
        return V(self.x + (other.x if isinstance(other, V) else other))
    def __radd__(self, other):
        return V(other + self.x)
    def __sub__(self, other):
        return V(self.x - other.x)
    def __mul__(self, k):
        return V(self.x * k)
    def __neg__(self):
        return V(-self.x)
    def __eq__(self, other):
        return isinstance(other, V) and self.x == other.x
    def __lt__(self, other):
        return self.x < other.x
    def __str__(self):
        return f"<{self.x}>"
print(V(1) + V(2), V(1) + 5, 5 + V(1), V(5) - V(2), V(2) * 3, -V(1), V(1) == V(1), V(1) != V(2), V(1) < V(2))
# expect: <3> <6> <6> <3> <6> <-1> True True True
v = V(1)
v += V(10)
print(v)  # expect: <11>
class Bool:
    def __init__(self, b): self.b = b
    def __bool__(self): return self.b
print(1 if Bool(True) else 2, 1 if Bool(False) else 2, not Bool(False), Bool(False) or "other")
# expect: 1 2 True other
class Lazy:
    def __getattr__(self, name):
        return "lazy " + name
l = Lazy()
l.real = 1
print(l.real, l.anything)  # expect: 1 lazy anything
class Ctx:
    def __enter__(self):
        print("enter")
        return 5
    def __exit__(self, *args):
        print("exit", args)
with Ctx() as c:
    print(c)
# expect: enter
# expect: 5
# expect: exit (None, None, None)
with Ctx(), Ctx() as d:
    print("body", d)
# expect: enter
# expect: enter
# expect: body 5
# expect: exit (None, None, None)
# expect: exit (None, None, None)
