from . import c
from .. import value as outer
value = c.value + outer
