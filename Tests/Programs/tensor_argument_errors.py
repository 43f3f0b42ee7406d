"""Arguments that torch refuses, and lists of axes that are empty."""
import torch
import torch.nn.functional as F


def attempt(name, f):
    try:
        print(name, f())
    except Exception as error:
        print(name, type(error).__name__)


x = torch.arange(6.).view(2, 3)
image = torch.arange(4.).view(1, 1, 4)
for name, f in {
    'gelu': lambda: F.gelu(x, approximate='foo'), 'gelu None': lambda: F.gelu(x, approximate=None),
    'pad value': lambda: F.pad(image, (1, 1), mode='reflect', value=3),
    'pad 0': lambda: F.pad(image, (1, 1), mode='reflect', value=0.).tolist(),
    'pad rank': lambda: F.pad(torch.ones(4), (1, 1), mode='reflect'),
    'pad negative': lambda: F.pad(image, (-1, 1), mode='reflect').tolist(),
    'pad replicate': lambda: F.pad(image, (-1, 2), mode='replicate').tolist(),
    'meshgrid': lambda: torch.meshgrid(x[0], x[1], indexing='foo'),
    'div': lambda: torch.div(x, 2, rounding_mode='foo'),
    'scatter': lambda: x.scatter(0, torch.tensor([[0]]), 1., reduce='foo'),
    'dtype': lambda: torch.zeros(2, dtype='float32'), 'sum dtype': lambda: x.sum(dtype='float32'),
    'to': lambda: x.to('foo'), 'to dtype': lambda: x.to('float64'), 'device': lambda: torch.zeros(2, device='foo'),
    'type': lambda: x.type('torch.FooTensor'), 'svd': lambda: torch.linalg.svd(torch.eye(2), driver='gesvd'),
    'norm': lambda: torch.linalg.norm(x[0], 'fro'),
    'norm dtype': lambda: torch.norm(x, dtype=torch.float16), 'norm int': lambda: x.norm(dtype=torch.int32),
    'arange': lambda: torch.arange(5, 2), 'requires_grad': lambda: torch.tensor([1], requires_grad=True),
    'sum ()': lambda: x.sum(()).item(), 'mean []': lambda: x.mean([]).item(),
    'amax': lambda: x.amax(()).tolist(), 'any': lambda: x.any(dim=()).tolist(),
    'std keepdim': lambda: x.std(dim=[], keepdim=True).shape, 'norm ()': lambda: round(x.norm(dim=[]).item(), 4),
    'count': lambda: torch.count_nonzero(x, ()).item(), 'nansum': lambda: x.nansum([]).item(),
    'squeeze': lambda: x[:1].squeeze(()).shape, 'linalg.norm ()': lambda: torch.linalg.norm(x, dim=()),
    'roll': lambda: x.roll(1, ()).tolist(),
    'var': lambda: (torch.arange(3.).var(correction=3).item(), torch.arange(3.).double().var(correction=5).item(),
                    torch.ones(3).var(correction=4).item(), torch.ones(1).var().item()),
    'attention': lambda: F.scaled_dot_product_attention(image, image, image, attn_mask=torch.zeros(1, 1).double()),
    'attention heads': lambda: F.scaled_dot_product_attention(
        torch.ones(1, 4, 1, 2), torch.ones(1, 2, 1, 2), torch.ones(1, 4, 1, 2), enable_gqa=True).tolist(),
}.items():
    attempt(name, f)
