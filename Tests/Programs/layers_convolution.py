import torch
import torch.nn as nn
import torch.nn.functional as F
from helpers.layers import filled, show, t

def convolutions(axes, dtype):
    space = (7, 6, 5)[:axes]
    conv = (F.conv1d, F.conv2d, F.conv3d)[axes - 1]
    turned = (F.conv_transpose1d, F.conv_transpose2d, F.conv_transpose3d)[axes - 1]
    x = t(2, 4, *space, dtype=dtype)
    w = t(6, 2, *(3, 2, 3)[:axes], k=0.71, dtype=dtype)
    b = t(6, dtype=dtype)
    for options in [
            {}, {'stride': 2}, {'padding': 1}, {'padding': (2, 1, 0)[:axes], 'stride': (1, 2, 2)[:axes]},
            {'dilation': 2, 'padding': 2}, {'padding': 'same'}, {'padding': 'valid'}, {'padding': 'same', 'dilation': 2},
            {'padding': 'same', 'stride': 2}]:
        show(f'conv{axes} {options}', lambda: conv(x, w, b, groups=2, **options))
    show('one group', lambda: conv(x, t(3, 4, *(2,) * axes, dtype=dtype)))
    show('depthwise', lambda: conv(x, t(8, 1, *(3,) * axes, dtype=dtype), groups=4, padding=1))
    show('no batch', lambda: conv(x[0], t(3, 4, *(1,) * axes, dtype=dtype)))
    show('views', lambda: conv(x.transpose(2, -1).flip(0), t(3, 4, *(2,) * axes, dtype=dtype)))
    show('channels', lambda: conv(x, t(3, 5, *(2,) * axes, dtype=dtype)))
    show('too wide', lambda: conv(x, t(3, 4, *(9,) * axes, dtype=dtype)))
    show('empty', lambda: conv(x[:0], t(3, 4, *(2,) * axes, dtype=dtype)))
    wt = t(4, 3, *(3, 2, 3)[:axes], k=0.71, dtype=dtype)
    for options in [
            {}, {'stride': 2}, {'stride': 2, 'padding': 1, 'output_padding': 1}, {'dilation': 2, 'padding': 1},
            {'stride': 3, 'output_padding': (2, 1, 0)[:axes]}, {'output_padding': 1}]:
        show(f'transposed {options}', lambda: turned(x, wt, b, groups=2, **options))


def layers(axes):
    conv = (nn.Conv1d, nn.Conv2d, nn.Conv3d)[axes - 1]
    turned = (nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)[axes - 1]
    x = t(2, 2, *(5, 6, 4)[:axes])
    for mode in ('zeros', 'reflect', 'replicate', 'circular', 'constant'):
        for padding in (1, (2, 1, 1)[:axes], 'same', 'valid'):
            def run():
                module = filled(conv(2, 3, 3, padding=padding, padding_mode=mode))
                print(module)
                return module(x)
            show(f'{mode} {padding}', run)
    for options, size in [
            ({'stride': 2, 'padding': 1, 'groups': 2, 'bias': False}, None), ({'stride': 2, 'padding': 1}, [10, 12, 8][:axes]),
            ({'stride': 2, 'padding': 1}, [2, 4, 9, 11, 7][:axes + 2]), ({'stride': 2}, [30] * axes),
            ({'padding_mode': 'reflect'}, None)]:
        def run():
            module = filled(turned(2, 4, 3, **options))
            print(module)
            return module(x) if size is None else module(x, size)
        show(f'{options} {size}', run)


with torch.no_grad():
    for axes in (1, 2, 3):
        for dtype in (torch.float32, torch.float64):
            convolutions(axes, dtype)
        layers(axes)
