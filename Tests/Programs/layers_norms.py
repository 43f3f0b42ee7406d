import torch
import torch.nn as nn
import torch.nn.functional as F
from helpers.layers import filled, show, t

y = t(1, 2, 4, 4, 4)
for module in [
        nn.BatchNorm3d(2), nn.BatchNorm3d(2, track_running_stats=False), nn.BatchNorm3d(2, affine=False), nn.SyncBatchNorm(2),
        nn.InstanceNorm3d(2), nn.InstanceNorm3d(2, affine=True, track_running_stats=True), nn.LocalResponseNorm(3),
        nn.ZeroPad3d(1), nn.ConstantPad3d((1, 0, 2, 1, 0, 1), 2.), nn.ReflectionPad3d(1), nn.ReplicationPad3d((1, 2, 0, 1, 1, 1)),
        nn.CircularPad3d(1), nn.Softmax2d(), nn.Dropout3d(0.1)]:
    show(str(filled(module)), lambda: module(y) if not isinstance(module, nn.Softmax2d) else module(y[0]))
    print(list(module.state_dict()))
for module, x in [
        (nn.BatchNorm2d(2), y), (nn.BatchNorm1d(2), y[0]), (nn.BatchNorm3d(2), y[0]), (nn.Softmax2d(), y),
        (nn.BatchNorm1d(4, track_running_stats=False), t(1, 4)), (nn.InstanceNorm1d(2), t(2, 2, 1)),
        (nn.BatchNorm1d(4, track_running_stats=False), t(3, 4)), (nn.BatchNorm1d(3, bias=False), t(2, 3)),
        (nn.InstanceNorm2d(2, affine=True, bias=False), t(2, 2, 3, 3))]:
    show(str(filled(module)), lambda: module(x))
show('batch', lambda: F.batch_norm(y, None, None, t(2), t(2), True))
for size in (1, 2, 3, 4, 7):
    show('response', lambda: F.local_response_norm(t(2, 5, 4), size, 0.1, 0.6, 2.))
    show('response', lambda: F.local_response_norm(t(2, 5, 2, 3, 2), size))


class Normed(nn.Module):
    def __init__(self):
        super().__init__()
        self.old = nn.utils.spectral_norm(nn.Conv2d(2, 3, 3))
        self.turned = nn.utils.spectral_norm(nn.ConvTranspose1d(3, 2, 2))
        self.new = nn.utils.parametrizations.spectral_norm(nn.Linear(4, 3))

    def forward(self, x):
        return self.old(x), self.turned(x[:, :1, 0].expand(-1, 3, -1)), self.new(x[..., :4])


model = Normed().eval()
with torch.no_grad():
    for index, (name, value) in enumerate(sorted(model.state_dict().items())):
        print(name, tuple(value.shape))
        value.copy_(t(*value.shape, k=0.37 + index * 0.1) + 0.2)
    show('spectral', lambda: model(t(2, 2, 5, 6)))
