# A layer's parameters and buffers have the dtype of the argument `dtype`.
import torch
from torch import nn

torch.manual_seed(3)


def show(name, layer, *inputs):
    layer.eval()
    kinds = sorted({str(value.dtype) for value in layer.state_dict().values()})
    with torch.no_grad():
        result = layer(*inputs)
    while isinstance(result, tuple):
        result = result[0]
    print(name, kinds, result.dtype, tuple(result.shape))
    # Print only float64 elements, because sums of shorter floats may differ in the last digits.
    if result.dtype == torch.float64:
        print([round(v, 4) for v in result.flatten()[:4].tolist()])


for dtype in (torch.float64, torch.float16, torch.bfloat16):
    options = {"dtype": dtype}
    x = (torch.arange(24) / 16 - 0.5).to(dtype)
    show("Linear", nn.Linear(4, 3, **options), x.view(6, 4))
    show("Conv1d", nn.Conv1d(2, 3, 3, **options), x.view(1, 2, 12))
    show("Conv2d", nn.Conv2d(1, 2, 3, padding=1, **options), x.view(1, 1, 4, 6))
    show("Conv3d", nn.Conv3d(1, 2, 2, **options), x.view(1, 1, 2, 3, 4))
    show("ConvTranspose1d", nn.ConvTranspose1d(2, 3, 3, **options), x.view(1, 2, 12))
    show("ConvTranspose2d", nn.ConvTranspose2d(1, 2, 2, **options), x.view(1, 1, 4, 6))
    show("LayerNorm", nn.LayerNorm(4, **options), x.view(6, 4))
    show("RMSNorm", nn.RMSNorm(4, **options), x.view(6, 4))
    show("GroupNorm", nn.GroupNorm(2, 4, **options), x.view(1, 4, 6))
    show("BatchNorm1d", nn.BatchNorm1d(4, **options), x.view(6, 4))
    show("BatchNorm2d", nn.BatchNorm2d(2, **options), x.view(1, 2, 3, 4))
    show("InstanceNorm1d", nn.InstanceNorm1d(2, affine=True, **options), x.view(1, 2, 12))
    show("InstanceNorm2d", nn.InstanceNorm2d(2, track_running_stats=True, **options), x.view(1, 2, 3, 4))
    show("Embedding", nn.Embedding(5, 3, padding_idx=1, **options), torch.tensor([0, 1, 4]))
    show("EmbeddingBag", nn.EmbeddingBag(5, 3, **options), torch.tensor([[0, 1], [4, 2]]))
    show("Bilinear", nn.Bilinear(2, 2, 3, **options), x.view(12, 2), x.view(12, 2))
    show("PReLU", nn.PReLU(2, **options), x.view(1, 2, 12))
    show("LSTM", nn.LSTM(4, 3, 2, bidirectional=True, proj_size=2, **options), x.view(3, 2, 4))
    show("GRU", nn.GRU(4, 3, **options), x.view(3, 2, 4))
    show("RNN", nn.RNN(4, 3, **options), x.view(3, 2, 4))
    show("LSTMCell", nn.LSTMCell(4, 3, **options), x.view(6, 4))
    show("GRUCell", nn.GRUCell(4, 3, **options), x.view(6, 4))
    show("RNNCell", nn.RNNCell(4, 3, **options), x.view(6, 4))
    q = x.view(2, 3, 4)
    show("MultiheadAttention", nn.MultiheadAttention(4, 2, batch_first=True, **options), q, q, q)
    show("MultiheadAttention kdim", nn.MultiheadAttention(4, 2, kdim=4, vdim=2, add_bias_kv=True, **options),
         q, q, q[..., :2])
    show("TransformerEncoderLayer", nn.TransformerEncoderLayer(4, 2, 8, batch_first=True, **options), q)
    show("TransformerDecoderLayer", nn.TransformerDecoderLayer(4, 2, 8, **options), q, q)
    show("Transformer", nn.Transformer(4, 2, 1, 1, 8, **options), q, q)

try:
    nn.Linear(2, 2, dtype=torch.int64)
except RuntimeError as error:
    print(error)
