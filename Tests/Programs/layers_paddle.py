# Rarely used settings of Paddle's layers.
import paddle
import paddle.nn.functional as F
from paddle import nn


def show(name, value):
    print(name, [round(v, 4) + 0.0 for v in value.flatten().tolist()])


def fill(layer):
    for number, parameter in enumerate(layer.parameters()):
        count = 1
        for size in parameter.shape:
            count *= size
        if parameter.stop_gradient:
            continue
        values = (paddle.arange(count, dtype="float32") * 0.37 + number).sin() * 0.5
        parameter.set_value(values.reshape(parameter.shape))
    layer.eval()
    return layer


x = (paddle.arange(24, dtype="float32") * 0.5 - 6).reshape([1, 2, 3, 4])
weight = paddle.to_tensor([0.1, 0.2, 0.3, 0.4])
show("prelu", F.prelu(x, weight, data_format="NHWC"))
show("prelu", F.prelu(x, weight[:2]))
show("PReLU", fill(nn.PReLU(4, data_format="NHWC"))(x))
show("PReLU", fill(nn.PReLU(2))(x))
show("PReLU", fill(nn.PReLU(1, data_format="NHWC"))(x))
print(nn.PReLU(4, data_format="NHWC"))
q = (paddle.arange(24, dtype="float32") * 0.7).sin().reshape([2, 3, 4])
for weights, biases in ((None, None), (None, False), (None, [False, None]), ([None, None], [None, False])):
    layer = fill(nn.TransformerEncoderLayer(4, 2, 8, weight_attr=weights, bias_attr=biases))
    print([name for name, parameter in layer.named_parameters() if "bias" in name])
    show("layer", layer(q))
    show("encoder", fill(nn.TransformerEncoder(layer, 2, nn.LayerNorm(4)))(q))
for kind in (nn.LayerNorm, nn.GroupNorm):
    for options in ({"weight_attr": False}, {"bias_attr": False}, {"weight_attr": False, "bias_attr": False}):
        made = fill(kind(4, **options) if kind is nn.LayerNorm else kind(2, 2, **options))
        show("norm", made(x))
        print(sorted(made.state_dict()))
show("norm", fill(nn.BatchNorm2D(2, weight_attr=False))(x))
show("norm", fill(nn.BatchNorm2D(2, bias_attr=False, use_global_stats=True))(x))
show("norm", fill(nn.InstanceNorm2D(2, weight_attr=False, bias_attr=False))(x))
try:
    nn.Conv2D(2, 2, 3, weight_attr=False)
except AssertionError as error:
    print(error)
