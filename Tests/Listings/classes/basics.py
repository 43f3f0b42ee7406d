class Point:
    """A point."""
    count = 0
    origin = (0, 0)

    def __init__(self, x, y=0):
        self.x = x
        self.y = y
        Point.count += 1

    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    def moved(self, dx, *, dy=0):
        return Point(self.x + dx, self.y + dy)

p = Point(3, 4)
q = p.moved(1, dy=-1)
print(p.norm(), q.x, q.y, Point.count, p.origin, Point.origin)  # expect: 5.0 4 3 2 (0, 0) (0, 0)
p.count = 100
print(p.count, Point.count, q.count)  # expect: 100 2 2
m = p.norm
print(m(), Point.norm(p), type(p) is Point, isinstance(p, Point), isinstance(p, object), p == q, p == p, p is p)
# expect: 5.0 5.0 True True True False True True
p.extra = [1]
p.extra.append(2)
print(p.extra, hasattr(p, "extra"), hasattr(q, "extra"), getattr(q, "extra", None), getattr(p, "x"))
# expect: [1, 2] True False None 3
setattr(q, "dyn", 5)
del p.extra
print(q.dyn, hasattr(p, "extra"), Point.__name__, p.__class__ is Point, type(p).__name__)
# expect: 5 False Point True Point
class Empty:
    pass
e = Empty()
e.a = e
print(e.a.a.a is e)  # expect: True
Point.late = lambda self: self.x * 100
print(p.late())  # expect: 300
class Shared:
    items = []
    def add(self, x):
        self.items.append(x)
Shared().add(1)
Shared().add(2)
print(Shared.items)  # expect: [1, 2]
p.x += 5
p.x *= 2
print(p.x)  # expect: 16
class Fn:
    def __init__(self, f):
        self.f = f
print(Fn(lambda x: x + 1).f(1))  # expect: 2
d = {p: "point"}
print(d[p], p in d, q in d)  # expect: point True False
