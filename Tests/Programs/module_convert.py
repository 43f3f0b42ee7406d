import copy
import torch
import torch.nn as nn


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 2)
        self.b = nn.Linear(2, 2)
        self.b.weight = self.a.weight
        self.register_buffer('index', torch.arange(3))
        self.register_buffer('scale', torch.ones(1))
        self.hidden = [nn.Parameter(torch.ones(1))]

    def forward(self, x):
        return self.b(self.a(x)) * self.scale


net = Net().eval()
with torch.no_grad():
    net.a.weight.copy_(torch.tensor([[0.1, 0.2], [0.3, 1 / 3]]))
    net.a.bias.fill_(0.1)
    net.b.bias.fill_(0.2)
x = torch.tensor([[1.0, 2.0]])
print(net(x).tolist(), net.b.weight is net.a.weight)
net.double()
print(net.a.weight.dtype, net.b.weight.dtype, net.index.dtype, net.scale.dtype, net.hidden[0].dtype)
print(net(x.double()).tolist())
net.half()
print(net.a.weight.dtype, net.a.weight.tolist())
net.float()
print(net.a.weight.tolist(), len(list(net.parameters())))
net.to(torch.bfloat16)
print(net.scale.dtype, net.a.weight.tolist())
net.to('cpu').to(torch.device('cpu'), torch.float32)
print(net.scale.dtype)
net.type(torch.float64)
print(net.scale.dtype, net.to(torch.ones(1)).scale.dtype, net.to(dtype=torch.float64).scale.dtype)
attempt(lambda: net.to(torch.int64))
net.float()
other = copy.deepcopy(net)
print(other.b.weight is other.a.weight, other.a.weight is net.a.weight, len(list(other.parameters())))
with torch.no_grad():
    other.a.weight.zero_()
print(other.b.weight.tolist(), net.a.weight.sum().item() > 0)
print(list(other.state_dict()), list(other._buffers))
print(net._apply(lambda t: t.double()).scale.dtype)


class Own(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(1))
        self.table = torch.ones(1)

    def _apply(self, fn, recurse=True):
        super()._apply(fn)
        self.table = fn(self.table)
        return self


own = nn.Sequential(Own())
own.double()
print(own[0].w.dtype, own[0].table.dtype)


class Frozen(nn.Module):
    def __init__(self):
        super().__init__()
        self.bn = nn.BatchNorm1d(2)

    def train(self, mode=True):
        super().train(mode)
        self.bn.eval()
        return self


frozen = nn.Sequential(Frozen(), nn.ReLU())
print(frozen.training, frozen[0].bn.training)
frozen.train()
print(frozen.training, frozen[0].training, frozen[0].bn.training, frozen[1].training)
frozen.eval()
print(frozen.training, frozen[0].training, frozen[1].training)
attempt(lambda: frozen.train(3))


class Called(nn.Module):
    def __call__(self, *args, **kwargs):
        return super().__call__(*args, **kwargs) + 1

    def forward(self, x):
        return x * 2


called = Called()
print(called(3), called.forward(3))
called.register_forward_hook(lambda m, a, o: o * 100)
print(called(3))
plain = nn.Identity()
plain.forward = lambda x: x + 5
print(plain(1))
old = called.forward
called.forward = lambda x: old(x) - 1
print(called(3))


class Wrapper(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module

    def __getattr__(self, name):
        try:
            return super().__getattr__(name)
        except AttributeError:
            return getattr(self.module, name)

    def forward(self, *args):
        return self.module(*args)

    def __repr__(self):
        return '<' + super().__repr__() + '>'

    def extra_repr(self):
        return 'wraps=1'


wrapped = Wrapper(nn.Linear(2, 3))
print(wrapped.in_features, wrapped.weight.shape, wrapped)
attempt(lambda: wrapped.nothing)
