# Rounding, bounds, empty axes and indices at the limits of what torch accepts.
import numpy as np
import torch

h = torch.tensor([1.5, 2.25, -3.1, 0.7, 2.3, -1.9], dtype=torch.float16)
b, f = h.bfloat16(), h.float()
i = torch.arange(6)
e = torch.zeros(0, 3)
z = torch.complex(torch.tensor(1.0), torch.tensor(2.0))


def check(name, call):
    try:
        result = call()
        print(name, [[part.dtype, part.tolist()] for part in (result if isinstance(result, tuple) else (result,))])
    except Exception as error:
        print(name, type(error).__name__, str(error).split('\n')[0])


# index_reduce rounds after each element.
source = (torch.arange(40).float() * 0.37 % 3 - 1.3) * 1.1
places = torch.arange(40) * 7 % 11 % 5
for dtype in (torch.float16, torch.bfloat16):
    start = (torch.arange(5).float() * 0.3 + 1).to(dtype)
    for reduce in ('mean', 'prod', 'amax'):
        for own in (True, False):
            # The test compares integers exactly.
            found = start.index_reduce(0, places, source.to(dtype), reduce, include_self=own)
            print(dtype, reduce, own, (found.double() * 2**30).long().tolist())

for low, high in [(-1e6, 1e6), (-1e6, None), (None, 70000), (-70000, None), (None, 1e39), (float('-inf'), 1), (-1, 2)]:
    check(f'clamp {low} {high} half', lambda: h.clamp(low, high))
    check(f'clamp {low} {high} brain', lambda: b.clamp(low, high))
    check(f'clamp {low} {high} float', lambda: f.clamp(low, high))
check('clamp_min', lambda: f.clamp_min(-1e39))
check('clamp_max', lambda: h.clamp_max(1e10))
check('hardtanh', lambda: torch.nn.functional.hardtanh(h, -1e6, 1e6))

wide = torch.tensor([-2147483649.0, 4294967296.0 * 3 + 5, 300.7, -1.5, 3e9, float('nan'), float('inf')]).double()
wide[:2] = torch.tensor([-2147483649.0, 4294967296.0 * 3 + 5], dtype=torch.float64)
for dtype in (torch.int8, torch.uint8, torch.int16, torch.int32, torch.int64):
    print(dtype, wide.to(dtype).tolist(), wide[1].to(dtype).item())

for name in ('argmax', 'argmin', 'max', 'min', 'amax', 'amin', 'median', 'mode'):
    check(name + ' of an empty axis', lambda: getattr(torch, name)(e, 0))
    check(name + ' of another axis', lambda: getattr(torch, name)(e, 1))
for name in ('argmax', 'argmin', 'max', 'min', 'amax', 'amin'):
    check(name + ' of no elements', lambda: getattr(torch, name)(e))
check('kthvalue', lambda: e.kthvalue(1, 0))

check('meshgrid', lambda: torch.meshgrid(i[:2], i[:3], indexing=None))
check('meshgrid of nothing', lambda: torch.meshgrid())
check('index_fill', lambda: f.index_fill(0, torch.tensor([7]), 1.0))
check('index_fill below', lambda: f.index_fill(0, torch.tensor([-7]), 1.0))
check('index_fill from the end', lambda: i.index_fill(0, torch.tensor([-1]), 9))
check('index_fill with a vector', lambda: f.index_fill(0, torch.tensor([0]), torch.tensor([1.0])))
check('index_fill at a matrix', lambda: f.index_fill(0, torch.tensor([[0]]), 1.0))
check('index_select', lambda: torch.index_select(f.reshape(2, 3), 0, torch.tensor([5])))
check('index_select of the second axis', lambda: torch.index_select(f.reshape(2, 3), 1, torch.tensor([5])))
check('round', lambda: round(f[0]))

x = torch.arange(24).reshape(2, 3, 4)
a = np.arange(6).reshape(2, 3)
print(x[range(2)].shape, x[0, range(2)].tolist(), x[:, range(1, 3)].shape, x[range(0)].shape, x[[range(2)]].shape)
print(a[range(1)].tolist(), a[:, range(0, 3, 2)].tolist())
x[0, range(2)] = 7
print(x[0].tolist())
print(np.argsort(np.array([3, 1, 2, 0, 5])), np.argsort(np.array([2, 1] * 4), kind='stable'))
