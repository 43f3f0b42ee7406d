import torch.nn as nn
class Dropped(nn.ModuleList):
    def __iter__(self):
        for i, module in enumerate(super().__iter__()):
            if i != 1:
                yield module
d = Dropped([nn.ReLU(), nn.Tanh(), nn.Sigmoid()])
print([type(m).__name__ for m in d], len(d))  # expect: ['ReLU', 'Sigmoid'] 3
