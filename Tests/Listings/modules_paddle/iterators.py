import paddle
import paddle.nn as nn
class Net(nn.Layer):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 3)
        self.b = nn.Sequential(nn.ReLU(), nn.Linear(3, 1, bias_attr=False))
        self.register_buffer("scale", paddle.ones([1]))
net = Net()
print(len(net.parameters()), net.parameters()[0].shape, len(net.buffers()), net.buffers()[0].shape)
# expect: 3 [2, 3] 1 [1]
print(next(net.named_parameters())[0], next(net.named_buffers())[0], next(net.named_children())[0])
# expect: a.weight scale a
print(next(net.children()) is net.a, net.sublayers()[0] is net.a, len(net.sublayers()), next(net.named_sublayers())[0])
# expect: True True 4 a
it = net.named_parameters()
print([name for name, _ in it], list(it), [n for n, _ in net.named_sublayers(include_self=True)])
# expect: ['a.weight', 'a.bias', 'b.1.weight'] [] ['', 'a', 'b', 'b.0', 'b.1']
net.parameters().append(1)
print(len(net.parameters()), type(net.parameters()) is list, type(net.sublayers()) is list)  # expect: 3 True True
next(net.parameters())
# error: TypeError: iterator
