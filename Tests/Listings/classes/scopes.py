x = "global"
class A:
    x = "class"
    y = x + "!"
    def get(self):
        return x, self.x
    z = [x]
    if True:
        w = 1
    for i in range(3):
        last = i
    def helper(v):
        return v * 2
    doubled = helper(4)
print(A.y, A().get(), A.z, A.w, A.last, A.i, A.doubled)  # expect: class! ('global', 'class') ['class'] 1 2 2 8
def f():
    x = "enclosing"
    class B:
        copy = x
        def m(self):
            return x
    return B
print(f().copy, f()().m())  # expect: enclosing enclosing
def g(n):
    class C:
        k = n
        class Inner:
            v = n + 1
        def m(self):
            return self.k + n
    return C
print(g(1).k, g(2)().m(), g(3).Inner.v, g(1) is g(1))  # expect: 1 4 4 False
class Outer:
    class Nested:
        def hi(self):
            return "nested"
    def make(self):
        return Outer.Nested().hi(), self.Nested().hi()
print(Outer().make())  # expect: ('nested', 'nested')
def rebinds():
    x = 1
    class D:
        x = 2
        def m(self):
            return x
    return D.x, D().m(), x
print(rebinds())  # expect: (2, 1, 1)
class Del:
    a = 1
    b = 2
    del a
print(hasattr(Del, "a"), Del.b)  # expect: False 2
