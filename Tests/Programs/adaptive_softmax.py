# The adaptive softmax, and texts of layers that contain arguments as they were given.
import torch
import torch.nn as nn

torch.set_grad_enabled(False)
torch.manual_seed(1)
layer = nn.AdaptiveLogSoftmaxWithLoss(6, 12, [3, 7], div_value=2.0)
print(layer, list(layer.state_dict()))
x = torch.randn(5, 6)
print(layer(x, torch.tensor([0, 4, 8, 11, 2])))
print(layer.log_prob(x).sum(1), layer.predict(x))
print(layer(x[0], torch.tensor(5)).output)
biased = nn.AdaptiveLogSoftmaxWithLoss(6, 12, [3], head_bias=True)
print(biased.head, biased.cutoffs, biased(x, torch.zeros(5, dtype=torch.int64)).loss)
for target in (torch.tensor([0, 1]), torch.tensor([0, 1, 2, 12, 1]), torch.zeros(5, 2, dtype=torch.int64)):
    try:
        layer(x, target)
    except RuntimeError as error:
        print(error)
try:
    nn.AdaptiveLogSoftmaxWithLoss(6, 12, [7, 3])
except ValueError as error:
    print(error)

print(nn.Unflatten(1, torch.Size([2, 2])), nn.Unflatten(1, (2, -1)))
print(nn.Embedding(5, 3, scale_grad_by_freq=True, sparse=True), nn.Embedding(5, 3, 1))
print(nn.Upsample(scale_factor=(2, 1.5)), nn.UpsamplingBilinear2d(scale_factor=(2, 3)))
