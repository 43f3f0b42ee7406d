# fwdb only: a missing name can be imported and raises an error where it is used
import sound.tools
from somewhere.utils import Log, Logger, Mixin, register
from typing import Generic, TypeVar
import numpy as np
T = TypeVar("T")
load = sound.tools.load
# At the top of a file a call of a stub returns a stub.
logger = Log(__name__).getlog()
table = register("model", np.zeros(3))
names = tuple(load.NAMES.keys())
def train():
    logger.info("what only tells something does nothing")
    return table.size()
class Plain:
    pass
class Model(Mixin, Plain, Generic[T]):
    shared = np.ones(3)
    def forward(self, x):
        return x
class Absent(Mixin):
    pass
print(Model().forward(1))  # expect: 1
print(isinstance(1, Logger))  # expect: False
train()
# error: NotImplementedError: somewhere.utils.register(…).size is not part of fwdb
