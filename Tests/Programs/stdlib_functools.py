from functools import *
import functools
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(sorted([3,1,2], key=cmp_to_key(lambda a,b: b-a)))
@lru_cache(maxsize=2)
def f(x, y=1):
    print('call', x, y)
    return x + y
print(f(1), f(1), f(2), f(3), f(1), f(1, y=1), f.cache_info()); f.cache_clear(); print(f.cache_info(), f.__name__, f.cache_parameters())
@lru_cache
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(60))
@cache
def g(*a): print('g'); return len(a)
g(1); g(1.0); g(True); g('a'); g((1,2)); g(1,2)
attempt(lambda: g([1]))
@total_ordering
class T:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(T(1) <= T(1), T(2) > T(1), T(1) >= T(2), T(1) <= T(0))
@singledispatch
def h(x, *a): return 'object'
@h.register(int)
def _(x): return 'int'
@h.register
def _(x: list): return 'list'
print(h(1), h([]), h('a'), h(True), h.dispatch(bool)(1))
class Q:
    @cached_property
    def p(self): print('computed'); return 3
    def base(self, a, b=2): return (a, b)
    pm = partialmethod(base, 5, b=7)
    @singledispatchmethod
    def s(self, x): return 'o'
    @s.register
    def _(self, x: int): return 'i'
    @lru_cache(None)
    def m(self, x): print('m', x); return x
q = Q(); print(q.p, q.p, q.__dict__, q.pm(), q.s(1), q.s('a'), q.m(1), q.m(1))
q.p = 9; print(q.p); del q.p; print(q.p)
attempt(lambda: reduce(lambda a, b: a + b, [])); print(reduce(lambda a, b: a + b, [1,2,3], 10), reduce(lambda a,b: a*b, [5]))
p = partial(int, base=2); print(p('101'), p.func, p.args, p.keywords)
attempt(lambda: partial(3)); attempt(lambda: lru_cache('a'))
@wraps(f)
def w(): pass
print(w.__name__, w.__wrapped__ is f)
