def g():
    try:
        raise KeyError('x')
    except KeyError as e:
        raise RuntimeError('outer') from e
try:
    g()
except RuntimeError as e:
    print(repr(e), repr(e.__cause__), e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError('second')
except ValueError as e:
    print(repr(e.__context__), e.__cause__)
def h():
    try:
        raise ValueError('a')
    except ValueError:
        raise
try: h()
except ValueError as e: print('re', e)
def loop():
    out = []
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            out.append(i)
        finally:
            out.append(-i)
    return out
print(loop())
def fin():
    try: return 1
    finally: return 2
print(fin())
try:
    raise TypeError
except TypeError as e: print(e.args, repr(e))
try:
    e
except NameError as err: print(type(err).__name__)
class CM:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self): return self
    def __exit__(self, t, v, tb):
        print('exit', t.__name__ if t else None, v)
        return self.swallow
with CM(True): raise ValueError('in with')
try:
    with CM(False): raise ValueError('in with 2')
except ValueError as e: print('out', e)
from contextlib import contextmanager, suppress
@contextmanager
def cm():
    try:
        yield 5
    except KeyError as e:
        print('caught in generator', e)
    finally:
        print('done')
with cm() as v: raise KeyError('q')
with suppress(KeyError): {}['z']
print('end', v)
def swallowing():
    for i in range(3):
        try:
            raise ValueError(i)
        finally:
            if i < 2:
                continue
            return "swallowed"
print(swallowing())
def order():
    try:
        try:
            raise ValueError("first")
        finally:
            print("inner")
    except ValueError as e:
        print("outer", e, e.__context__)
        try:
            raise KeyError("next") from None
        except KeyError as k:
            return k.__cause__, k.__context__ is e, k.__suppress_context__
print(order())
def helper():
    raise
def indirect():
    try:
        raise OSError(2, "No such file", "a.txt")
    except OSError:
        helper()
try:
    indirect()
except OSError as e:
    print(e, e.errno, e.strerror, e.filename)
try:
    raise
except RuntimeError as e:
    print(e)
class Lazy(Exception):
    def __init__(self):
        pass
    def __str__(self):
        return "lazy text"
try:
    raise Lazy
except Lazy as e:
    print(str(e), e.args, f"{e}")
try:
    raise ValueError("x") from KeyError
except ValueError as e:
    print(repr(e.__cause__))

# The expected output is from CPython 3.11.
# expect: RuntimeError('outer') KeyError('x') True
# expect: ZeroDivisionError('division by zero') None
# expect: re a
# expect: [0, 0, -1, 2, -2, -3]
# expect: 2
# expect: () TypeError()
# expect: NameError
# expect: exit ValueError in with
# expect: exit ValueError in with 2
# expect: out in with 2
# expect: caught in generator 'q'
# expect: done
# expect: end 5
# expect: swallowed
# expect: inner
# expect: outer first None
# expect: (None, True, True)
# expect: [Errno 2] No such file: 'a.txt' 2 No such file a.txt
# expect: No active exception to reraise
# expect: lazy text () lazy text
# expect: KeyError()
