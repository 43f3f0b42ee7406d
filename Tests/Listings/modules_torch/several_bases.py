import torch
from torch import nn
from torch.nn.modules.linear import Linear


class Named:
    """This class has no state. It uses a weight of the module that is the other base class."""

    def shape_text(self):
        return "x".join([str(n) for n in self.weight.shape])


class Scaled(Named, Linear):
    def __init__(self, size):
        super().__init__(size, 2 * size, bias=False)
        self.loss = nn.CTCLoss(blank=0)

    def forward(self, x):
        return 2.0 * super().forward(x)


class Doubled(Linear, Named):
    pass


layer = Scaled(3)
with torch.no_grad():
    layer.weight.copy_(torch.ones(6, 3))
print(layer.shape_text(), [name for name, _ in layer.named_parameters()])  # expect: 6x3 ['weight']
print(layer(torch.ones(1, 3)).tolist())  # expect: [[6.0, 6.0, 6.0, 6.0, 6.0, 6.0]]
print(Doubled(2, 5).shape_text(), isinstance(layer, nn.Module))  # expect: 5x2 True


@torch.jit.script
def plus_one(x):
    return x + 1


print(plus_one(torch.zeros(2)).tolist())  # expect: [1.0, 1.0]
print("gpu" if torch.cuda.is_available() and False else "cpu")  # expect: cpu
