# fwdb only: names that the PaddleSpeech package adds to Paddle
import paddle
from paddle import nn
x = paddle.arange(6).astype(paddle.float)
y = x.view(2, -1)
print(y.shape, y.view([3, 2]).shape, paddle.cat([y, y], axis=1).shape, paddle.long, x.long().dtype, y.repeat(1, 2).shape)
# expect: [2, 3] [3, 2] [2, 6] paddle.int64 paddle.int64 [2, 6]
print(round(float(paddle.softmax(y, axis=-1).sum()), 4), paddle.relu(x - 3).tolist(), x.astype('int64').type_as(x).dtype)
# expect: 2.0 [0.0, 0.0, 0.0, 0.0, 1.0, 2.0] paddle.float32
print((y > 2).eq(0).tolist(), y.relu().shape)
# expect: [[True, True, True], [False, False, False]] [2, 3]
print(hasattr(paddle, "softmax"), hasattr(paddle, "no_such"), getattr(paddle, "no_such", "default"), hasattr(nn, "Linear"))
# expect: True False default True
class Transitions(nn.Layer):
    def __init__(self):
        super().__init__()
        self.t = self.create_parameter([2, 2])
        self.t[:, 0] = 2.0  # the other elements have no value yet
        self.t[:] = 0.0
        self.t[:, 1] = -1.0
t = Transitions()
print(t.t.tolist())  # expect: [[0.0, -1.0], [0.0, -1.0]]
