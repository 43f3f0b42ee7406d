class Metres:
    def __init__(self, n):
        self.n = n
    def __add__(self, other):
        if isinstance(other, Metres):
            return Metres(self.n + other.n)
        return NotImplemented
    def __radd__(self, other):
        if isinstance(other, int):
            return Metres(other + self.n)
        return NotImplemented
    def __eq__(self, other):
        if not isinstance(other, Metres):
            return NotImplemented
        return self.n == other.n
    def __lt__(self, other):
        return self.n < other.n if isinstance(other, Metres) else NotImplemented
    def __repr__(self):
        return f"{self.n} m"
class Feet:
    def __radd__(self, other):
        return ("feet", other)
    def __eq__(self, other):
        return True
    def __gt__(self, other):
        return "greater"
    def __isub__(self, other):
        return NotImplemented
    def __sub__(self, other):
        return ("sub", other)
a, f = Metres(1), Feet()
print(a + Metres(2), 5 + a, a + f, sum([a, a]))  # expect: 3 m 6 m ('feet', 1 m) 2 m
print(a == Metres(1), a == 1, 1 == a, a != 1, a != Metres(1), a == f, a != f)  # expect: True False False True False True False
print(a < Metres(2), a < f, [a == None, None != a], a in [3, Metres(1)], a in [3])  # expect: True greater [False, True] True False
class Odd:
    def __ne__(self, other):
        return ("ne", other)
print(1 != Odd(), Odd() != a, f != Odd())  # expect: ('ne', 1) ('ne', 1 m) False
f -= 1
print(f, NotImplemented, type(NotImplemented).__name__, NotImplemented is NotImplemented)
# expect: ('sub', 1) NotImplemented NotImplementedType True
a + 1
# error: TypeError: unsupported
