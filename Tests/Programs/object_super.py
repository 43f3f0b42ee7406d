from abc import ABC, ABCMeta, abstractmethod
class A:
    name = 'A'
    def __init__(self): super().__init__(); self.log = ['A']
    @classmethod
    def make(cls, *a): return cls.__name__, a
    @staticmethod
    def st(x): return x + 1
    def __call__(self, x): return ('A', x)
    def __repr__(self): return 'A()'
    def __eq__(self, o): return True
    def __hash__(self): return 3
    def __len__(self): return 1
    def __getitem__(self, k): return k
    def gen(self): yield 'A'
class B(A):
    def __init__(self): super().__init__(); self.log.append('B')
    @classmethod
    def make(cls, *a): return ('B',) + super().make(*a)
    @staticmethod
    def st(x): return super(B, B).st(x) * 10
    def __call__(self, x): return ('B', super().__call__(x))
    def __repr__(self): return 'B<' + super().__repr__() + '>'
    def __len__(self): return super().__len__() + 1
    def __getitem__(self, k): return super().__getitem__(k) * 2
    def gen(self):
        yield 'B'
        yield from super().gen()
    def nested(self):
        def inner(me): return super().__call__(2)
        return inner(self)
    def lam(self): return (lambda s: super(B, s).__call__(3))(self)
    def comp(self): return [super(B, self).__getitem__(i) for i in range(2)]
    def attr(self): return super().name
b = B()
print(b.log, B.make(1), b.st(2), b(1), b, len(b), b[3], list(b.gen()), b.nested(), b.lam(), b.comp(), b.attr())
class C(B):
    def __init__(self, x): super(C, self).__init__(); self.x = x
    make2 = classmethod(lambda cls: super(C, cls).make('z'))
print(C(1).log, C.make2(), super(B, C(1)).__repr__())
class X:
    def f(self): return ['X']
class Y(X):
    def f(self): return ['Y'] + super().f()
class Z(X):
    def f(self): return ['Z'] + super().f()
class W(Y, Z):
    def f(self): return ['W'] + super().f()
print(W().f(), [c.__name__ for c in W.__mro__])
try:
    class Bad(X, Y): pass
except TypeError as e: print(str(e).replace('\n', ' '))
def free(): return super()
try: free()
except RuntimeError as e: print(e)
try: super(Y, 3)
except TypeError as e: print(e)
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    @classmethod
    @abstractmethod
    def build(cls): ...
    def twice(self): return 2 * self.area()
for cls in (Shape,):
    try: cls()
    except TypeError as e: print(e)
class Sq(Shape):
    def area(self): return 4
    name = 'sq'
try: Sq()
except TypeError as e: print(e)
class Sq2(Sq):
    @classmethod
    def build(cls): return cls()
print(Sq2.build().twice(), Sq2().name, sorted(Shape.__abstractmethods__), type(Shape).__name__, isinstance(Sq2(), Shape))
class If(metaclass=ABCMeta):
    @abstractmethod
    def run(self): raise NotImplementedError
    @classmethod
    def __subclasshook__(cls, C):
        return any('run' in k.__dict__ for k in C.__mro__) or NotImplemented
class Dk:
    def run(self): return 1
print(isinstance(Dk(), If), issubclass(Dk, If))
class V(ABC): pass
@V.register
class Reg: pass
print(isinstance(Reg(), V), issubclass(Reg, V), isinstance(3, V), Reg.__mro__ == (Reg, object))
class Part(ABC):
    @abstractmethod
    def f(self): return 'base'
class Full(Part):
    def f(self): return super().f() + '+'
print(Full().f(), Part.f.__isabstractmethod__, getattr(Full.f, '__isabstractmethod__', False))
class CB:
    xs = [i * 2 for i in range(3)]
    n = 4
    if n > 3:
        big = True
        def cond(self): return 'big'
    else:
        def cond(self): return 'small'
    for i in range(2):
        locals()[f'auto{i}'] = i
    try:
        1 / 0
    except ZeroDivisionError:
        err = 'zde'
    t = tuple(x for x in xs)
    ys = list(map(lambda v: v + 1, xs))
    del i
print(CB.xs, CB.big, CB().cond(), CB.auto1, CB.err, CB.t, CB.ys, hasattr(CB, 'i'))
try:
    class Sc:
        k = 3
        zs = [k for _ in range(2)]
except NameError as e: print(e)
k = 'outer'
class Sc2:
    k = 'inner'
    a = [k for _ in range(1)]
    b = [x for x in k]
    def m(self): return k
print(Sc2.a, Sc2.b, Sc2().m())
def deco(cls): cls.deco = 1; return cls
def deco2(n):
    def d(cls):
        class New(cls):
            num = n
        New.__name__ = cls.__name__
        return New
    return d
@deco
@deco2(5)
class Dd: pass
print(Dd.deco, Dd.num, Dd.__name__, Dd.__qualname__)
