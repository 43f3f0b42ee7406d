"""Each file uses the dialect of the framework that it imports."""
from . import paddle_side
from . import torch_side

torch_side.show()
# expect: [[[0, 1], [3, 4]], [[2], [5]]]
# expect: [2, 5] [2, 2]
# expect: 2 (2, 3)
# expect: (3, 2)
# expect: (2, 6)
# expect: (5, 3)
paddle_side.show()
# expect: [[[0], [3]], [[1], [4]], [[2], [5]]]
# expect: [2, 5]
# expect: 6
# expect: (2, 1, 3)
# expect: (3, 2)
# expect: (2, 6)
# expect: (3, 5)
