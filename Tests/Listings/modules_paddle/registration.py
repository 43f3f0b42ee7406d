import paddle
from paddle import nn
class Inner(nn.Layer):
    def __init__(self, n):
        super().__init__()
        self.w = self.create_parameter([n, 2])
        self.proj = nn.Linear(n, n, bias_attr=False)
        self.register_buffer("scale", paddle.ones([1]))
        self.register_buffer("hidden", paddle.ones([1]), persistable=False)
        self.n = n
    def forward(self, x):
        return x
class Outer(nn.Layer):
    def __init__(self):
        super().__init__()
        self.first = Inner(3)
        self.act = nn.ReLU()
        self.layers = nn.LayerList([Inner(2), nn.Sequential(nn.Linear(2, 4), self.act), nn.Identity()])
        self.norm = nn.LayerNorm(4)
        self.own = self.create_parameter([5])
        self.none = None
m = Outer()
for name, layer in m.named_sublayers():
    print(name, type(layer).__name__)
# expect: first Inner
# expect: first.proj Linear
# expect: act ReLU
# expect: layers LayerList
# expect: layers.0 Inner
# expect: layers.0.proj Linear
# expect: layers.1 Sequential
# expect: layers.1.0 Linear
# expect: layers.2 Identity
# expect: norm LayerNorm
print([type(x).__name__ for x in m.sublayers()], [type(x).__name__ for x in m.sublayers(include_self=True)][:2])
# expect: ['Inner', 'Linear', 'ReLU', 'LayerList', 'Inner', 'Linear', 'Sequential', 'Linear', 'Identity', 'LayerNorm'] ['Outer', 'Inner']
for name, p in m.named_parameters():
    print(name, list(p.shape))
# expect: own [5]
# expect: first.w [3, 2]
# expect: first.proj.weight [3, 3]
# expect: layers.0.w [2, 2]
# expect: layers.0.proj.weight [2, 2]
# expect: layers.1.0.weight [2, 4]
# expect: layers.1.0.bias [4]
# expect: norm.weight [4]
# expect: norm.bias [4]
print(list(m.state_dict().keys()))
# expect: ['own', 'first.w', 'first.scale', 'first.proj.weight', 'layers.0.w', 'layers.0.scale', 'layers.0.proj.weight', 'layers.1.0.weight', 'layers.1.0.bias', 'norm.weight', 'norm.bias']
print([n for n, _ in m.named_children()], len(m.parameters()), [n for n, _ in m.named_buffers()])
# expect: ['first', 'act', 'layers', 'norm'] 9 ['first.scale', 'first.hidden', 'layers.0.scale', 'layers.0.hidden']
print([n for n, _ in m.named_sublayers(prefix="root", include_self=True)][:3])
# expect: ['root', 'root.first', 'root.first.proj']
m.first.proj = nn.Linear(3, 3)
m.added = nn.Tanh()
print([n for n, _ in m.named_children()], list(m.first.state_dict()))
# expect: ['first', 'act', 'layers', 'norm', 'added'] ['w', 'scale', 'proj.weight', 'proj.bias']
print(isinstance(m, nn.Layer), isinstance(m.norm.weight, paddle.Tensor), m.act is m.layers[1][1])
# expect: True True True
m.add_sublayer("extra", nn.Sigmoid())
print([n for n, _ in m.named_children()], type(m.extra).__name__)
# expect: ['first', 'act', 'layers', 'norm', 'added', 'extra'] Sigmoid
