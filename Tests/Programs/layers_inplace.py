import torch
import torch.nn as nn
import torch.nn.functional as F


def t(*shape, k=0.37, dtype=torch.float32):
    n = 1
    for size in shape:
        n *= size
    return torch.sin(torch.arange(n, dtype=torch.float64) * k + 0.1).reshape(shape).to(dtype)


def text(value):
    # A tensor's shape, dtype, number of NaN, and a sum in which each element has its own weight.
    if isinstance(value, torch.Tensor):
        flat = value.double().reshape(-1)
        lost = flat.isnan().sum().item()
        weights = torch.cos(torch.arange(flat.numel(), dtype=torch.float64) * 0.3)
        total = (torch.nan_to_num(flat, 0.0, 1e3, -1e3) * weights).sum().item()
        return f'{tuple(value.shape)} {value.dtype} {lost} {round(1000 + total, 3)}'
    if isinstance(value, (tuple, list)):
        return '(' + ', '.join([text(item) for item in value]) + ')'
    return repr(value)


def show(label, compute):
    try:
        value = compute()
    except Exception as error:
        print(label, 'raises', type(error).__name__)
        return
    print(label, text(value))


def filled(module):
    with torch.no_grad():
        for i, p in enumerate(module.parameters()):
            p.copy_(t(*p.shape, k=0.37 + i * 0.1) * 0.5)
    return module.eval()


for function, more in [
        (F.relu, ()), (F.elu, ()), (F.celu, ()), (F.selu, ()), (F.leaky_relu, (0.2,)), (F.hardtanh, ()), (F.relu6, ()),
        (F.silu, ()), (F.mish, ()), (F.hardswish, ()), (F.hardsigmoid, ()), (F.threshold, (0.1, 5.)), (F.rrelu, ())]:
    x = t(5) * 2
    view = x.view(5, 1)
    result = function(x, *more, inplace=True)
    print(result is x)
    show('function', lambda: [x, view])
for module in [
        nn.ReLU(True), nn.LeakyReLU(0.3, True), nn.ELU(2.0, True), nn.Hardtanh(inplace=True), nn.SiLU(True), nn.SELU(True),
        nn.CELU(inplace=True), nn.Threshold(0., 1., True), nn.RReLU(inplace=True), nn.ReLU6(True), nn.Hardswish(True),
        nn.Hardsigmoid(True), nn.Mish(True), nn.Dropout(0.5, True)]:
    x = t(5) * 2
    module.eval()(x)
    show(str(module), lambda: x)
x = t(4)
F.relu_(x)
torch.relu_(x)
F.elu_(x)
F.hardtanh_(x)
F.leaky_relu_(x)
F.threshold_(x, 0.2, 1.)
torch.selu_(x)
torch.celu_(x)
show('in place', lambda: x)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.act = nn.ReLU(inplace=True)

    def forward(self, x):
        # The rectified x is added, because the activation writes into it.
        return self.act(x) * 2 + x


print(Block())
show('block', lambda: Block()(t(6) * 3))
