import torch
import torch.nn.functional as F
from torch import nn


def show():
    x = torch.arange(6).reshape(2, 3)
    print([part.tolist() for part in x.split(2, 1)])  # parts of size 2
    values, indices = x.max(1)
    print(values.tolist(), indices.tolist())
    print(x.size(0), tuple(x.size()))
    print(tuple(x.transpose(0, 1).shape))  # two axes change places
    print(tuple(F.pad(x, (1, 2)).shape))  # from the last axis backward
    print(tuple(nn.Linear(3, 5).weight.shape))  # (out, in)
