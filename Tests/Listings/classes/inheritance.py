class A:
    kind = "a"
    def __init__(self, x):
        self.x = x
    def show(self):
        return f"A{self.x}{self.kind}"
    def both(self):
        return self.show()
class B(A):
    kind = "b"
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y
    def show(self):
        return "B" + super().show() + str(self.y)
class C(B):
    def __init__(self, *args, **kwargs):
        super(C, self).__init__(*args, **kwargs)
    def show(self):
        return "C" + super().show()
class D(C):
    pass
print(A(1).show(), B(1, 2).show(), C(1, y=2).show(), D(3, 4).both(), D(1, 1).kind)
# expect: A1a BA1b2 CBA1b2 CBA3b4 b
print(isinstance(D(1, 1), A), issubclass(D, B), issubclass(A, B), isinstance(A(1), B), isinstance(A(1), (int, A)))
# expect: True True False False True
A.kind = "changed"
print(A(0).kind, B(0, 0).kind)  # expect: changed b
class Helper(A):
    def show(self):
        f = lambda: super(Helper, self).show()
        return f()
    def inner(self):
        def g():
            return super(Helper, self).show() + "!"
        return g()
print(Helper(9).show(), Helper(9).inner())  # expect: A9changed A9changed!
class Abstract:
    def forward(self, x):
        raise NotImplementedError
    def __call__(self, *a):
        return self.forward(*a)
class Concrete(Abstract):
    def forward(self, x):
        return x + 1
print(Concrete()(1))  # expect: 2
class Cls(A):
    show = A.both
    name = property(lambda self: "named " + str(self.x))
print(Cls(1).name, B.__name__, B.kind)  # expect: named 1 B b
class E(A):
    def show(self):
        return [super().show() for _ in range(1)] if False else super().show()
print(E("e").show())  # expect: Aechanged
