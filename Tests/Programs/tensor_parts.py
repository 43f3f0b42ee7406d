# The parts of an empty axis, and functions that return copies although similar functions return views.
import torch

print([tuple(part.shape) for part in torch.empty(0, 4).chunk(3)], [tuple(p.shape) for p in torch.ones(5, 1).chunk(4)])
print([tuple(part.shape) for part in torch.empty(2, 0).chunk(2, 1)])
x = torch.zeros(2, 2)
x.diag().fill_(5)
torch.diag(x, 1)[0] = 7
print(x)
x.diagonal().fill_(5)
print(x, torch.diag(torch.tensor([1.0, 2.0])), torch.ones(1, 1).diag().add_(1))

# The error names the axis of the tensor that is indexed.
y = torch.zeros(3, 4, 5)
for index in ((0, 9), (slice(None), 9), (0, 0, -6), (..., 7), (5,), (None, 3)):
    try:
        print(y[index])
    except IndexError as error:
        print(error)
try:
    y[0, 9] = 1
except IndexError as error:
    print(error)
