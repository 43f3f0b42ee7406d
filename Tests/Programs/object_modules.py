import types
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(2, 2)
        self.k = 3
        self.register_buffer('buf', torch.ones(2))
        self.w = nn.Parameter(torch.zeros(2))
    def forward(self, x):
        return x * self.k
n = Net().eval()
print(sorted(k for k in n.__dict__ if not k.startswith('_')), 'lin' in n.__dict__, 'k' in n.__dict__)
print(list(n.__dict__['_modules']), list(n.__dict__['_parameters']), list(n.__dict__['_buffers']))
print('bias' in n.lin.__dict__['_parameters'], 'weight' in n.lin._parameters, list(n._modules), 'buf' in n._buffers)
def fwd(self, x): return x * self.k + 100
x = torch.ones(2)
print(n(x).tolist())
n.forward = types.MethodType(fwd, n)
print(n(x).tolist())
n.forward = lambda x: x - 1
print(n(x).tolist())
del n.forward
print(n(x).tolist())
Net.forward = fwd
print(n(x).tolist())
class Wrap(nn.Module):
    def __init__(self, m):
        super().__init__()
        self.module = m
        self.__dict__['hidden'] = nn.Linear(2, 2)
        object.__setattr__(self, 'hidden2', nn.Linear(2, 2))
    def __getattr__(self, name):
        try:
            return super().__getattr__(name)
        except AttributeError:
            return getattr(self.module, name)
    def forward(self, x): return self.module(x)
w = Wrap(n)
print(w.k, w(x).tolist(), [k for k, _ in w.named_children()], sorted(w.state_dict()), type(w.hidden).__name__, type(w.hidden2).__name__)
try: w.nothing
except AttributeError as e: print(e)
class Pick(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Identity()
    def __getattr__(self, name):
        if name == 'a': return 'intercepted'
        return super().__getattr__(name)
print(Pick().a)
class Base(nn.Module):
    def __call__(self, *a, **k):
        return super().__call__(*a, **k) * 10
class M(Base):
    def forward(self, x, s=1): return x * s
print(M()(x).tolist(), M()(x, s=2).tolist(), nn.Module.__call__(M(), x).tolist(), M().__call__(x).tolist())
class Set(nn.Module):
    def __setattr__(self, k, v):
        if k.startswith('no_'): raise ValueError(k)
        super().__setattr__(k, v)
s = Set(); s.l = nn.Linear(1, 1); print([k for k, _ in s.named_modules()])
try: s.no_x = 1
except ValueError as e: print(e)
class Prop(nn.Module):
    def __init__(self): super().__init__(); self._d = nn.Linear(2, 3)
    @property
    def width(self): return self._d.out_features
    @property
    def device(self): return next(self.parameters()).device
print(Prop().width, str(Prop().device))
reg = {}
class Auto(nn.Module):
    def __init_subclass__(cls, key=None, **kw):
        super().__init_subclass__(**kw); reg[key or cls.__name__] = cls
class L1(Auto, key='one'):
    def forward(self, x): return x + 1
class L2(Auto):
    def forward(self, x): return x + 2
print(sorted(reg), reg['one']()(x).tolist(), [c.__name__ for c in Auto.__subclasses__()])
class Meta(type):
    def __call__(cls, *a, **k):
        obj = super().__call__(*a, **k); obj.post(); return obj
class P(nn.Module, metaclass=Meta):
    def __init__(self, d): super().__init__(); self.d = d
    def post(self): self.d += 1
    def forward(self, x): return x * self.d
print(P(2)(x).tolist(), type(P).__name__)
from functools import partial
blk = partial(nn.Linear, 2, bias=False)
l = blk(3); print(l.weight.shape, l.bias, blk.func is nn.Linear, blk.keywords)
acts = {'relu': nn.ReLU, 'gelu': partial(nn.GELU, approximate='tanh')}
print(type(acts['gelu']()).__name__, acts['relu']()(-x).tolist(), getattr(nn, 'ReLU') is nn.ReLU)
print(getattr(torch, 'float32'), getattr(nn.functional, 'relu')(-x).tolist())
n2 = Net(); n2.__class__ = type('Net2', (Net,), {'forward': lambda self, x: x * 7}); print(n2(x).tolist(), type(n2).__name__)
class Lazy(nn.Module):
    def __init__(self, f): super().__init__(); self.f = f
    def forward(self, x): return self.f(x)
print(Lazy(torch.neg)(x).tolist())
