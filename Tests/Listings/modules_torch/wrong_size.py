import torch
import torch.nn as nn
m = nn.Linear(2, 3)
m.weight.data.copy_(torch.zeros(3, 2))
m.bias.data.copy_(torch.zeros(3))
m(torch.ones(1, 5))
# error: RuntimeError: (1, 5)
