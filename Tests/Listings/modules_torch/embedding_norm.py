# fwdb only: max_norm is refused, because fwdb would compute other numbers
from torch import nn
nn.Embedding(4, 2, max_norm=1.0)
# error: NotImplementedError
