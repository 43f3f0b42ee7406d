from .attention import Attention
from .inner.mask import make_mask
from .inner import mask
from . import attention as att
from .inner import *
print(Attention().size, make_mask(3), mask.make_mask(1), att.Attention is Attention, PACKAGE)
# expect: 7 [7, 7, 7] [7] True inner
