import torch
import torch.nn as nn
l = nn.ModuleList([nn.Linear(1, 2), nn.ReLU(), nn.Tanh()])
l.append(nn.Sigmoid())
print(len(l), type(l[0]).__name__, type(l[-1]).__name__, [type(x).__name__ for x in l], bool(l), bool(nn.ModuleList()))
# expect: 4 Linear Sigmoid ['Linear', 'ReLU', 'Tanh', 'Sigmoid'] True False
print([type(x).__name__ for x in l[1:3]], type(l[1:]).__name__, len(l[:0]), [n for n, _ in l[2:].named_children()])
# expect: ['ReLU', 'Tanh'] ModuleList 0 ['0', '1']
l[1] = nn.GELU()
l.extend([nn.Identity()])
l.insert(0, nn.Dropout())
print([type(x).__name__ for x in l], l[0].p)
# expect: ['Dropout', 'Linear', 'GELU', 'Tanh', 'Sigmoid', 'Identity'] 0.5
for i, x in enumerate(l):
    if i > 1:
        break
    print(i, type(x).__name__)
# expect: 0 Dropout
# expect: 1 Linear
print([i for i, (a, b) in enumerate(zip(l, l)) if a is b], l[2] in l, list(reversed(l))[0] is l[-1])
# expect: [0, 1, 2, 3, 4, 5] True True
s = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
print(len(s), type(s[1]).__name__, [type(x).__name__ for x in s], type(s[:1]).__name__)
# expect: 2 ReLU ['Linear', 'ReLU'] Sequential
s.append(nn.Tanh())
s.add_module("extra", nn.Identity())
print([n for n, _ in s.named_children()], [type(m).__name__ for m in s.children()])
# expect: ['0', '1', '2', 'extra'] ['Linear', 'ReLU', 'Tanh', 'Identity']
d = nn.ModuleDict({"relu": nn.ReLU()})
d["tanh"] = nn.Tanh()
print(list(d.keys()), list(d), len(d), "relu" in d, "x" in d, type(d["tanh"]).__name__, [(k, type(v).__name__) for k, v in d.items()])
# expect: ['relu', 'tanh'] ['relu', 'tanh'] 2 True False Tanh [('relu', 'ReLU'), ('tanh', 'Tanh')]
print([type(v).__name__ for v in d.values()], s, d)
# expect: ['ReLU', 'Tanh'] Sequential(
# expect:   (0): Linear(in_features=2, out_features=2, bias=True)
# expect:   (1): ReLU()
# expect:   (2): Tanh()
# expect:   (extra): Identity()
# expect: ) ModuleDict(
# expect:   (relu): ReLU()
# expect:   (tanh): Tanh()
# expect: )
x = torch.tensor([[1.0, -2.0]])
print(nn.Sequential(nn.ReLU(), nn.Identity())(x).tolist(), nn.Sequential()(x).tolist())
# expect: [[1.0, 0.0]] [[1.0, -2.0]]
class Wrapped(nn.Sequential):
    def __init__(self):
        super().__init__(nn.ReLU(), nn.ReLU())
print(Wrapped()(x).tolist(), len(Wrapped()))  # expect: [[1.0, 0.0]] 2
class Twice(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.ReLU() for _ in range(2))
    def forward(self, x, *, times=1):
        for layer in self.layers:
            x = layer(x) * times
        return x
print(Twice()(x, times=3).tolist(), Twice().forward(x).tolist())  # expect: [[9.0, 0.0]] [[1.0, 0.0]]
