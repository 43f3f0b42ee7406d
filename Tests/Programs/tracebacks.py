import traceback, sys
def show(f, *a):
    try:
        f(*a)
    except Exception as e:
        print(traceback.format_exc().replace(__file__, 'F'))
class C:
    def __init__(self, d): self.d = d
    def go(self, k):
        return self.d[k]
    @property
    def p(self):
        raise ValueError('prop')
    def __len__(self):
        return 1 / 0
def a1(): return 1 / 0
def a2():
    x = {'a': 1}
    y = x['b']
def a3(): raise KeyError('k')
def a4():
    raise RuntimeError(
        'long',
        3)
def a5():
    assert 1 == 2, 'msg'
def a6(): return C({}).go('z')
def a8(): undefined_thing
def a9(): return (1).nope
def a10(): return int('x') + 3
def a11():
    try: a1()
    except ZeroDivisionError as e: raise ValueError('second') from e
def a12():
    try: a1()
    except ZeroDivisionError: raise ValueError('third')
def a13():
    try: a1()
    except ZeroDivisionError: raise
def a14():
    try: a1()
    except ZeroDivisionError as e: raise ValueError('x') from None
def rec(n):
    if n == 0: raise OSError(2, 'no')
    return rec(n - 1)
def a15(): rec(8)
def a16(): a, b = 1, 2, 3
def a17(): return C({}).p
def a19():
    for i in 5: pass
def a20(): return show(1, 2, 3)(
        4)
def a24(): return max(a1(), 3)
def a27(): return -'a'
def a28():
    x = [1, 2]
    x[5] = 3
def a29():
    class K(Exception):
        def __str__(self): return 'kk'
    raise K(1)
def a30(): return 'abc' < 3
def a31(): f = lambda: 1 / 0; f()
def a32(): return {**{}, 'a': 1 // 0}
def a33(): return f'{1/0}'
def g(): yield 1 / 0
def a34(): next(g())
def a36(): raise Exception
def a37(): x = 3; x.y = 4
def a38(): return a1(1)
def a40(): C(1, 2, 3)
def a41():
    result = (1 +
              2 / 0)
def a42():
    value = a1().foo(
        1,
    )
def a43(): e = ValueError('noted'); e.add_note('n1'); raise e
for name, f in list(globals().items()):
    if name[0] == "a" and name[1:].isdigit(): print(name); show(f)
try:
    a1()
except Exception as e:
    print(traceback.format_exception_only(type(e), e), traceback.format_exception(e)[0], len(traceback.format_tb(e.__traceback__)))
    err = e
print(''.join(traceback.format_exception(type(err), err, err.__traceback__)).replace(__file__, 'F'))
print(traceback.format_exc())
print(traceback.format_exception_only(err))
