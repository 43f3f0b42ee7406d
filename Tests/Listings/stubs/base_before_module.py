# fwdb only: Python has no such module
import torch.nn as nn
from absent import Base
class Net(Base, nn.Module):
    def __init__(self):
        super().__init__()
print("loaded")  # expect: loaded
Net()
# error: NotImplementedError: absent.Base.__init__ is not part of fwdb; it comes from base_before_module.py:3
