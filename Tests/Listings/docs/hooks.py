"""fwdb calls these special methods."""
from torch import nn


class Doubling(nn.Module):
    def __init__(self, times):
        super().__init__()
        self.times = times

    def forward(self, x):
        return [item * self.times for item in x]

    def __getitem__(self, index):
        return (self.times, index)


class Quiet:
    def __enter__(self):
        return 'inside'

    def __exit__(self, kind, value, trace):
        print('left', kind)

    def __call__(self, x):
        return x + 1


double = Doubling(2)
print(double([1, 2]), double[3])  # expect: [2, 4] (2, 3)
with Quiet() as name:
    print(name, Quiet()(1))
# expect: inside 2
# expect: left None
