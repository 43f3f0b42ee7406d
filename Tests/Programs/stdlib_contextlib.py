import contextlib, io, sys
from contextlib import *
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
@contextmanager
def cm(x):
    "doc"
    print('in', x)
    try:
        yield x + 1
    except ValueError as e:
        print('caught', e)
    finally:
        print('out')
with cm(3) as v: print(v)
with cm(4): raise ValueError('no')
def other():
    with cm(5): raise KeyError('k')
attempt(other)
print(cm.__name__, cm.__doc__)
@cm(7)
def deco(a): print('deco', a); return a
print(deco(2), deco(3))
with ExitStack() as s:
    a = s.enter_context(cm(10)); b = s.enter_context(cm(20))
    s.callback(print, 'callback', sep='-'); print(a, b)
def ex():
    with ExitStack() as s:
        s.push(lambda *e: print('exit', e[0]) or True)
        raise ValueError('x')
    print('after')
attempt(ex)
with suppress(KeyError, ValueError): {}['a']
print('on')
attempt(lambda: suppress(KeyError).__exit__(TypeError, TypeError(), None))
buf = io.StringIO()
with redirect_stdout(buf): print('hidden')
print(repr(buf.getvalue()))
class C:
    def close(self): print('closed')
with closing(C()) as c: print(type(c).__name__)
with nullcontext(4) as n: print(n)
class D(ContextDecorator):
    def __enter__(self): print('enter'); return self
    def __exit__(self, *a): print('leave'); return False
@D()
def g(x): print('g', x)
g(1)
class A(AbstractContextManager):
    def __exit__(self, *a): print('bye')
with A() as a: print(type(a).__name__)
@contextmanager
def noyield():
    if False: yield
def t():
    with noyield(): pass
attempt(t)
@contextmanager
def twice():
    yield; yield
def t2():
    with twice(): pass
attempt(t2)
attempt(lambda: ExitStack().enter_context(3))
st = ExitStack(); st.callback(print, 'later'); moved = st.pop_all(); st.close(); print('x'); moved.close()
