"""Several `...` in one index: each `...` skips as many axes as the other parts leave unused."""
import numpy as np
import torch

x = torch.arange(24).view(2, 3, 4)
for name, index in {
    '..., :-1, ...': (..., slice(None, -1), ...), '..., ...': (..., ...), '..., 0, ...': (..., 0, ...),
    '..., None, ...': (..., None, ...), '0, ..., ...': (0, ..., ...), '..., ..., 0': (..., ..., 0),
    ':, ..., :, ...': (slice(None), ..., slice(None), ...), '0, ..., 0, ...': (0, ..., 0, ...),
    '..., 0, ..., 0, 0': (..., 0, ..., 0, 0), '..., tensor, ...': (..., torch.tensor([0]), ...),
    '..., True, ...': (..., True, ...), '..., mask, ...': (..., torch.tensor([True, False]), ...),
    '..., ..., :': (..., ..., slice(None)), '..., 0, ..., 0': (..., 0, ..., 0),
}.items():
    try:
        part = x[index]
        print(name, list(part.shape), part.sum().item())
    except IndexError as error:
        print(name, 'IndexError')
y = torch.zeros(2, 3)
y[..., 0:1, ...] = 5
print(y.tolist())
try:
    np.zeros((2, 3))[..., ...]
except IndexError:
    print('numpy: IndexError')
