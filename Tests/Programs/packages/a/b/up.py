from ..helpers import helper as from_helper
from .. import b as package
from_top = from_helper()
from_parent = package.__name__
