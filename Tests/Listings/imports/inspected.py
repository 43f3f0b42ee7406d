import inspect
def f(a, b=1, *args, c, **kwargs):
    pass
class C:
    def __init__(self, x, y=2):
        pass
    def run(self, z):
        pass
    def __call__(self, q, r):
        pass
print(list(inspect.signature(f).parameters), "b" in inspect.signature(f).parameters, len(inspect.signature(lambda: 0).parameters))
# expect: ['a', 'b', 'args', 'c', 'kwargs'] True 0
print(list(inspect.signature(C).parameters), list(inspect.signature(C.run).parameters), list(inspect.signature(C(1).run).parameters), list(inspect.signature(C(1)).parameters))
# expect: ['x', 'y'] ['self', 'z'] ['z'] ['q', 'r']
print({k: v for k, v in {"a": 1, "n": 2}.items() if k in inspect.signature(f).parameters}, inspect.signature(f).parameters["c"].name)
# expect: {'a': 1} c
print(inspect.isclass(C), inspect.isfunction(f), inspect.isclass(f))  # expect: True True False
