"""Writes into tensors whose elements share memory."""
import torch


def attempt(name, write, make):
    x = make()
    try:
        write(x)
        print(name, x.tolist())
    except (RuntimeError, IndexError) as error:
        print(name, type(error).__name__, error)


def assign(index, value):
    def write(x):
        x.expand(3, 2)[index] = value
    return write


mask = torch.tensor([[True, False], [False, False], [False, False]])
for name, write in {
    'fill_': lambda x: x.expand(3, 2).fill_(5),
    'zero_': lambda x: x.expand(3, 2).zero_(),
    'masked_fill_': lambda x: x.expand(3, 2).masked_fill_(mask, 5),
    'masked_fill_ nan': lambda x: x.expand(3, 2).masked_fill_(mask, float('nan')),
    'index_fill_': lambda x: x.expand(3, 2).index_fill_(1, torch.tensor([1]), 5),
    'index_put_': lambda x: x.expand(3, 2).index_put_((torch.tensor([0]), torch.tensor([1])), torch.tensor([5.])),
    'index_put_ rows': lambda x: x.expand(3, 2).index_put_((torch.tensor([0, 1]),), torch.arange(4.).view(2, 2)),
    'tril_': lambda x: x.expand(3, 2).tril_(),
    'triu_': lambda x: x.expand(3, 2).triu_(),
    'zeros_': lambda x: torch.nn.init.zeros_(x.expand(3, 2)),
    'constant_': lambda x: torch.nn.init.constant_(x.expand(3, 2), 3.),
    'x[mask] = 5': assign(mask, 5),
    'x[mask] = tensor': assign(torch.ones(3, 2, dtype=torch.bool), torch.arange(6.)),
    'x[:] = 5': assign(slice(None), 5),
    'x[..., 0] = 5': assign((..., 0), 5),
    'x[0] = tensor': assign(0, torch.ones(2)),
    'x[:] = tensor': assign(slice(None), torch.tensor(5.)),
    'x[:2] = tensor': assign(slice(0, 2), torch.ones(2)),
    'copy_': lambda x: x.expand(3, 2).copy_(torch.ones(3, 2)),
    'mul_': lambda x: x.expand(3, 2).mul_(2),
    'add_': lambda x: x.expand(3, 2).add_(1),
    'uniform_': lambda x: x.expand(3, 2).uniform_(),
    'relu': lambda x: torch.nn.functional.relu(x.expand(3, 2), inplace=True),
    'scatter_': lambda x: x.expand(3, 2).scatter_(0, torch.tensor([[0]]), 5),
}.items():
    attempt(name, write, lambda: torch.tensor([1., 2.]))

for name, write in {
    'unfold fill_': lambda x: x.unfold(0, 2, 1).fill_(5),
    'unfold index_fill_': lambda x: x.unfold(0, 2, 1).index_fill_(0, torch.tensor([0]), 7),
    'unfold tril_': lambda x: x.unfold(0, 2, 1).tril_(),
    'unfold without overlap': lambda x: x.unfold(0, 2, 2).add_(1),
}.items():
    attempt(name, write, lambda: torch.ones(4))

# A zero with another sign is a change too.
x = torch.zeros(4)
x.unfold(0, 2, 1).masked_fill_(torch.ones(3, 2, dtype=torch.bool), -0.0)
print(1 / x)
