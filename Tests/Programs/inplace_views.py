import torch
from torch import nn


class Holder(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer('table', torch.arange(4.0))

    def forward(self, x):
        mask = x > 1
        mask.unsqueeze_(1)
        self.table.unsqueeze_(0)
        return x.unsqueeze_(0), mask, self.table


def outer(t):
    def inner():
        t.t_()
        return t.shape
    return inner


def main():
    x = torch.arange(3.0)
    kept = x
    pair = (x, [x])
    y, mask, table = Holder()(x)
    print(x.shape, kept.shape, pair[0].shape, pair[1][0].shape, y is x, kept is x, mask.shape, table.shape)
    x[0, 0] = 9
    print(kept.tolist(), x.squeeze_().tolist(), kept.shape)
    t = torch.arange(6).reshape(2, 3)
    print(outer(t)(), t.shape, t.tolist(), t.transpose_(0, 1).shape, t.stride())
    rows = [torch.zeros(2) for _ in range(2)]
    for row in rows:
        row.unsqueeze_(-1)
    print([row.shape for row in rows], torch.cat(rows, 1).shape)
    part = t[0]
    t.unsqueeze_(0)
    print(part.shape, t.shape, t.detach().shape)


main()
