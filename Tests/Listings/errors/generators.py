def gen():
    try:
        x = yield 1
        print('got', x)
        yield 2
    except ValueError as e:
        print('in gen', e)
        yield 3
    finally:
        print('cleanup')
g = gen(); print(next(g)); print(g.throw(ValueError('boo')))
try: next(g)
except StopIteration as s: print('stop', s.value)
def sub():
    r = yield 'a'
    return r * 2
def outer():
    v = yield from sub()
    yield v
o = outer(); print(next(o)); print(o.send(21))
def ret():
    yield 1
    return 9
it = ret(); next(it)
try: next(it)
except StopIteration as s: print(s.value)
print(list(x for x in range(3)), next(iter([]), 'dflt'))
try: next(iter([]))
except StopIteration: print('si')
def fallback(x):
    try: return x.shape
    except AttributeError: return None
print(fallback(3))
print(sum(1 for _ in gen()) if False else 'skip')
def closing():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("exit")
        raise
    finally:
        print("closed")
g = closing(); next(g); g.close()
try: next(g)
except StopIteration: print("ended")
def stubborn():
    while True:
        try: yield 1
        except GeneratorExit: pass
g = stubborn(); next(g)
try: g.close()
except RuntimeError as e: print(e)
def inner():
    try:
        got = yield "first"
        print("inner got", got)
        yield "second"
    except KeyError as e:
        print("inner caught", e)
        yield "third"
    return "result"
def outer2():
    value = yield from inner()
    print("value", value)
    yield from [7, 8]
g = outer2()
print(next(g), g.send(5), g.throw(KeyError("z")), next(g), next(g))
try: next(g)
except StopIteration as s: print(s.value)
def leaks():
    yield 1
    raise StopIteration(4)
try: list(leaks())
except RuntimeError as e: print(e, repr(e.__cause__))
def failing():
    yield 1
    raise ValueError("in generator")
try:
    for item in failing(): print(item)
except ValueError as e: print(e)
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(Countdown(3)), [x for x in Countdown(2)])
g = failing()
try: g.throw(TypeError("not begun"))
except TypeError as e: print(e)

# The expected output is from CPython 3.11.
# expect: 1
# expect: in gen boo
# expect: 3
# expect: cleanup
# expect: stop None
# expect: a
# expect: 42
# expect: 9
# expect: [0, 1, 2] dflt
# expect: si
# expect: None
# expect: skip
# expect: exit
# expect: closed
# expect: ended
# expect: generator ignored GeneratorExit
# expect: inner got 5
# expect: inner caught 'z'
# expect: value result
# expect: first second third 7 8
# expect: None
# expect: generator raised StopIteration StopIteration(4)
# expect: 1
# expect: in generator
# expect: [2, 1, 0] [1, 0]
# expect: not begun
