# Weight normalisation and spectral normalisation of Paddle's layers.
import math
import paddle
from paddle import nn
from paddle.nn.utils import remove_weight_norm, spectral_norm, weight_norm


def wave(shape, seed=0.3):
    values = [math.sin(1.7 * i + seed) for i in range(math.prod(shape))]
    return paddle.to_tensor(values, dtype="float32").reshape(list(shape))


def fill(layer):
    for number, (name, value) in enumerate(layer.state_dict().items()):
        value.set_value(wave(value.shape, number))
    layer.eval()
    return layer


def show(value):
    print(list(value.shape), [round(v, 4) + 0.0 for v in value.flatten().tolist()])


def shapes(layer):
    return [(name, value.shape) for name, value in layer.state_dict().items()]


for dim in (0, 1, 2, -1, -2, None):
    layer = fill(weight_norm(nn.Conv1D(3, 2, 2), dim=dim))
    print(dim, layer, shapes(layer))
    show(layer(wave([1, 3, 4])))
    show(layer.weight)
remove_weight_norm(layer)
print(shapes(layer))
show(layer(wave([1, 3, 4])))
layer = fill(weight_norm(nn.Linear(3, 2), dim=1))
print(shapes(layer))
show(layer(wave([2, 3])))
try:
    remove_weight_norm(nn.Linear(3, 2))
except ValueError as error:
    print(error)

layer = fill(spectral_norm(nn.Linear(3, 2)))
print(shapes(layer))
show(layer(wave([2, 3])))
layer = fill(spectral_norm(nn.Conv2D(3, 2, 2), dim=1))
print(shapes(layer))
show(layer(wave([1, 3, 3, 3])))
