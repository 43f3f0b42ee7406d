import sys, importlib
X = 3
class Alpha:
    def run(self): return 'alpha'
class Beta(Alpha):
    def run(self): return 'beta'
def get(name): return globals()[name]
print(get('Alpha')().run(), globals()['Beta']().run(), globals().get('Nope'), globals().get('X', 0), 'X' in globals(), 'Y' in globals())
globals()['Y'] = 9
print(Y, 'Y' in globals(), globals()['__name__'], __name__)
g = globals()
print(g is globals(), type(g).__name__)
g.update(Z=1, W=2); print(Z + W)
del g['W']
try: W
except NameError as e: print(e)
m = sys.modules[__name__]
print(m.X, getattr(m, 'Alpha')().run(), hasattr(m, 'Gamma'), getattr(sys.modules[__name__], 'Beta').__name__)
setattr(m, 'Q', 4); print(Q, vars(m) is globals(), m.__dict__['Q'], m.__name__)
mod = importlib.import_module('math'); print(mod.sqrt(4.0), importlib.import_module('os.path').join('a', 'b'))
def loc(a, b=2, *c, **d):
    e = a + b
    r = locals()
    return r
print(loc(1), loc(1, 2, 3, k=4))
def loc2(x):
    y = 5
    def inner(): return x + y
    z = [i for i in range(3)]
    return sorted(locals().keys() - {'inner'}), locals()['x']
print(loc2(7))
class Cfg:
    def __init__(self, a, b=2):
        self.__dict__.update({k: v for k, v in locals().items() if k != 'self'})
print(vars(Cfg(1)))
def kw(a, b): return dict(**locals())
print(kw(1, 2))
try: globals()['nope']
except KeyError as e: print('KeyError', e)
def mk(n):
    globals()[f'fn_{n}'] = lambda: n
for n in 'ab': mk(n)
print(fn_a(), fn_b())
classes = {k: v for k, v in globals().items() if isinstance(v, type) and issubclass(v, Alpha)}
print(sorted(classes))
print([k for k in globals() if k.isupper()])
print('math' in sys.modules, 'zzz_nope' in sys.modules)
print(locals() is globals())
x_del = 1; del x_del
try: x_del
except NameError as e: print(e)
def f():
    global GG
    GG = 10
f(); print(GG, globals()['GG'])
class InBody:
    a = 1
    names = sorted(k for k in locals() if not k.startswith('__'))
    b = vars()['a'] + 1
print(InBody.names, InBody.b)
print(dir()[:0], 'X' in dir())
