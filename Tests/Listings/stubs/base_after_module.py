# fwdb only: Python has no such module
import torch.nn as nn
from absent import Base
class Net(nn.Module, Base):
    def __init__(self):
        super().__init__()
        self.size = 3
    def forward(self, x):
        return x + self.size
net = Net()
print(net(1), isinstance(net, nn.Linear), isinstance(net, nn.Module), getattr(net, "size", None))  # expect: 4 False True 3
def main():
    return getattr(net, "missing", 5)
main()
# error: NotImplementedError: absent.Base.missing is not part of fwdb; it comes from base_after_module.py:3
