class A:
    factor = 3
    def __init__(self, n):
        self.n = n
    @property
    def double(self):
        return self.n * 2
    @staticmethod
    def add(a, b=1):
        return a + b
    @classmethod
    def make(cls, n):
        return cls(n * cls.factor)
    @property
    def chained(self):
        return [self.double, self.add(self.double)]
class B(A):
    factor = 10
    @property
    def double(self):
        return super().double + 1
a = A(5)
print(a.double, A.add(1), a.add(1, 2), A.make(2).n, B.make(2).n, type(B.make(1)).__name__, a.make(1).n, a.chained)
# expect: 10 2 3 6 20 B 3 [10, 11]
print(B(5).double, B(5).chained, B.add(2))  # expect: 11 [11, 12] 3
a.n = 7
print(a.double, getattr(a, "double"), hasattr(a, "double"), [x.double for x in (A(1), B(1))])
# expect: 14 14 True [2, 3]
class C:
    @classmethod
    def outer(cls):
        return cls.inner() + cls.stat()
    @classmethod
    def inner(cls):
        return cls.__name__
    @staticmethod
    def stat():
        return "!"
class D(C):
    pass
print(C.outer(), D.outer(), D().outer())  # expect: C! D! D!
