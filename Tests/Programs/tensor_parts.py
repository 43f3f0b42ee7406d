# The parts of an empty axis, and functions that copy where others return views.
import torch

print([tuple(part.shape) for part in torch.empty(0, 4).chunk(3)], [tuple(p.shape) for p in torch.ones(5, 1).chunk(4)])
print([tuple(part.shape) for part in torch.empty(2, 0).chunk(2, 1)])
x = torch.zeros(2, 2)
x.diag().fill_(5)
torch.diag(x, 1)[0] = 7
print(x)
x.diagonal().fill_(5)
print(x, torch.diag(torch.tensor([1.0, 2.0])), torch.ones(1, 1).diag().add_(1))
