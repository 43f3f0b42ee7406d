import paddle
from paddle import nn
l = nn.LayerList([nn.Linear(1, 2), nn.ReLU(), nn.Tanh()])
l.append(nn.Sigmoid())
print(len(l), type(l[0]).__name__, type(l[-1]).__name__, [type(x).__name__ for x in l])
# expect: 4 Linear Sigmoid ['Linear', 'ReLU', 'Tanh', 'Sigmoid']
print([type(x).__name__ for x in l[1:3]], type(l[1:]).__name__, len(l[2:]))  # expect: ['ReLU', 'Tanh'] LayerList 2
l[1] = nn.GELU()
l.extend([nn.Identity()])
l.insert(0, nn.Dropout())
print([type(x).__name__ for x in l], l[0].p)
# expect: ['Dropout', 'Linear', 'GELU', 'Tanh', 'Sigmoid', 'Identity'] 0.5
s = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
print(len(s), type(s[1]).__name__, [type(x).__name__ for x in s])  # expect: 2 ReLU ['Linear', 'ReLU']
named = nn.Sequential(("one", nn.ReLU()), ("two", nn.Tanh()))
print([n for n, _ in named.named_children()], type(named[1]).__name__)  # expect: ['one', 'two'] Tanh
x = paddle.to_tensor([[1.0, -2.0]])
print(nn.Sequential(nn.ReLU(), nn.Identity())(x).tolist(), named(x).shape)  # expect: [[1.0, 0.0]] [1, 2]
print(l)
# expect: LayerList(
# expect:   (0): Dropout(p=0.5, axis=None, mode=upscale_in_train)
# expect:   (1): Linear(in_features=1, out_features=2, dtype=float32)
# expect:   (2): GELU(approximate=False)
# expect:   (3): Tanh()
# expect:   (4): Sigmoid()
# expect:   (5): Identity()
# expect: )
