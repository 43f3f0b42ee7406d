# fwdb only: a new layer has no random weights, because the values come from a checkpoint
import torch
import torch.nn as nn
print(tuple(nn.Linear(2, 3).weight.shape))  # expect: (3, 2)
nn.Linear(2, 3)(torch.ones(1, 2))
# error: RuntimeError: the parameter weight has no value
