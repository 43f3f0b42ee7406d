"""Helpers of the programs layers_*.py: operands and weights without a random generator, and short texts of results."""
import torch


def t(*shape, k=0.37, dtype=torch.float32):
    n = 1
    for size in shape:
        n *= size
    return torch.sin(torch.arange(n, dtype=torch.float64) * k + 0.1).reshape(shape).to(dtype)


def text(value):
    # A tensor's shape, dtype, number of NaN, and a sum in which each element has its own weight.
    if isinstance(value, torch.Tensor):
        flat = value.double().reshape(-1)
        lost = flat.isnan().sum().item()
        weights = torch.cos(torch.arange(flat.numel(), dtype=torch.float64) * 0.3)
        total = (torch.nan_to_num(flat, 0.0, 1e3, -1e3) * weights).sum().item()
        return f'{tuple(value.shape)} {value.dtype} {lost} {round(1000 + total, 3)}'
    if isinstance(value, (tuple, list)):
        return '(' + ', '.join([text(item) for item in value]) + ')'
    return repr(value)


def show(label, compute):
    try:
        value = compute()
    except Exception as error:
        print(label, 'raises', type(error).__name__)
        return
    print(label, text(value))


def filled(module):
    with torch.no_grad():
        for i, p in enumerate(module.parameters()):
            p.copy_(t(*p.shape, k=0.37 + i * 0.1) * 0.5)
    return module.eval()
