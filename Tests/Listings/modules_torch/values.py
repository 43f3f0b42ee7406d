import torch
import torch.nn as nn
import torch.nn.functional as F
def fill(module, *values):
    for p, v in zip(module.parameters(), values):
        p.data.copy_(torch.tensor(v))
    return module
def show(t):
    print(tuple(t.shape), [round(v, 3) for v in t.reshape(-1).tolist()])
x = torch.tensor([[1.0, 2.0], [3.0, -4.0]])
with torch.no_grad():
    show(fill(nn.Linear(2, 3), [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], [10.0, 20.0, 30.0])(x))
    show(fill(nn.Linear(2, 1, bias=False), [[2.0, 0.5]])(x))
    show(fill(nn.LayerNorm(2, eps=0.0), [1.0, 2.0], [0.0, 5.0])(x))
    show(fill(nn.Embedding(3, 2), [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]])(torch.tensor([[2, 0]])))
    c = fill(nn.Conv1d(1, 2, 2), [[[1.0, 1.0]], [[1.0, -1.0]]], [0.0, 100.0])
    show(c(torch.tensor([[[1.0, 2.0, 4.0]]])))
    show(fill(nn.Conv1d(2, 2, 3, padding=1, groups=2, bias=False), [[[1.0, 2.0, 3.0]], [[0.0, 1.0, 0.0]]])(torch.tensor([[[1.0, 2.0], [5.0, 6.0]]])))
    show(fill(nn.Conv2d(1, 1, 2, stride=2), [[[[1.0, 2.0], [3.0, 4.0]]]], [0.5])(torch.arange(16.0).reshape(1, 1, 4, 4)))
    bn = nn.BatchNorm1d(2, eps=0.0).eval()
    fill(bn, [2.0, 1.0], [0.0, 1.0])
    bn.running_mean.copy_(torch.tensor([1.0, 0.0]))
    bn.running_var.copy_(torch.tensor([4.0, 0.25]))
    show(bn(torch.tensor([[[3.0, 1.0], [1.0, 2.0]]])))
    show(bn(x))
    for act in [nn.ReLU(), nn.SiLU(), nn.GELU(), nn.GELU(approximate="tanh"), nn.Sigmoid(), nn.Tanh(), nn.Softmax(dim=-1), nn.GLU(), nn.Hardtanh(), nn.Identity(), nn.Dropout(0.5).eval()]:
        show(act(x))
    show(nn.Softmax(dim=0)(x))
    show(nn.GLU(dim=0)(x))
    show(F.linear(x, torch.tensor([[1.0, 1.0]]), torch.tensor([0.5])))
    show(F.layer_norm(x, (2,)))
    show(F.layer_norm(x, [2], eps=1.0))
# expect: (2, 3) [11.0, 22.0, 33.0, 13.0, 16.0, 29.0]
# expect: (2, 1) [3.0, 4.0]
# expect: (2, 2) [-1.0, 7.0, 1.0, 3.0]
# expect: (1, 2, 2) [4.0, 5.0, 0.0, 1.0]
# expect: (1, 2, 2) [3.0, 6.0, 99.0, 98.0]
# expect: (1, 2, 2) [8.0, 5.0, 5.0, 6.0]
# expect: (1, 1, 2, 2) [34.5, 54.5, 114.5, 134.5]
# expect: (1, 2, 2) [2.0, 0.0, 3.0, 5.0]
# expect: (2, 2) [0.0, 5.0, 2.0, -7.0]
# expect: (2, 2) [1.0, 2.0, 3.0, 0.0]
# expect: (2, 2) [0.731, 1.762, 2.858, -0.072]
# expect: (2, 2) [0.841, 1.954, 2.996, -0.0]
# expect: (2, 2) [0.841, 1.955, 2.996, -0.0]
# expect: (2, 2) [0.731, 0.881, 0.953, 0.018]
# expect: (2, 2) [0.762, 0.964, 0.995, -0.999]
# expect: (2, 2) [0.269, 0.731, 0.999, 0.001]
# expect: (2, 1) [0.881, 0.054]
# expect: (2, 2) [1.0, 1.0, 1.0, -1.0]
# expect: (2, 2) [1.0, 2.0, 3.0, -4.0]
# expect: (2, 2) [1.0, 2.0, 3.0, -4.0]
# expect: (2, 2) [0.119, 0.998, 0.881, 0.002]
# expect: (1, 2) [0.953, 0.036]
# expect: (2, 1) [3.5, -0.5]
# expect: (2, 2) [-1.0, 1.0, 1.0, -1.0]
# expect: (2, 2) [-0.447, 0.447, 0.962, -0.962]
