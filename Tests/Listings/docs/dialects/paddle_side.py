import paddle
import paddle.nn.functional as F
from paddle import nn


def show():
    x = paddle.arange(6).reshape([2, 3])
    print([part.tolist() for part in x.split(3, 1)])  # 3 parts
    print(x.max(1).tolist())
    print(x.size)  # the number of elements
    print(tuple(x.reshape([0, 1, -1]).shape))  # 0 keeps an axis
    print(tuple(x.transpose([1, 0]).shape))  # all axes, in a new order
    print(tuple(F.pad(x, [0, 0, 1, 2]).shape))  # from the first axis on
    print(tuple(nn.Linear(3, 5).weight.shape))  # (in, out)
