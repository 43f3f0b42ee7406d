import torch
import torch.nn as nn
class Inner(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(n, 2))
        self.proj = nn.Linear(n, n, bias=False)
        self.register_buffer("scale", torch.ones(1))
        self.register_buffer("hidden", torch.ones(1), persistent=False)
        self.n = n
    def forward(self, x):
        return x
class Outer(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = Inner(3)
        self.act = nn.ReLU()
        self.layers = nn.ModuleList([Inner(2), nn.Sequential(nn.Linear(2, 4), self.act), nn.Identity()])
        self.named = nn.ModuleDict({"a": nn.Dropout(0.1), "b": self.first})
        self.norm = nn.LayerNorm(4)
        self.own = nn.Parameter(torch.ones(5))
        self.none = None
m = Outer()
for name, module in m.named_modules():
    print(name, type(module).__name__)
# expect:  Outer
# expect: first Inner
# expect: first.proj Linear
# expect: act ReLU
# expect: layers ModuleList
# expect: layers.0 Inner
# expect: layers.0.proj Linear
# expect: layers.1 Sequential
# expect: layers.1.0 Linear
# expect: layers.2 Identity
# expect: named ModuleDict
# expect: named.a Dropout
# expect: norm LayerNorm
for name, p in m.named_parameters():
    print(name, tuple(p.shape))
# expect: own (5,)
# expect: first.w (3, 2)
# expect: first.proj.weight (3, 3)
# expect: layers.0.w (2, 2)
# expect: layers.0.proj.weight (2, 2)
# expect: layers.1.0.weight (4, 2)
# expect: layers.1.0.bias (4,)
# expect: norm.weight (4,)
# expect: norm.bias (4,)
print(list(m.state_dict().keys()))
# expect: ['own', 'first.w', 'first.scale', 'first.proj.weight', 'layers.0.w', 'layers.0.scale', 'layers.0.proj.weight', 'layers.1.0.weight', 'layers.1.0.bias', 'named.b.w', 'named.b.scale', 'named.b.proj.weight', 'norm.weight', 'norm.bias']
print([n for n, _ in m.named_buffers()], [n for n, _ in m.named_children()], len(list(m.parameters())), len(list(m.modules())))
# expect: ['first.scale', 'first.hidden', 'layers.0.scale', 'layers.0.hidden'] ['first', 'act', 'layers', 'named', 'norm'] 9 13
print([n for n, _ in m.named_modules(prefix="root")][:3], [n for n, _ in m.first.named_parameters(prefix="x")])
# expect: ['root', 'root.first', 'root.first.proj'] ['x.w', 'x.proj.weight']
print(sum(p.numel() for p in m.parameters()), len(list(m.children())), m.act is m.layers[1][1], m.training in (True, False))
# expect: 48 5 True True
m.first.proj = nn.Linear(3, 3)
m.added = nn.Tanh()
del m.act
print([n for n, _ in m.named_children()], list(m.first.state_dict()))
# expect: ['first', 'layers', 'named', 'norm', 'added'] ['w', 'scale', 'proj.weight', 'proj.bias']
print([n for n, _ in m.named_parameters(recurse=False)], [n for n, _ in m.named_buffers()], "own" in m.state_dict())
# expect: ['own'] ['first.scale', 'first.hidden', 'layers.0.scale', 'layers.0.hidden'] True
print(isinstance(m, nn.Module), isinstance(m.first.w, nn.Parameter), isinstance(m.norm.weight, torch.Tensor), hasattr(m, "act"), m.eval() is m)
# expect: True True True False True

class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(3, 2)
        self.head = nn.Linear(2, 3, bias=False, device=None)
        self.embed.weight = self.head.weight
        self.conv = nn.Conv1d(1, 1, 1, bias=False, device=None, dtype=None)
tied = Tied()
print([n for n, _ in tied.named_parameters()], len(list(tied.parameters())), list(tied.state_dict()))
# expect: ['embed.weight', 'conv.weight'] 2 ['embed.weight', 'head.weight', 'conv.weight']
