# fwdb only: refused, because the numbers would differ
from torch import nn
nn.Embedding(4, 2, max_norm=1.0)
# error: NotImplementedError
