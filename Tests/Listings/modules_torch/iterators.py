import torch
import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 3)
        self.b = nn.Sequential(nn.ReLU(), nn.Linear(3, 1, bias=False))
        self.register_buffer("scale", torch.ones(1))
    def device(self):
        return next(self.parameters()).device
net = Net()
print(tuple(next(net.parameters()).shape), net.device(), next(net.parameters()).dtype, tuple(next(net.buffers()).shape))
# expect: (3, 2) cpu torch.float32 (1,)
print(next(net.named_parameters())[0], next(net.named_buffers())[0], next(net.named_children())[0])
# expect: a.weight scale a
print(next(net.children()) is net.a, next(net.modules()) is net, next(net.named_modules())[0] == "")
# expect: True True True
it = net.parameters()
print(len(list(it)), len(list(it)), next(it, "ended"), sum(p.numel() for p in net.parameters()))
# expect: 3 0 ended 12
for (name, p), q in zip(net.named_parameters(), net.parameters()):
    print(name, p is q, tuple(p.shape))
# expect: a.weight True (3, 2)
# expect: a.bias True (3,)
# expect: b.1.weight True (1, 3)
print([n for n, _ in net.named_modules()], [type(m).__name__ for m in net.children()], dict(net.named_children())["a"] is net.a)
# expect: ['', 'a', 'b', 'b.0', 'b.1'] ['Linear', 'Sequential'] True
print(all(p.requires_grad is not None for p in net.parameters()), max(p.dim() for p in net.parameters()), *[n for n, b in net.named_buffers()])
# expect: True 2 scale
next(iter(nn.ReLU().parameters()))
# error: StopIteration
