# fwdb only: refused, because the numbers would differ
from paddle import nn
nn.BatchNorm1D(2, use_global_stats=False)
# error: NotImplementedError
