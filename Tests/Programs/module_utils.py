import copy
import torch
import torch.nn as nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters
from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_linear_bn_eval


def fill(module, start=0.0):
    with torch.no_grad():
        for index, p in enumerate(module.parameters()):
            p.copy_(torch.arange(p.numel()).reshape(p.shape) * 0.1 + start + index * 0.01)
    return module


net = fill(nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1)))
vector = parameters_to_vector(net.parameters())
print(vector.shape, [round(v, 3) for v in vector.tolist()])
vector_to_parameters(vector * 2, net.parameters())
print([round(v, 3) for v in net[2].bias.tolist()], net[0].weight.shape)
x = torch.tensor([[1.0, 2.0]])
print(torch.func.functional_call(net, {'2.bias': torch.tensor([100.0])}, (x,)).tolist())
print(torch.func.functional_call(net, {'2.bias': torch.tensor([100.0])}, x).tolist(), net(x).tolist())
print(isinstance(net[2].bias, nn.Parameter))
try:
    torch.func.functional_call(net, {'2.nothing': x}, x)
except KeyError as error:
    print(type(error).__name__)
conv = fill(nn.Conv2d(2, 3, 3)).eval()
bn = fill(nn.BatchNorm2d(3), 0.5).eval()
bn.running_mean.copy_(torch.tensor([0.1, 0.2, 0.3]))
bn.running_var.copy_(torch.tensor([1.0, 2.0, 0.5]))
image = torch.arange(32.0).reshape(1, 2, 4, 4) * 0.1
fused = fuse_conv_bn_eval(conv, bn)
print(torch.allclose(fused(image), bn(conv(image)), atol=1e-4), fused.bias.shape, fused(image).flatten()[:3].tolist())
lin = fill(nn.Linear(2, 3)).eval()
bn1 = fill(nn.BatchNorm1d(3), 0.5).eval()
print(fuse_linear_bn_eval(lin, bn1)(x).tolist(), bn1(lin(x)).tolist())
skipped = torch.nn.utils.skip_init(nn.Linear, 2, 3)
print(type(skipped).__name__, tuple(skipped.weight.shape))
a = fill(nn.Linear(2, 2))
b = nn.Linear(2, 2)
b.weight = a.weight
b.load_state_dict(a.state_dict())
print(b(x).tolist(), b.weight is a.weight)
c = copy.deepcopy(a)
c.weight.data.mul_(2)
c.weight.data[0] = 0
print(c.weight.tolist(), a.weight.tolist())
a.weight.data = torch.ones(2, 2)
print(a(x).tolist(), isinstance(a.weight.data, nn.Parameter), isinstance(a.weight.detach(), nn.Parameter))
a.weight.requires_grad_(False)
for p in b.parameters():
    p.requires_grad = False
print([p.requires_grad for p in b.parameters()], [p.requires_grad for p in nn.Linear(1, 1).parameters()])
net.requires_grad_(False)
print(sum(p.numel() for p in net.parameters() if p.requires_grad), sum(p.numel() for p in net.parameters()))
net[2].requires_grad_(True)
print([n for n, p in net.named_parameters() if p.requires_grad])
print(nn.Parameter(torch.ones(1)).requires_grad, nn.Parameter(torch.ones(1), requires_grad=False).requires_grad, torch.ones(1).requires_grad)
