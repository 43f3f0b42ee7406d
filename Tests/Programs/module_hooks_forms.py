import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 2, bias=False)
        self.b = nn.Identity()

    def forward(self, x, scale=1.0):
        return self.b(self.a(x)) * scale


def main():
    net = Net()
    net.eval()
    with torch.no_grad():
        net.a.weight.copy_(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    x = torch.tensor([[1.0, -1.0]])
    log = []

    def pre(module, args):
        log.append(('pre', type(module).__name__, len(args)))

    def pre_change(module, args):
        return args[0] + 1

    def post(module, args, output):
        log.append(('post', type(module).__name__, tuple(output.shape)))

    def post_change(module, args, output):
        return output * 10

    h1 = net.register_forward_pre_hook(pre)
    h2 = net.a.register_forward_hook(post)
    print(net(x).tolist(), log)
    h3 = net.register_forward_pre_hook(pre_change)
    print(net(x).tolist())
    h4 = net.b.register_forward_hook(post_change)
    print(net(x).tolist())
    h3.remove()
    h3.remove()
    print(net(x, scale=2.0).tolist())
    h4.remove()
    log.clear()

    def pre_kwargs(module, args, kwargs):
        log.append(('kwargs', sorted(kwargs)))
        return args, {**kwargs, 'scale': 3.0}

    def post_kwargs(module, args, kwargs, output):
        log.append(('post kwargs', sorted(kwargs.items())))

    with net.register_forward_pre_hook(pre_kwargs, with_kwargs=True):
        net.register_forward_hook(post_kwargs, with_kwargs=True)
        print(net(x).tolist())
    print(net(x).tolist(), log)
    order = []
    net.b.register_forward_hook(lambda m, i, o: order.append(1))
    net.b.register_forward_hook(lambda m, i, o: order.append(2), prepend=True)
    net.b.register_forward_pre_hook(lambda m, i: order.append(3))
    net.b.register_forward_pre_hook(lambda m, i: order.append(4), prepend=True)
    net(x)
    print(order, len(net.b._forward_hooks), len(net._forward_pre_hooks))
    try:
        net.register_forward_pre_hook(lambda m, a, k: 1, with_kwargs=True)
        net(x)
    except RuntimeError as error:
        print(error)


def errors():
    class Fails(nn.Module):
        def forward(self, x):
            raise ValueError('no')

    net = Fails()
    seen = []
    net.register_forward_hook(lambda m, a, o: seen.append(o), always_call=True)
    net.register_forward_hook(lambda m, a, o: seen.append('never'))
    try:
        net(1)
    except ValueError as error:
        print('caught', error, seen)


def everywhere():
    from torch.nn.modules.module import register_module_forward_hook, register_module_forward_pre_hook
    names = []
    net = Net()
    net.a.weight.data.fill_(1.0)
    h = register_module_forward_hook(lambda m, a, o: names.append(type(m).__name__))
    p = register_module_forward_pre_hook(lambda m, a: names.append('>' + type(m).__name__))
    net(torch.ones(1, 2))
    h.remove()
    net(torch.ones(1, 2))
    p.remove()
    net(torch.ones(1, 2))
    print(names)


def nested():
    seq = nn.Sequential(nn.Identity(), nn.ReLU(), nn.Sequential(nn.Identity()))
    features = {}

    def save(name):
        def hook(module, args, output):
            features[name] = output.clone()
        return hook

    handles = [m.register_forward_hook(save(n)) for n, m in seq.named_modules() if n]
    seq(torch.tensor([-1.0, 1.0]))
    print({k: v.tolist() for k, v in features.items()})
    for h in handles:
        h.remove()
    features.clear()
    seq(torch.tensor([-1.0, 1.0]))
    print(features)


main()
errors()
everywhere()
nested()
