import torch
import torch.nn as nn
import torch.nn.functional as F
from helpers.layers import show, t

def pooling(axes, dtype):
    pool_max = (F.max_pool1d, F.max_pool2d, F.max_pool3d)[axes - 1]
    pool_mean = (F.avg_pool1d, F.avg_pool2d, F.avg_pool3d)[axes - 1]
    fit_mean = (F.adaptive_avg_pool1d, F.adaptive_avg_pool2d, F.adaptive_avg_pool3d)[axes - 1]
    fit_max = (F.adaptive_max_pool1d, F.adaptive_max_pool2d, F.adaptive_max_pool3d)[axes - 1]
    back = (F.max_unpool1d, F.max_unpool2d, F.max_unpool3d)[axes - 1]
    power = (F.lp_pool1d, F.lp_pool2d, F.lp_pool3d)[axes - 1]
    x = t(2, 3, *(8, 7, 6)[:axes], dtype=dtype)
    for options in [
            {'kernel_size': 2}, {'kernel_size': 3, 'stride': 2}, {'kernel_size': 3, 'stride': 2, 'padding': 1},
            {'kernel_size': (2, 3, 2)[:axes], 'stride': (1, 2, 1)[:axes], 'ceil_mode': True},
            {'kernel_size': 2, 'dilation': 2}, {'kernel_size': 3, 'padding': 1, 'stride': 3, 'ceil_mode': True},
            {'kernel_size': 2, 'padding': 2}, {'kernel_size': 20}]:
        show(f'max {options}', lambda: pool_max(x, **options))
        show('indices', lambda: pool_max(x, return_indices=True, **options))
        if 'dilation' not in options:
            show('mean', lambda: pool_mean(x, count_include_pad=True, **options))
            show('mean', lambda: pool_mean(x, count_include_pad=False, **options))
            if axes > 1:
                show('mean', lambda: pool_mean(x, divisor_override=5, **options))
    for size in (1, 3, (3, 2, 4)[:axes], 10):
        show(f'to {size}', lambda: (fit_mean(x, size), fit_max(x, size), fit_max(x, size, return_indices=True)))
    show('no batch', lambda: pool_max(x[0], 2, return_indices=True))
    show('views', lambda: pool_max(x.flip(-1).transpose(0, 1), 2, return_indices=True))
    show('empty', lambda: pool_max(x[:0], 2, return_indices=True))
    values, indices = pool_max(x, 2, return_indices=True)
    show('back', lambda: back(values, indices, 2, output_size=x.shape))
    show('back', lambda: back(values, indices, 2, output_size=(40,) * axes))
    show('back', lambda: back(values, indices + 5000, 2))
    show('power', lambda: (power(x.abs(), 2, 2), power(x.abs(), 3.5, 3, 2, ceil_mode=True)))


for axes in (1, 2, 3):
    for dtype in (torch.float32, torch.float64):
        pooling(axes, dtype)
x = t(2, 3, 8, 7)
x[0, 1, 3, 3] = float('nan')
show('nan', lambda: (F.max_pool2d(x, 2, return_indices=True), F.avg_pool2d(x, 3, 1), F.adaptive_max_pool2d(x, 3, True)))
for module in [
        nn.MaxPool3d(2), nn.MaxPool2d(2, return_indices=True), nn.AvgPool3d((2, 1, 1), 1), nn.AdaptiveAvgPool3d((None, 2, 1)),
        nn.AdaptiveMaxPool3d(1), nn.LPPool2d(2, 3, 2), nn.LPPool1d(3, 2), nn.MaxUnpool2d(2, 2), nn.MaxUnpool3d(3)]:
    print(module)
