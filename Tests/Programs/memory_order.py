# The order of axes in memory: results of elementwise functions keep the strides of their operands.
import torch
import torch.nn as nn
import torch.nn.functional as F

x = torch.arange(24.0).reshape(2, 3, 4)
t = x.transpose(1, 2)
p = x.permute(2, 0, 1)
c = torch.arange(48.0).reshape(2, 3, 4, 2).permute(0, 3, 1, 2)
row = torch.arange(3.0)
column = torch.arange(4.0).reshape(4, 1)


def check(name, result):
    try:
        view = list(result.view(-1).shape)
    except RuntimeError:
        view = 'no view'
    print(name, list(result.shape), result.stride(), result.is_contiguous(), view, result.double().sum().item(),
          result.reshape(-1)[:5].tolist())


for name, y in [('contiguous', x), ('transposed', t), ('permuted', p), ('channels last', c), ('sliced', t[:, ::2]),
                ('expanded', x[:, :1].expand(2, 3, 4)), ('expanded transposed', x[:1].expand(2, 3, 4).transpose(1, 2)),
                ('size one', x[:, :1].transpose(1, 2)), ('matrix', x[0].t())]:
    check(name, y)
    check(name + ' relu', y.relu())
    check(name + ' F.gelu', F.gelu(y))
    check(name + ' exp', torch.exp(y / 24))
    check(name + ' neg', -y)
    check(name + ' * 2', y * 2)
    check(name + ' 1 - x', 1 - y)
    check(name + ' > 3', y > 3)
    check(name + ' + itself', y + y)
    check(name + ' + contiguous', y + y.contiguous())
    check(name + ' contiguous + x', y.contiguous() + y)
    check(name + ' half', y.half())
    check(name + ' to', y.to(torch.float64))
    if name != 'size one':
        check(name + ' half * 2', y.half() * 2)
    check(name + ' clone', y.clone())
    check(name + ' clone of contiguous format', y.clone(memory_format=torch.contiguous_format))
    check(name + ' contiguous', y.contiguous(memory_format=torch.contiguous_format))
    check(name + ' clamp', y.clamp(1, 5))
    check(name + ' where', torch.where(y > 3, y, 0.0))
    check(name + ' pow', y ** 2)
    check(name + ' ~', ~(y > 3))
    check(name + ' zeros_like', torch.zeros_like(y))
    check(name + ' a chain', ((y + 1) * 2).sqrt())
check('broadcast a row', t + torch.arange(3.0))
check('broadcast a row in front', torch.arange(3.0) + t)
check('broadcast a column', t * column)
check('broadcast a column in front', column * t)
check('two orders', t + x.reshape(2, 4, 3))
check('two orders in front', x.reshape(2, 4, 3) + t)
print(t.float() is t, t.to(torch.float32) is t, t.contiguous() is t, x.contiguous() is x)
y = t.clone()
y += 1
check('in place', y)
y[0, 0] = 7
check('written', y)
check('its operand', t)

# `where` with a condition alone returns indices along the axes of the condition.
u = torch.arange(6.0).reshape(2, 3).t()
print(torch.where(u > 2), u[torch.where(u > 2)])
for layer in (nn.GELU(), nn.ReLU(), nn.Sigmoid(), nn.Hardtanh(), nn.ReLU(inplace=True), nn.LogSigmoid()):
    made = layer(torch.arange(24.0).reshape(2, 3, 4).transpose(1, 2))
    print(type(layer).__name__, made.stride(), made.sum())
print((2 ** u).stride(), (u ** 2).stride(), torch.addcmul(u, u, u).stride(), u.nan_to_num().stride())
