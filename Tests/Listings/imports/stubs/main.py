# fwdb only: a missing name can be imported; using the name raises an error
import sound.tools
from somewhere.utils import Log, Mixin, is_sound_available, is_math_available, register
from typing import Generic, TypeVar
import torch
import numpy as np
T = TypeVar("T")
load = sound.tools.load
# At the top level of a file, calling a stub returns a stub. Every other operation on a stub does too.
logger = Log(__name__).getlog()
table = register("model", np.zeros(3))
names = tuple(load.NAMES.keys())
mask = load.SIZE * 2 > load.OTHER
first = load.ALL[0]
label = f"sound {load.VERSION}"
# The guard `is_X_available()` is false for a package that fwdb does not have, and true for a package that it has.
if is_sound_available():
    import sound
    print("sound")
if is_math_available() and not is_sound_available():
    print("math")  # expect: math
def train():
    logger.info("what only tells something does nothing")
    return table.size()
class Plain:
    def forward(self, x):
        return x
# fwdb finds members of the bases that stand before the stub in the list of bases.
class Model(torch.nn.Module, Mixin, Generic[T]):
    shared = np.ones(3)
    def __init__(self):
        super().__init__()
        self.kept = load
    def forward(self, x):
        return x
class Absent(Mixin):
    pass
@register("model")
class Registered(Plain):
    pass
print(Model().forward(1), Registered().forward(2), isinstance(Model(), torch.nn.Module))
# expect: 1 2 True
train()
# error: NotImplementedError: somewhere.utils.register(…).size is not part of fwdb; it comes from main.py:3
