# Rarely used settings of layers.
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils import spectral_norm, weight_norm
from torch.nn.utils import parametrizations


def show(*values):
    print(*[[round(v, 4) for v in value.flatten().tolist()] if isinstance(value, torch.Tensor) else value
            for value in values])


def attempt(make):
    try:
        show("no error", make())
    except Exception as error:
        print(type(error).__name__, str(error)[:110])


torch.manual_seed(1)
x = torch.randn(2, 3, 5)
# Norms without statistics, and norms whose statistics were changed.
norm = nn.BatchNorm1d(3).eval()
norm.running_mean.copy_(torch.tensor([0.1, 0.2, 0.3]))
show("kept", norm(x))
norm.track_running_stats = False
show("untracked", norm(x))
norm.running_mean = norm.running_var = None
show("none", norm(x))
show(nn.BatchNorm1d(3, track_running_stats=False).eval()(x))
instance = nn.InstanceNorm1d(3, track_running_stats=True).eval()
show("instance", instance(x))
instance.running_mean = None
attempt(lambda: instance(x))
attempt(lambda: F.instance_norm(x, use_input_stats=False))
show(nn.InstanceNorm1d(3)(x))
attempt(lambda: nn.InstanceNorm1d(4, affine=True)(x))

# Embeddings with a given weight.
weight = torch.arange(6.0).view(3, 2)
table = nn.Embedding(3, 2, _weight=weight, _freeze=True)
show(table(torch.tensor([2, 0])), table.weight.requires_grad, nn.Embedding(3, 2).weight.requires_grad)
weight[0, 0] = 9
show(table.weight)
attempt(lambda: nn.Embedding(3, 3, _weight=weight).weight)
show(nn.EmbeddingBag(3, 2, _weight=weight, mode="sum")(torch.tensor([[0, 1], [1, 2]])))
attempt(lambda: nn.EmbeddingBag(4, 2, _weight=weight).weight)
show(nn.Embedding.from_pretrained(weight, padding_idx=1).weight)

# In weight norm, dim=-1 means the same as dim=None.
for dim in (0, 1, -1, -2, None):
    layer = nn.Linear(2, 3)
    weight_norm(layer, dim=dim)
    show(dim, tuple(layer.weight_g.shape), layer.weight_g, layer(torch.ones(1, 2)))
    layer = parametrizations.weight_norm(nn.Linear(2, 3), dim=dim)
    show(dim, layer.parametrizations.weight.original0, layer(torch.ones(1, 2)))

# The initial vectors of spectral norms.
for dim in (None, 1):
    layer = spectral_norm(nn.Linear(4, 3), dim=dim).eval()
    show(layer.weight_u, layer.weight_v, layer(torch.ones(1, 4)))
    layer = parametrizations.spectral_norm(nn.Linear(4, 3), n_power_iterations=2, dim=dim).eval()
    show(layer.parametrizations.weight[0]._u, layer.parametrizations.weight[0]._v, layer(torch.ones(1, 4)))
layer = parametrizations.spectral_norm(nn.Linear(4, 3).eval())
show(layer.parametrizations.weight[0]._u)
show(torch.rand(2))

# Arguments that torch refuses.
attempt(lambda: nn.Hardtanh(1.0, 1.0)(x))
attempt(lambda: nn.Hardtanh(2.0, 1.0)(x))
attempt(lambda: F.hardtanh(x, 2.0, 1.0))
for share in (-0.1, 1.5):
    attempt(lambda: nn.LSTM(2, 2, 2, dropout=share))
    attempt(lambda: nn.Dropout(share))
    attempt(lambda: nn.Dropout2d(share))
    attempt(lambda: nn.AlphaDropout(share))
    attempt(lambda: nn.TransformerEncoderLayer(4, 2, dropout=share))
attempt(lambda: nn.GRU(2, 2, dropout=True))



def size_of(layer, *values):
    try:
        print(tuple(layer(values[0], output_size=values[1]).shape))
    except Exception as error:
        print(type(error).__name__)


# Sizes of transposed convolutions.
for axes, kind in ((1, nn.ConvTranspose1d), (2, nn.ConvTranspose2d), (3, nn.ConvTranspose3d)):
    layer = kind(1, 1, 3, stride=2, padding=1)
    shape = [1, 1] + [3] * axes
    data = torch.arange(3.0 ** axes).view(shape)
    for size in (None, [5] * axes, [6] * axes, [1, 1] + [6] * axes, [7] * axes, [4] * axes, [6] * (axes + 1)):
        size_of(layer, data, size)
        size_of(layer, data[0], size)
    dilated = kind(1, 1, 2, stride=2, dilation=3)
    size_of(dilated, data, [9] * axes)
    size_of(dilated, data, [10] * axes)

# Causal masks.
q = torch.randn(1, 2, 3, 4)
attention = nn.MultiheadAttention(4, 2, batch_first=True).eval()
y = torch.randn(1, 3, 4)
bias = torch.linspace(-1, 1, 9).view(3, 3)
for causal in (False, True):
    for weights in (False, True):
        for hidden in (None, torch.tensor([[False, False, True]])):
            show(causal, weights, attention(y, y, y, hidden, weights, bias, is_causal=causal)[0])
            attempt(lambda: attention(y, y, y, hidden, weights, is_causal=causal)[0])
layer = nn.TransformerEncoderLayer(4, 2, 8, batch_first=True).eval()
for causal in (False, True):
    show(causal, layer(y, bias, is_causal=causal))
    attempt(lambda: layer(y, is_causal=causal))
with torch.no_grad():
    for causal in (False, True):
        show(causal, layer(y, bias, is_causal=causal), layer(y, is_causal=causal))

# LP pooling with an infinite or a fractional order.
for order in (float("inf"), -float("inf"), 1.5):
    show(nn.LPPool1d(order, 2)(x), nn.LPPool2d(order, (2, 2), ceil_mode=True)(x))

# TransformerDecoder copies its layer. If the layer's activation is a module, the copy uses relu.
torch.manual_seed(2)
decoder = nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 8, 0.0, nn.GELU("tanh")), 1)
show(decoder(y, y), nn.TransformerDecoderLayer(4, 2, 8, 0.0, nn.GELU("tanh"))(y, y))
