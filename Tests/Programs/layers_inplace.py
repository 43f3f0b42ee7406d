import torch
import torch.nn as nn
import torch.nn.functional as F
from helpers.layers import show, t

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
