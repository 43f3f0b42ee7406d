import torch
import torch.nn as nn
from torch.nn.modules.batchnorm import _BatchNorm, _NormBase
from torch.nn.modules.conv import _ConvNd
layers = [nn.Conv1d(1, 1, 1), nn.ConvTranspose1d(1, 1, 1), nn.BatchNorm2d(1), nn.LSTM(1, 1), nn.GRU(1, 1), nn.LayerNorm(1)]
layers += [nn.Dropout(), nn.ReLU(), nn.Linear(1, 1)]
for t in [_ConvNd, _BatchNorm, _NormBase, nn.RNNBase, nn.modules.dropout._DropoutNd, nn.Module, nn.Conv1d]:
    print(t.__name__, "".join(str(int(isinstance(m, t))) for m in layers), issubclass(nn.Conv1d, t))
# expect: _ConvNd 110000000 True
# expect: _BatchNorm 001000000 False
# expect: _NormBase 001000000 False
# expect: RNNBase 000110000 False
# expect: _DropoutNd 000000100 False
# expect: Module 111111111 True
# expect: Conv1d 100000000 True
p = nn.Parameter(torch.ones(1))
print(isinstance(p, nn.Parameter), isinstance(torch.ones(1), nn.Parameter), isinstance(p, torch.Tensor))
# expect: True False True
print(isinstance(torch.ones(1), torch.FloatTensor), isinstance(torch.ones(1).long(), torch.FloatTensor))
# expect: True False
class Tensor:
    pass
print(isinstance(torch.ones(1), Tensor))  # expect: False
