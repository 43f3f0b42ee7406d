"""The names of classes: parameters, layers, and what state_dict returns."""
import torch
from collections import OrderedDict
from torch import nn

layer = nn.Linear(2, 3)
weight = layer.weight
print(type(weight) is nn.Parameter, type(weight).__name__, type(weight) == torch.Tensor, isinstance(weight, torch.Tensor))
print(isinstance(weight, nn.Parameter), isinstance(torch.ones(1), nn.Parameter), issubclass(nn.Parameter, torch.Tensor))
print(type(weight), type(weight.data), type(weight * 2), type(weight[0]), type(weight.T), type(weight.detach()))
print(type(nn.Parameter(torch.ones(2))).__name__, nn.Parameter(torch.ones(2), requires_grad=False).requires_grad)
print(nn.parameter.Parameter is nn.Parameter, type(weight)(torch.zeros(1)).shape, nn.Parameter.__module__)
kinds = {nn.Parameter: 'parameter', torch.Tensor: 'tensor'}
print(kinds[type(weight)], kinds[type(weight + 1)], [kinds[type(p)] for p in layer.parameters()])
print(nn.ReLU, type(layer), nn.Linear.__module__, type(layer).__module__.startswith('torch.nn'), nn.Module)
for kind in (nn.Conv1d, nn.LayerNorm, nn.Embedding, nn.MultiheadAttention, nn.LSTM, nn.Dropout, nn.BatchNorm1d, nn.GELU,
             nn.Sequential, nn.ModuleList, nn.MaxPool2d, nn.Upsample, nn.CrossEntropyLoss, nn.TransformerEncoderLayer,
             nn.Softmax, nn.Flatten, nn.Unfold, nn.PixelShuffle, nn.ZeroPad2d, nn.InstanceNorm1d, nn.GRUCell):
    print(kind, kind.__qualname__)


class Own(nn.Linear):
    pass


print(Own.__module__, Own(1, 1).__class__.__name__, repr(Own))
state = layer.state_dict()
print(type(state).__name__, isinstance(state, OrderedDict), isinstance(state, dict), list(state))
print(state._metadata[''], type(state._metadata).__name__)
model = nn.Sequential(nn.Linear(1, 2), nn.BatchNorm1d(2)).eval()
state = model.state_dict()
print(list(state._metadata), state._metadata['1'], list(state)[-1])
copy = type(state)((key, value + 1) for key, value in state.items())
print(model.load_state_dict(copy), torch.equal(model.state_dict()['0.bias'], copy['0.bias']))
print({key: tuple(value.shape) for key, value in model.state_dict(prefix='m.').items()})
print(OrderedDict([('a', state['1.running_var'])]))
