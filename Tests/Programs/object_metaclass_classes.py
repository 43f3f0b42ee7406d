def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        print('new', name, sorted(k for k in ns if not k.startswith('__')), kw)
        return super().__new__(m, name, bases, ns)
    def __init__(c, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
    @classmethod
    def __prepare__(m, name, bases, **kw):
        return {'prepared': 1}
    def __call__(c, *a, **k):
        print('call', a, k)
        return super().__call__(*a, **k)
    def __instancecheck__(c, o): return o == 'magic' or type.__instancecheck__(c, o)
    def __subclasscheck__(c, o): return o is int or type.__subclasscheck__(c, o)
    def __getattr__(c, n):
        if n.startswith('dyn'): return n.upper()
        raise AttributeError(n)
    def __delattr__(c, n):
        print('del', n)
        if n != 'kept': type.__delattr__(c, n)
    def __setattr__(c, n, v):
        print('set', n)
        type.__setattr__(c, n, v)
    def __iter__(c): return iter([1, 2])
    def __len__(c): return 2
    def __contains__(c, x): return x == 1
    def __getitem__(c, k): return ('item', k)
    def __add__(c, o): return 'added'
    def __radd__(c, o): return 'radded'
    def __or__(c, o): return 'or'
    def __lt__(c, o): return True
    def __eq__(c, o): return c is o
    def __hash__(c): return 7
    def __bool__(c): return False
    def __repr__(c): return f'<{c.__name__}>'
    def __call_me__(c): return 'm'
    @property
    def prop(c): return 'prop of ' + c.__name__
class A(metaclass=Meta, flag=3):
    x = 1
    kept = 2
    def __init__(self, v=0): self.v = v
print(A(5).v, isinstance('magic', A), isinstance(A(), A), isinstance(3, A), issubclass(int, A), A.dynamic)
attempt(lambda: A.missing)
A.y = 3
del A.y
del A.kept
delattr(A, 'x')
print(hasattr(A, 'x'), A.kept, list(A), len(A), 1 in A, 3 in A, A['k'], A + 1, 1 + A, A | 2, A < 3, A == A, A != 3, hash(A), bool(A), A, A.prop, A.__call_me__())
class B(A): pass
print(type(B).__name__, B().v)
attempt(lambda: type('X', (), {}, metaclass=3))
def bad(m):
    class C(metaclass=m): pass
attempt(lambda: bad(3))
attempt(lambda: bad('a'))
attempt(lambda: bad([]))
attempt(lambda: B().prop)
class M2(type): pass
def conflict():
    class Z(A, metaclass=M2): pass
attempt(conflict)
class D(metaclass=M2): pass
attempt(lambda: D.zzz)
def dd(): del D.zzz
attempt(dd)
