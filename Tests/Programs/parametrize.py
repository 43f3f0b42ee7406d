# torch.nn.utils.parametrize, and the classes and attributes of layers with a normalised weight.
import torch
import torch.nn as nn
import torch.nn.utils.parametrize as parametrize
from torch.nn.utils import parametrizations

torch.set_grad_enabled(False)


class Symmetric(nn.Module):
    def forward(self, X):
        return X.triu() + X.triu(1).transpose(-1, -2)

    def right_inverse(self, A):
        return A.triu()


class Double(nn.Module):
    def forward(self, X):
        return X * 2


class Product(nn.Module):
    def forward(self, u, v):
        return (u @ v).unsqueeze(-1)

    def right_inverse(self, W):
        return W[:, :1, 0], W[:1, :, 0]


torch.manual_seed(0)
m = nn.Linear(3, 3)
parametrize.register_parametrization(m, 'weight', Symmetric())
print(m)
print(list(m.state_dict()), [n for n, _ in m.named_parameters()])
y = torch.randn(2, 3)
print(m(y))
print(m.weight)
print(type(m).__name__, isinstance(m, nn.Linear), parametrize.is_parametrized(m),
      parametrize.is_parametrized(m, 'bias'), parametrize.type_before_parametrizations(m).__name__)
m.weight = torch.arange(9.).reshape(3, 3)
print(m.weight, m.parametrizations.weight.original)
with parametrize.cached():
    print(m.weight is m.weight)
print(m.weight is m.weight)
parametrize.register_parametrization(m, 'weight', Double())
print(m.weight, m)
parametrize.register_parametrization(m, 'bias', Double())
print(m(y), list(m.state_dict()))
parametrize.remove_parametrizations(m, 'weight')
print(list(m.state_dict()))
parametrize.remove_parametrizations(m, 'bias', leave_parametrized=False)
print(m, type(m).__name__, m(y))
c = nn.Conv1d(2, 2, 1)
parametrize.register_parametrization(c, 'weight', Product())
print(list(c.state_dict()), c(torch.ones(1, 2, 3)))
for call in (lambda: parametrize.register_parametrization(m, 'nothing', Double()),
             lambda: parametrize.remove_parametrizations(m, 'weight')):
    try:
        call()
    except ValueError as error:
        print('ValueError', error)

w = parametrizations.weight_norm(nn.Linear(2, 3))
print(w, list(w.state_dict()), parametrize.is_parametrized(w, 'weight'), type(w).__name__)
print(w.weight.shape, torch.allclose(w(torch.eye(2)) - w.bias, w.weight.t()))
w.parametrizations.weight.original0.mul_(2)
print(torch.allclose(w(torch.eye(2)) - w.bias, w.weight.t()))
parametrize.remove_parametrizations(w, 'weight')
print(w, list(w.state_dict()), type(w).__name__)
s = parametrizations.spectral_norm(nn.Linear(2, 3)).eval()
print(s, list(s.state_dict()), s.weight.shape)
old = torch.nn.utils.weight_norm(nn.Conv1d(2, 3, 2))
print(old, list(old.state_dict()), old.weight.shape)
