# fwdb only: a file brought without those beside it can still be run as far as it does not need them
from . import neighbour
from .activations import ACT2FN
from ..utils.logging import get_logger
from .everything import *


class Block:
    def __init__(self, size):
        self.size = size

    def fancy(self):
        return ACT2FN["gelu"](self.size)


print(Block(3).size)  # expect: 3
Block(3).fancy()
# error: NotImplementedError: .activations.ACT2FN is not part of fwdb
