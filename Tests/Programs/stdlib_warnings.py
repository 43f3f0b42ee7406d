import warnings
def f(): warnings.warn('in f')
def g(): warnings.warn('dep', DeprecationWarning, stacklevel=2)
warnings.warn('hi')
for i in range(3): f()
f(); g(); g()
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    f(); f(); g(); warnings.warn(UserWarning('obj')); warnings.warn('x', FutureWarning)
    print(len(w), [str(x.message) for x in w], [x.category.__name__ for x in w], w[0].lineno, w[2].lineno)
with warnings.catch_warnings():
    warnings.simplefilter('ignore'); f(); warnings.warn('quiet')
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try: f()
    except UserWarning as e: print('raised', e)
warnings.filterwarnings('ignore', message='.*secret.*')
warnings.warn('a secret'); warnings.warn('a SECRET thing'); warnings.warn('open')
warnings.filterwarnings('error', category=RuntimeWarning)
try: warnings.warn('rt', RuntimeWarning)
except RuntimeWarning as e: print('rt', e)
warnings.filterwarnings('once', message='on')
for i in range(2): warnings.warn('once only')
warnings.resetwarnings(); warnings.warn('after reset', DeprecationWarning); warnings.simplefilter('default')
for fn in [lambda: warnings.warn('x', int), lambda: warnings.simplefilter('zap'), lambda: warnings.warn('x', 'y')]:
    try: fn()
    except (TypeError, AssertionError) as e: print(type(e).__name__, e)
print(repr(warnings.formatwarning('m', UserWarning, 'f.py', 3, 'code()')), len(warnings.filters))
class MyW(UserWarning): pass
with warnings.catch_warnings(record=True) as w: warnings.simplefilter('always'); warnings.warn('my', MyW); print(w[0].category.__name__, w[0].message, isinstance(w[0].message, MyW))
try:
    with warnings.catch_warnings(action='ignore'): warnings.warn('z')
except TypeError as e: print('3.10')
