class M(type):
    def __new__(mcs, name, bases, ns, **kw):
        print('new', name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith('__')), kw)
        cls = super().__new__(mcs, name, bases, ns)
        cls.tag = name.lower()
        return cls
    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
        print('init', name, kw)
    def __call__(cls, *a, **k):
        print('call', cls.__name__, a, k)
        obj = super().__call__(*a, **k)
        obj.made = True
        return obj
    def __getitem__(cls, key): return f'{cls.__name__}[{key}]'
    def __iter__(cls): return iter(['i', cls.__name__])
    def __len__(cls): return 42
    def __contains__(cls, x): return x == 'in'
    def __repr__(cls): return f'<M {cls.__name__}>'
    def __getattr__(cls, name):
        if name.startswith('dyn'): return name.upper()
        raise AttributeError(name)
    def __instancecheck__(cls, obj): return hasattr(obj, 'quack')
    def __subclasscheck__(cls, sub): return sub is int
    def __add__(cls, o): return (cls.__name__, o)
    def __bool__(cls): return False
    @property
    def prop(cls): return 'prop of ' + cls.__name__
    def meth(cls): return 'meth ' + cls.__name__
    def __eq__(cls, other): return cls is other or other == 'any'
    def __hash__(cls): return 7
class A(metaclass=M, flag=1):
    x = 1
    def __init__(self, v=0): self.v = v
    def show(self): return __class__.__name__
class B(A):
    def __init__(self, v): super().__init__(v + 1)
print(type(A).__name__, type(B) is M, isinstance(A, M), isinstance(A, type), A.tag, B.tag)
b = B(3)
print(b.v, b.made, b.show())
print(A['k'], list(A), len(A), 'in' in A, 'out' in A, A, repr(B), str(B), f'{A}')
print(A.dynamic, A.prop, A.meth(), A + 1, bool(A), A == 'any', A != 'any', A == B, hash(A))
for i in A: print(i)
class Duck: quack = 1
print(isinstance(Duck(), A), isinstance(3, A), issubclass(int, A), issubclass(B, A), isinstance(Duck(), (int, A)))
try:
    A.nothing
except AttributeError as e:
    print('AE', e)
try:
    b.prop
except AttributeError as e:
    print(e)
class Sing(type):
    _inst = {}
    def __call__(cls, *a):
        if cls not in cls._inst:
            cls._inst[cls] = super().__call__(*a)
        return cls._inst[cls]
class Log(metaclass=Sing):
    def __init__(self, n): self.n = n
print(Log(1) is Log(2), Log(3).n)
class Prep(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print('prepare', name, kw)
        return {'given': 5}
    def __new__(mcs, name, bases, ns, **kw):
        return super().__new__(mcs, name, bases, dict(ns))
class WithP(metaclass=Prep, opt=2):
    y = given + 1
print(WithP.y, WithP.given)
class Sub(WithP): pass
try:
    class X(metaclass=M): pass
    class Y(WithP, X): pass
except TypeError as e:
    print(e)
class Reg(type):
    reg = {}
    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns)
        if bases: Reg.reg[name] = cls
class Base(metaclass=Reg): pass
class One(Base): pass
class Two(Base): pass
print(sorted(Reg.reg), Reg.reg['One'] is One)
class Meta2(type):
    def __new__(mcs, name, bases, ns):
        fields = {k: v for k, v in ns.items() if isinstance(v, int)}
        for k in fields: ns.pop(k)
        ns['fields'] = fields
        return type.__new__(mcs, name, bases, ns)
class F(metaclass=Meta2):
    a = 1
    b = 2
print(F.fields, hasattr(F, 'a'))
def fn_meta(): pass
N = M('N', (), {'z': 1}); print(N.tag, N.z, N().made)
print(type.__call__(Log, 5).n, type.__name__, type(type) is type, M.__mro__[1] is type, M.__bases__)
class Gen:
    def __class_getitem__(cls, item): return (cls.__name__, item)
print(Gen[int], Gen['a', 1])
class Outer:
    class __Hidden: pass
    def __secret(self): return 'sec'
    def call(self): return self.__secret(), type(self.__Hidden()).__name__
    __val = 3
    def val(self, __arg=2): return self.__val + __arg
o = Outer(); print(o.call(), o.val(), o._Outer__val, o._Outer__secret(), [k for k in Outer.__dict__ if 'Outer' in k])
try: o.__val
except AttributeError as e: print(e)
