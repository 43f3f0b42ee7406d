class AppError(Exception):
    def __init__(self, msg, code=3):
        super().__init__(msg)
        self.code = code
    def __str__(self): return f'{self.args[0]} ({self.code})'
try: raise AppError('bad')
except AppError as e: print(e, e.code, e.args, e.__dict__, type(e).__name__)
class Sub(AppError): pass
try:
    try: raise Sub('x', code=9)
    except ValueError: print('no')
    finally: print('fin')
except AppError as e: print(repr(e), isinstance(e, Sub))
def f():
    try: return 'try'
    finally: print('cleanup')
print(f())
class Ctx:
    def __init__(self, s): self.s = s
    def __enter__(self): print('enter'); return self
    def __exit__(self, t, v, tb): print('exit', t.__name__ if t else None); return self.s
with Ctx(True): raise KeyError('k')
try:
    with Ctx(False): raise KeyError('k2')
except KeyError as e: print('caught', e)
def gen():
    while True:
        try:
            x = yield 1
            print('got', x)
        except ValueError as e:
            print('ve', e); yield 'handled'
        finally: print('f')
g = gen(); print(next(g)); print(g.send(5)); print(g.throw(ValueError('boo'))); g.close()
try:
    try: 1 / 0
    except ZeroDivisionError as e: raise RuntimeError('wrapped') from e
except RuntimeError as e: print(e.__cause__, type(e.__context__).__name__, e.__suppress_context__)
class P:
    @property
    def bad(self): raise ValueError('in prop')
try: P().bad
except ValueError as e: print(e)
try: getattr(P(), 'bad', 1)
except ValueError as e: print('ga', e)
class N:
    def __getattr__(self, n): raise KeyError(n)
try: N().zz
except KeyError as e: print('KE', e)
try: hasattr(N(), 'zz')
except KeyError as e: print('KE2', e)
def h(*, a): pass
for call in (lambda: h(), lambda: h(1), lambda: h(a=1, b=2), lambda: f(1), lambda: (lambda x, y: 0)(1)):
    try: call()
    except TypeError as e: print(e)
class Cm:
    def m(self, a): pass
try: Cm().m()
except TypeError as e: print(e)
try: Cm().m(1, 2)
except TypeError as e: print(e)
try: Cm.nope
except AttributeError as e: print(e)
try: f.nope
except AttributeError as e: print(e)
try: None.x
except AttributeError as e: print(e)
try: setattr(3, 'foo', 1)
except AttributeError as e: print(e)
