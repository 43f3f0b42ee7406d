# The dtypes that torch's functions refuse. Each call raises torch's error.
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

f = torch.arange(8).reshape(2, 4).float() / 2
d, h, z = f.double(), f.half(), f.to(torch.complex64)
i = torch.arange(8).reshape(2, 4)
k = i > 2


def check(name, call):
    try:
        result = call()
        print(name, 'result', result.dtype, result.shape if torch.is_tensor(result) else result)
    except Exception as error:
        print(name, type(error).__name__, str(error).split('\n')[0])


for number, function in enumerate([F.elu, F.selu, F.celu, F.gelu, F.silu, F.mish, F.softplus, F.hardswish, F.hardsigmoid, F.hardshrink,
                 F.softshrink, F.leaky_relu, F.logsigmoid, F.rrelu, torch.frac, F.relu, F.relu6, F.hardtanh, F.softsign,
                 F.tanhshrink, torch.abs, torch.floor, torch.argmax, torch.median, torch.trace]):
    check(str(number) + ' of integers', lambda: function(i))
    check(str(number) + ' of bools', lambda: function(k))
check('abs', lambda: abs(k[0, 1]))
check('hypot', lambda: torch.hypot(i, i))
check('lerp', lambda: torch.lerp(f, d, 0.5))
check('addcdiv', lambda: torch.addcdiv(f, i, i + 1))
check('pow', lambda: torch.pow(i, -1))
check('**', lambda: i ** -1)
check('** of a tensor', lambda: i ** torch.tensor(-1))
check('bool - 1', lambda: k - 1)
check('1 - bool', lambda: 1 - k)
check('bool - bool', lambda: k - k)
check('float - bool', lambda: f - k)
check('prelu', lambda: F.prelu(f, d[0]))
check('where', lambda: torch.where(i, 1.0, 2.0))
check('masked_fill', lambda: f.masked_fill(i, 0))
check('masked_fill_', lambda: f.clone().masked_fill_(f, 0))
check('masked_scatter', lambda: f.masked_scatter(i, f))
check('take', lambda: torch.ones(9).take(i.int()))
check('index', lambda: f[i[0, :2].short()])
check('index_fill', lambda: torch.ones(9).index_fill(0, i[0].int(), 1))
check('one_hot', lambda: F.one_hot(i.int()))
check('embedding', lambda: F.embedding(i.short(), f))
check('max_pool1d', lambda: F.max_pool1d(i[None], 2))
check('max_pool2d', lambda: F.max_pool2d(i[None], 2))
check('interpolate', lambda: F.interpolate(i[None], 2))
check('pad', lambda: F.pad(k, (1, 1), mode='reflect'))
check('layer_norm', lambda: F.layer_norm(f, (4,), d[0], d[0]))
check('layer_norm of half', lambda: F.layer_norm(h, (4,), f[0], f[0]))
check('layer_norm of double', lambda: F.layer_norm(d, (4,), f[0], f[0]))
check('batch_norm', lambda: F.batch_norm(d, f[0], f[0] + 1))
check('cross_entropy', lambda: F.cross_entropy(f, i[:, 0] % 4, d[0]))
check('binary_cross_entropy', lambda: F.binary_cross_entropy(torch.sigmoid(f), d / 9))
check('mse_loss', lambda: F.mse_loss(z, z))
check('kl_div', lambda: F.kl_div(f, i))
check('huber_loss', lambda: F.huber_loss(f, d))
check('soft_margin_loss', lambda: F.soft_margin_loss(f, d))
check('arange', lambda: torch.arange(3, dtype=torch.bool))
for layer in [nn.Linear(4, 2), nn.LayerNorm(4), nn.GroupNorm(2, 4), nn.BatchNorm1d(4).eval(), nn.PReLU(), nn.GELU(),
              nn.SiLU(), nn.ELU(), nn.LeakyReLU(), nn.ReLU(), nn.Hardswish(), nn.Hardtanh(), nn.ReflectionPad1d(1)]:
    check(type(layer).__name__ + ' of doubles', lambda: layer(d))
    check(type(layer).__name__ + ' of bools', lambda: layer(k))
check('Conv1d', lambda: nn.Conv1d(2, 2, 1)(d[None]))
check('ConvTranspose1d', lambda: nn.ConvTranspose1d(2, 2, 1)(d[None]))
# numpy accepts such dtypes.
print(np.abs(np.array([True, False])), np.array([1, 2]) - np.array([True, False]))
