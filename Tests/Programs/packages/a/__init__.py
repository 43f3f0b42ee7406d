print('run a')
from .helpers import helper
from .relu import relu
value = 1
