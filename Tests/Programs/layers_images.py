import torch
import torch.nn as nn
import torch.nn.functional as F
from helpers.layers import show, t

def resized(axes, dtype):
    x = t(2, 2, *(4, 5, 3)[:axes], dtype=dtype)
    mixing = ['linear', 'bilinear', 'trilinear'][axes - 1:axes] + (['bicubic'] if axes == 2 else [])
    for mode in ['nearest', 'nearest-exact', 'area'] + mixing:
        for options in [
                {'size': (7, 3, 4)[:axes]}, {'size': 6}, {'scale_factor': 2}, {'scale_factor': 1.7}, {'scale_factor': 0.6},
                {'scale_factor': (1.5, 0.7, 2.)[:axes]}, {'scale_factor': 1.7, 'recompute_scale_factor': True},
                {'size': 1}, {'size': 3, 'scale_factor': 2}, {'size': 3, 'recompute_scale_factor': True}, {},
                {'scale_factor': 1.2}]:
            show(f'{mode} {options}', lambda: F.interpolate(x, mode=mode, **options))
            show('corners', lambda: F.interpolate(x, mode=mode, align_corners=True, **options))
            if mode in ('bilinear', 'bicubic'):
                show('smooth', lambda: F.interpolate(x, mode=mode, antialias=True, **options))
    show('views', lambda: F.interpolate(x.transpose(0, 1).flip(-1), scale_factor=2))


def sampled(dtype):
    image, grid = t(2, 3, 4, 5, dtype=dtype), t(2, 3, 2, 2, k=1.3, dtype=dtype) * 1.4
    volume, places = t(2, 2, 3, 4, 5, dtype=dtype), t(2, 2, 2, 2, 3, k=1.3, dtype=dtype) * 1.4
    for mode in ('bilinear', 'nearest', 'bicubic', 'cubic'):
        for padding in ('zeros', 'border', 'reflection', 'none'):
            for corners in (True, False, None):
                show(f'{mode} {padding} {corners}', lambda: F.grid_sample(image, grid, mode, padding, corners))
                show('volume', lambda: F.grid_sample(volume, places, mode, padding, corners))


def folded(dtype):
    x = t(2, 3, 5, 6, dtype=dtype)
    for options in [
            {'kernel_size': 2}, {'kernel_size': (3, 2), 'stride': 2}, {'kernel_size': 3, 'padding': 1},
            {'kernel_size': (2, 3), 'dilation': (2, 1), 'padding': (0, 2), 'stride': (1, 2)}, {'kernel_size': 7}]:
        show(f'unfold {options}', lambda: (F.unfold(x, **options), F.unfold(x[0], **options)))
        show('fold', lambda: F.fold(F.unfold(x, **options), (5, 6), **options))
    show('views', lambda: F.unfold(x.transpose(2, 3), 2))
    show('fold', lambda: F.fold(t(1, 5, 4), (3, 3), 2))


for dtype in (torch.float32, torch.float64):
    for axes in (1, 2, 3):
        resized(axes, dtype)
    sampled(dtype)
    folded(dtype)
    for corners in (True, False):
        show('affine', lambda: F.affine_grid(t(2, 2, 3, dtype=dtype), (2, 3, 4, 5), corners))
        show('affine', lambda: F.affine_grid(t(2, 3, 4, dtype=dtype), (2, 3, 4, 1, 3), corners))
x = t(1, 1, 4, 5)
for value in (float('nan'), 1e10, 3.2, -7.7):
    for padding in ('zeros', 'border', 'reflection'):
        grid = torch.tensor([[[[value, 0.1], [0.2, value]]]])
        show(f'{value} {padding}', lambda: F.grid_sample(x, grid, 'bilinear', padding, False))
        show('nearest', lambda: F.grid_sample(x, grid, 'nearest', padding, False))
show('batch', lambda: F.grid_sample(x, torch.zeros(2, 2, 3, 2)))
show('dtype', lambda: F.grid_sample(x, torch.zeros(1, 2, 3, 2).double()))
show('empty', lambda: F.grid_sample(x, torch.zeros(1, 0, 3, 2)))
for shape in [(2, 8, 3, 4), (8, 2, 2), (1, 2, 8, 4, 6), (2, 3, 4, 4), (4, 4)]:
    show(f'shuffle {shape}', lambda: F.pixel_shuffle(t(*shape), 2))
    show('unshuffle', lambda: F.pixel_unshuffle(t(*shape), 2))
    show('channels', lambda: F.channel_shuffle(t(*shape), 2))
    show('response', lambda: F.local_response_norm(t(*shape), 3, 0.1, 0.6, 2.))
x[0, 0, 1, 2] = float('nan')
for mode in ('nearest', 'bilinear', 'bicubic', 'area'):
    show(f'nan {mode}', lambda: F.interpolate(x, (6, 4), mode=mode))
for module in [
        nn.Upsample(scale_factor=2), nn.Upsample((3, 4), mode='bilinear'), nn.UpsamplingNearest2d(scale_factor=2),
        nn.UpsamplingBilinear2d((3, 3)), nn.Unfold((3, 1), padding=(1, 0)), nn.Fold((4, 4), 2), nn.PixelUnshuffle(2),
        nn.ChannelShuffle(2), nn.LocalResponseNorm(3), nn.ZeroPad3d(1), nn.ReplicationPad3d((1, 2, 0, 1, 1, 1))]:
    print(module)
