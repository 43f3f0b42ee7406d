def twice(f):
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs) * 2
    return wrapper
def times(n):
    print("made", n)
    def decorator(f):
        print("applied", n)
        return lambda *a: f(*a) * n
    return decorator
@twice
def one(): return 1
@times(3)
@times(5)
def two(x): return x
# expect: made 3
# expect: made 5
# expect: applied 5
# expect: applied 3
print(one(), two(2))  # expect: 2 30
registry = {}
def register(cls):
    registry[cls.__name__] = cls
    return cls
@register
class Thing:
    @twice
    def m(self): return 21
print(list(registry), Thing().m(), registry["Thing"] is Thing, one.__name__, two.__name__)
# expect: ['Thing'] 42 True wrapper <lambda>
