import functools, types
from functools import wraps, partial, update_wrapper
def deco(f):
    @wraps(f)
    def inner(*a, **k):
        inner.calls += 1
        return f(*a, **k)
    inner.calls = 0
    return inner
@deco
def work(x, y=2):
    "the doc"
    return x + y
print(work.__name__, work.__doc__, work.__qualname__, work.__wrapped__.__name__, work(1), work(2, y=5), work.calls, work.__module__)
def plain(a, b=1, *, c=2):
    return a
plain.flag = True
plain.__name__ = 'renamed'; plain.__doc__ = 'new doc'
print(plain.__name__, plain.__doc__, plain.flag, plain.__dict__, plain.__defaults__, plain.__kwdefaults__, plain.__closure__)
print(hasattr(plain, 'nope'), getattr(plain, 'nope', 'd'))
del plain.flag
print(hasattr(plain, 'flag'))
try: del plain.flag
except AttributeError as e: print(e)
try: plain.nope
except AttributeError as e: print(e)
class A:
    def m(self, x): "m doc"; return (self.v, x)
    m.tag = 'tagged'
    v = 1
a = A()
bm = a.m
print(bm.__self__ is a, bm.__func__ is A.m, bm.__name__, bm.__doc__, bm.tag, A.m.tag, bm(2), bm == a.m, A.m(a, 3))
try: bm.other = 1
except AttributeError as e: print(e)
def ext(self, y): return (self.v, 'ext', y)
a.ext = types.MethodType(ext, a)
print(a.ext(4), a.ext.__self__ is a, type(a.ext).__name__, isinstance(a.ext, types.MethodType), isinstance(ext, types.FunctionType), isinstance(len, types.BuiltinFunctionType), isinstance(lambda: 0, types.LambdaType))
A.added = ext
print(a.added(5), ext.__get__(a)(6), ext.__get__(a, A).__func__ is ext)
p = partial(plain, 1, c=3)
print(p.func is plain, p.args, p.keywords, p(), p(b=2), callable(p), isinstance(p, partial), type(p).__name__, type(p) is functools.partial)
q = partial(p, 7, c=4); print(q.args, q.keywords, q.func is plain)
def kwf(**k): return sorted(k.items())
print(partial(kwf, a=1, b=2)(b=3, z=4), partial(max, 3)(1, 9))
class B:
    f = partial(lambda s, x: (s, x), 'fixed')
    g = functools.partialmethod(lambda self, x: ('pm', x), 5) if hasattr(functools, 'partialmethod') else None
print(B().f(1))
try: partial(3)
except TypeError as e: print(e)
print(callable(a), callable(A), callable(len), callable(bm), callable(3), callable(work), callable(lambda: 0))
class Cnt:
    def __init__(self, f): update_wrapper(self, f); self.f = f; self.n = 0
    def __call__(self, *a): self.n += 1; return self.f(*a)
@Cnt
def counted(x): "cdoc"; return x
print(counted(1), counted(2), counted.n, counted.__name__, counted.__doc__, counted.__wrapped__(9))
class Deco:
    def __init__(self, f): self.f = f
    def __get__(self, obj, owner): return self if obj is None else types.MethodType(self, obj)
    def __call__(self, obj, x): return ('deco', obj.v, x)
class UseD:
    v = 8
    @Deco
    def meth(self, x): pass
print(UseD().meth(3), type(UseD.meth).__name__)
def cached(f):
    memo = {}
    @wraps(f)
    def w(n):
        if n not in memo: memo[n] = f(n)
        return memo[n]
    w.memo = memo
    return w
@cached
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(20), len(fib.memo), fib.__name__)
def counter():
    counter.n = getattr(counter, 'n', 0) + 1
    return counter.n
print(counter(), counter(), counter.n)
fs = {}
def reg(name=None):
    def d(f):
        fs[name or f.__name__] = f
        f.registered = True
        return f
    return d
@reg()
def one(): return 1
@reg('deux')
def two(): return 2
print(sorted(fs), fs['deux'](), one.registered, {f.__name__: f() for f in fs.values()})
def outer():
    n = 0
    def inc():
        nonlocal n; n += 1; return n
    return inc
i = outer(); print(i(), i(), i.__closure__ is not None, outer.__closure__, i.__code__.co_freevars, outer.__code__.co_varnames)
print(work.__call__(3), a.m.__call__(4), (lambda x: x).__call__(5))
print(str.upper('x'), list(map(str.strip, [' a '])), sorted(['B', 'a'], key=str.lower))
