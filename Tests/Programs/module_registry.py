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
        self.w = nn.Parameter(torch.ones(2))
        self.register_parameter('none', None)
        self.register_buffer('b', torch.zeros(2))
        self.register_buffer('later', None)
        self.lin = nn.Linear(2, 2, bias=False)
        self.down = None
        self.plain = torch.ones(3)
        self.listed = [nn.Parameter(torch.ones(1))]


net = Net()
print(list(net._parameters), list(net._buffers), list(net._modules))
print([n for n, _ in net.named_parameters()], [n for n, _ in net.named_buffers()])
print('none' in net._parameters, net._parameters['none'], net.none, net.lin.bias, 'bias' in net.lin._parameters)
print(len(net._modules), net._modules['lin'] is net.lin, net._modules.get('x'))
for name, module in net._modules.items():
    print(name, type(module).__name__)
net.later = torch.ones(1)
print([n for n, _ in net.named_buffers()], list(net.state_dict()))
net.none = nn.Parameter(torch.zeros(1))
print([n for n, _ in net.named_parameters()])


def set_(name, value):
    setattr(net, name, value)


attempt(lambda: set_('w', torch.ones(2)))
attempt(lambda: set_('w', 3))
attempt(lambda: set_('lin', 3))
attempt(lambda: set_('b', 3))
attempt(lambda: set_('b', [1]))
attempt(lambda: net.register_parameter('lin', nn.Parameter(torch.ones(1))))
attempt(lambda: net.register_parameter('q', torch.ones(1)))
attempt(lambda: net.register_parameter('a.b', None))
attempt(lambda: net.register_parameter('', None))
attempt(lambda: net.register_parameter(3, None))
attempt(lambda: net.register_buffer('w', torch.ones(1)))
attempt(lambda: net.register_buffer('q', 3))
attempt(lambda: net.register_buffer('a.b', None))
attempt(lambda: net.add_module('w', nn.ReLU()))
attempt(lambda: net.add_module('a.b', nn.ReLU()))
attempt(lambda: net.add_module('', nn.ReLU()))
attempt(lambda: net.add_module('x', 3))
attempt(lambda: net.nothing)
attempt(lambda: net(1))
net.w = None
print(list(net._parameters), net.w, [n for n, _ in net.named_parameters()])
net.b = None
print(net.b, [n for n, _ in net.named_buffers()])
net.lin = None
print(net.lin, list(net.named_children()), list(net._modules))
net.lin = nn.ReLU()
del net.lin
print(hasattr(net, 'lin'), list(net._modules))
del net.b
net.b = 3
print(net.b, list(net._buffers))
net.plain = nn.Parameter(net.plain)
print([n for n, _ in net.named_parameters()])
net._modules['act'] = nn.ReLU()
print(net.act, net)
net._modules.pop('act')
net._parameters['p2'] = nn.Parameter(torch.ones(4))
print(net.p2.tolist())
del net._parameters['p2']
print(hasattr(net, 'p2'))
net._buffers['bb'] = torch.ones(1)
print(net.bb.tolist(), list(net.state_dict()))

deep = nn.Sequential(nn.Linear(2, 3), nn.Sequential(nn.BatchNorm1d(3), nn.Linear(3, 1)))
print([n for n, _ in deep.named_parameters()])
print([n for n, _ in deep.named_parameters(prefix='p')], [n for n, _ in deep.named_parameters(recurse=False)])
print([n for n, _ in deep.named_buffers()], len(list(deep.buffers())))
print([n for n, _ in deep.named_modules()], [n for n, _ in deep.named_modules(prefix='m')])
print([type(m).__name__ for m in deep.modules()], [n for n, _ in deep.named_children()])
print(deep.get_submodule('1.0'), deep.get_parameter('1.1.bias').shape, deep.get_buffer('1.0.running_mean').tolist())
attempt(lambda: deep.get_submodule('1.7'))
attempt(lambda: deep.get_parameter('1.0.running_mean'))
attempt(lambda: deep.get_parameter('1.0.nothing'))
attempt(lambda: deep.get_buffer('0.weight'))
deep.set_submodule('1.1', nn.Identity())
print(deep)
attempt(lambda: deep.set_submodule('', nn.Identity()))
attempt(lambda: deep.set_submodule('1.9', nn.Identity(), strict=True))
shared = nn.Linear(2, 2)
tied = nn.ModuleList([shared, shared, nn.Linear(2, 2)])
tied[2].weight = shared.weight
print([n for n, _ in tied.named_parameters()])
print([n for n, _ in tied.named_parameters(remove_duplicate=False)])
print([n for n, _ in tied.named_modules()], [n for n, _ in tied.named_modules(remove_duplicate=False)])
print(len(list(tied.children())), len(list(tied.modules())), list(tied.state_dict()))
print(net.training, net.eval().training, deep._get_name(), deep._version)
seen = []
deep.apply(lambda m: seen.append(type(m).__name__))
print(seen)
