# How Paddle prints layers, which parameters they have, and less common layers.
import math
import paddle
import paddle.nn.functional as F
from paddle import nn


def wave(shape, seed=0.3):
    values = [math.sin(1.7 * i + seed) for i in range(math.prod(shape))]
    return paddle.to_tensor(values, dtype="float32").reshape(list(shape))


def fill(layer):
    for number, (name, value) in enumerate(layer.state_dict().items()):
        value.set_value(wave(value.shape, number).abs() + 0.5)
    layer.eval()
    return layer


def show(value):
    print(list(value.shape), [round(v, 3) + 0.0 for v in value.flatten().tolist()])


x, image = wave([2, 4, 6]), wave([1, 4, 3, 2])
for layer in (nn.LSTM(4, 3), nn.GRU(4, 3, num_layers=2, direction="bidirect"), nn.SELU(), nn.SELU(1.1, 1.5),
              nn.RReLU(), nn.AdaptiveMaxPool2D(3), nn.BatchNorm2D(4),
              nn.Dropout2D(), nn.Embedding(5, 3), nn.Embedding(5, 3, 1, sparse=True), nn.Upsample(scale_factor=2),
              nn.Upsample(size=[3], mode="linear", data_format="NCW"), nn.Unfold(2), nn.Fold([4, 5], 2),
              nn.PixelShuffle(2), nn.PixelShuffle(2, "NHWC"), nn.ChannelShuffle(2), nn.CosineSimilarity(),
              nn.PairwiseDistance(), nn.PairwiseDistance(1, 1e-3, True), nn.Conv2D(4, 6, (3, 2), padding=(0, 1)),
              nn.Conv2D(4, 6, 3, padding=1), nn.Conv1D(4, 6, 3, padding="same"), nn.Conv2DTranspose(4, 6, 3, 2, 1, 1),
              nn.UpsamplingNearest2D(scale_factor=2), nn.UpsamplingBilinear2D([5, 6]), nn.Unflatten(1, [2, 2]),
              nn.MaxUnPool2D(2), nn.LPPool1D(2, 3), nn.LPPool2D(2, 3), nn.BatchNorm(4), nn.Softmax2D(),
              nn.SpectralNorm([4, 4]), nn.FeatureAlphaDropout(0.2), nn.MultiMarginLoss(),
              nn.Sequential(nn.LayerNorm((4, 4)), nn.Linear(4, 2))):
    print(layer)

norm = nn.BatchNorm2D(4)
print([name for name, _ in norm.named_parameters()], [name for name, _ in norm.named_buffers()], list(norm.state_dict()))
print(sum(p.numel() for p in norm.parameters()).item(), [p.stop_gradient for p in norm.parameters()])
wide = fill(nn.LayerNorm((3, 2)))
print(wide.weight.shape)
show(wide(image))
show(fill(nn.InstanceNorm1D(4))(wave([3, 4])))
show(fill(nn.InstanceNorm2D(3, data_format="NHWC"))(wave([1, 3, 2, 2])))
show(fill(nn.BatchNorm(4, act="relu"))(image))
show(nn.Softmax2D()(image))
show(nn.Unflatten(1, [2, -1])(x[:, :, 0]))
show(nn.UpsamplingBilinear2D([2, 3])(image[:, :1]))
pooled, indices = F.max_pool1d(x, 2, return_mask=True)
show(nn.MaxUnPool1D(2)(pooled, indices))
show(nn.LPPool1D(2, 3)(x))
show(nn.LPPool2D(3, 2)(image.abs()))
show(fill(nn.SpectralNorm([4, 6], dim=1, power_iters=2))(x[0]))
scores, labels = wave([3, 4]), paddle.to_tensor([0, 3, 1])
show(nn.MultiMarginLoss(reduction="none")(scores, labels))
show(nn.MultiMarginLoss(2, 0.5, weight=wave([4]).abs())(scores, labels))
show(nn.MultiLabelMarginLoss(reduction="none")(scores, paddle.to_tensor([[1, -1, 0, 0], [0, 3, -1, 2], [-1, 0, 1, 2]])))
show(nn.TripletMarginWithDistanceLoss()(scores, wave([3, 4], 1.0), wave([3, 4], 2.0)))
show(F.npair_loss(scores, wave([3, 4], 1.0), paddle.to_tensor([0, 1, 0])))
show(F.sequence_mask(paddle.to_tensor([1, 3])))
show(F.sequence_mask(paddle.to_tensor([1, 3]), 4, "float32"))
show(F.temporal_shift(wave([4, 4, 1, 2]), 2))
show(F.pdist(scores))
show(F.gather_tree(paddle.to_tensor([[[2, 2]], [[6, 1]], [[3, 9]]]), paddle.to_tensor([[[0, 0]], [[1, 1]], [[1, 0]]])))
cell = nn.GRUCell(4, 3, bias_ih_attr=False)
print([(name, value.shape, value.stop_gradient) for name, value in cell.state_dict().items()])

# Paddle's ReLU turns NaN into 0, and its argmax ignores NaN.
nan = float("nan")
mixed = paddle.to_tensor([nan, 2.0, -1.0, nan, 5.0])
print(F.relu(mixed).tolist(), nn.ReLU()(mixed).tolist(), mixed.argmax().item(), mixed.argmin().item())
print(paddle.to_tensor([nan, nan]).argmax().item(), paddle.argmin(paddle.to_tensor([[3.0, nan], [nan, 4.0]]), axis=1).tolist())

show(F.group_norm(image, 2, weight=wave([4]), bias=wave([4], 1.0)))
show(F.group_norm(image.transpose([0, 2, 3, 1]), 2, 1e-2, data_format="NHWC"))
show(F.diag_embed(wave([2])))
show(F.feature_alpha_dropout(wave([2]), training=False))
pooled, indices = F.max_pool3d(wave([1, 1, 2, 2, 4]), 2, return_mask=True)
show(nn.MaxUnPool3D(2)(pooled, indices))
pooled, indices = F.max_pool2d(wave([1, 1, 4, 4]), 2, return_mask=True)
show(nn.MaxUnPool2D(2, output_size=[4, 5])(pooled, indices))
show(nn.UpsamplingNearest2D([4, 2])(image[:, :1]))
