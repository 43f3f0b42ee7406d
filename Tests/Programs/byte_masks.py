"""A tensor of uint8 as an index is a mask."""
import warnings
import torch

warnings.simplefilter('ignore')
x = torch.tensor([10., 20., 30.])
mask = torch.tensor([1, 0, 1], dtype=torch.uint8)
print(x[mask], x[mask.bool()], x[mask.byte()].shape, x[(x > 15).byte()], x[torch.tensor([2, 0, 0], dtype=torch.uint8)])
rows = torch.arange(6.).view(3, 2)
print(rows[mask], rows[mask, 1], rows[:, torch.tensor([0, 1], dtype=torch.uint8)], rows[mask, None].shape)
print(rows[torch.tensor(1, dtype=torch.uint8)].shape, rows[torch.tensor(0, dtype=torch.uint8)].shape)
print(rows[mask, torch.tensor([0, 1])], rows[(rows > 2).byte()])
try:
    x[mask] = 0
except RuntimeError as error:
    print('RuntimeError', error)
try:
    x[torch.tensor([1, 0], dtype=torch.uint8)]
except IndexError:
    print('IndexError')
x[mask] = torch.tensor([1., 3.])
print(x, x[mask.long()])
