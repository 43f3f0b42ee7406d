from collections import OrderedDict
import torch
from torch import nn

d = OrderedDict([('b', 1), ('a', 2)], c=3)
print(d, repr(d), len(d), list(d), d['a'], list(d.items()), list(d.values()), 'b' in d, d.get('z', 0))
d['d'] = 4
d.move_to_end('b')
print(list(d))
d.move_to_end('d', last=False)
print(list(d), d.popitem(), d.popitem(last=False), d)
try:
    d.move_to_end('zz')
except KeyError as error:
    print('KeyError', error)
e = OrderedDict(a=1, b=2)
f = OrderedDict(b=2, a=1)
print(e == f, e == {'b': 2, 'a': 1}, {'a': 1, 'b': 2} == f, e != f, e == OrderedDict([('a', 1), ('b', 2)]), OrderedDict() == {})
print(isinstance(e, dict), isinstance(e, OrderedDict), isinstance({}, OrderedDict), type(e) is OrderedDict, type(e).__name__, OrderedDict())
print(dict(e), {**e}, e.copy(), type(e.copy()).__name__, list(reversed(e)), list(reversed(list(e.items()))), e | {'c': 3}, type(e | {}).__name__)
e.update(z=26)
e.update({'y': 25})
e.update([('x', 24)])
print(e, e.pop('z'), e.setdefault("q", 0), list(e.keys()), bool(e), bool(OrderedDict()))
del e['q']
print(e, OrderedDict.fromkeys('ab', 0), OrderedDict({'k': OrderedDict(n=1)}))


def f(**named):
    return named


print(f(**OrderedDict(p=1)), [k for k in OrderedDict(p=1)], max(OrderedDict(a=3, b=2), key=lambda k: k))
net = nn.Sequential(OrderedDict([('first', nn.Linear(2, 3)), ('act', nn.ReLU()), ('second', nn.Linear(3, 1))]))
print([name for name, _ in net.named_children()], [tuple(p.shape) for p in net.parameters()])
print(list(nn.ModuleDict(OrderedDict(a=nn.ReLU())).keys()))
e.clear()
print(e, len(e))


class Last(OrderedDict):
    def __init__(self, limit, *args, **kwargs):
        self.limit = limit
        super().__init__(*args, **kwargs)

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        if len(self) > self.limit:
            self.popitem(last=False)


cache = Last(2)
for name in 'abcd':
    cache[name] = ord(name)
print(cache, cache.limit, list(cache))
import copy
g = copy.deepcopy(OrderedDict(a=[1]))
g['a'].append(2)
print(g, copy.copy(g) == g, type(copy.copy(g)).__name__)


class Params(OrderedDict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)


p = Params(lr=0.1)
print(p.lr, p)
try:
    p.momentum
except AttributeError as error:
    print('AttributeError', error)
