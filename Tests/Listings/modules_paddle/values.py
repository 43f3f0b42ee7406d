import paddle
from paddle import nn
import paddle.nn.functional as F
def fill(layer, *values):
    for p, v in zip(layer.parameters(), values):
        p.set_value(paddle.to_tensor(v))
    return layer
def show(t):
    print(list(t.shape), [round(v, 4) for v in t.reshape([-1]).tolist()])
x = paddle.to_tensor([[1.0, 2.0], [3.0, -4.0]])
show(fill(nn.Linear(2, 3), [[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]], [10.0, 20.0, 30.0])(x))
# expect: [2, 3] [11.0, 22.0, 33.0, 13.0, 16.0, 29.0]
show(fill(nn.Linear(2, 1, bias_attr=False), [[2.0], [0.5]])(x))  # expect: [2, 1] [3.0, 4.0]
show(fill(nn.LayerNorm(2, epsilon=1e-12), [1.0, 2.0], [0.0, 5.0])(x))  # expect: [2, 2] [-1.0, 7.0, 1.0, 3.0]
show(fill(nn.Embedding(3, 2), [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]])(paddle.to_tensor([[2, 0]])))
# expect: [1, 2, 2] [4.0, 5.0, 0.0, 1.0]
show(fill(nn.Conv1D(1, 2, 2), [[[1.0, 1.0]], [[1.0, -1.0]]], [0.0, 100.0])(paddle.to_tensor([[[1.0, 2.0, 4.0]]])))
# expect: [1, 2, 2] [3.0, 6.0, 99.0, 98.0]
show(fill(nn.Conv2D(1, 1, 2, stride=2), [[[[1.0, 2.0], [3.0, 4.0]]]], [0.5])(paddle.arange(16.0).reshape([1, 1, 4, 4])))
# expect: [1, 1, 2, 2] [34.5, 54.5, 114.5, 134.5]
bn = nn.BatchNorm1D(2, epsilon=1e-12)
bn.eval()
fill(bn, [2.0, 1.0], [0.0, 1.0])
bn._mean.set_value(paddle.to_tensor([1.0, 0.0]))
bn._variance.set_value(paddle.to_tensor([4.0, 0.25]))
show(bn(paddle.to_tensor([[[3.0, 1.0], [1.0, 2.0]]])))  # expect: [1, 2, 2] [2.0, 0.0, 3.0, 5.0]
drop = nn.Dropout(0.5)
drop.eval()
infer = nn.Dropout(0.5, mode="downscale_in_infer")
infer.eval()
for act in [nn.ReLU(), nn.Silu(), nn.Swish(), nn.GELU(), nn.GELU(approximate=True), nn.Sigmoid(), nn.Tanh(), nn.Softmax(), nn.GLU(), nn.Hardtanh(), nn.Identity(), drop, infer]:
    show(act(x))
# expect: [2, 2] [1.0, 2.0, 3.0, 0.0]
# expect: [2, 2] [0.7311, 1.7616, 2.8577, -0.0719]
# expect: [2, 2] [0.7311, 1.7616, 2.8577, -0.0719]
# expect: [2, 2] [0.8413, 1.9545, 2.996, -0.0001]
# expect: [2, 2] [0.8412, 1.9546, 2.9964, -0.0001]
# expect: [2, 2] [0.7311, 0.8808, 0.9526, 0.018]
# expect: [2, 2] [0.7616, 0.964, 0.9951, -0.9993]
# expect: [2, 2] [0.2689, 0.7311, 0.9991, 0.0009]
# expect: [2, 1] [0.8808, 0.054]
# expect: [2, 2] [1.0, 1.0, 1.0, -1.0]
# expect: [2, 2] [1.0, 2.0, 3.0, -4.0]
# expect: [2, 2] [1.0, 2.0, 3.0, -4.0]
# expect: [2, 2] [0.5, 1.0, 1.5, -2.0]
show(nn.Softmax(axis=0)(x))  # expect: [2, 2] [0.1192, 0.9975, 0.8808, 0.0025]
show(F.linear(x, paddle.to_tensor([[1.0], [1.0]]), paddle.to_tensor([0.5])))  # expect: [2, 1] [3.5, -0.5]
show(F.layer_norm(x, [2]))  # expect: [2, 2] [-1.0, 1.0, 1.0, -1.0]
