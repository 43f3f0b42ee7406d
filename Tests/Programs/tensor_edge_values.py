"""Values at the edges of dtypes: bounds, conversions, powers, shifts, singular matrices."""
import torch

nan, inf = float('nan'), float('inf')


def attempt(name, f):
    try:
        result = f()
        print(name, result.dtype, result.tolist())
    except Exception as error:
        print(name, 'RuntimeError' if isinstance(error, RuntimeError) else type(error).__name__)


u8 = torch.tensor([200, 5], dtype=torch.uint8)
i8 = torch.tensor([100, 5], dtype=torch.int8)
flags = torch.tensor([True, False])
singular = torch.tensor([[1., 2.], [2., 4.]])
complex_matrix = torch.tensor([[2 + 0j, 1j], [-1j, 3 + 0j]])
for name, f in {
    'clamp(-1, 100)': lambda: u8.clamp(-1, 100), 'clamp(max=300)': lambda: u8.clamp(max=300),
    'clamp int8': lambda: i8.clamp(-300, 300), 'clamp(min=300)': lambda: u8.clamp(min=300),
    'clamp_min': lambda: u8.clamp_min(-1), 'clamp nan': lambda: torch.clamp(torch.tensor([1., nan]), nan, 2.),
    'clamp max nan': lambda: torch.clamp(torch.tensor([1., -inf]), max=nan),
    'int': lambda: torch.tensor([3e9, -3e9, 1e5, nan, inf]).int(),
    'short': lambda: torch.tensor([3e9, -3e9, 1e5, nan, inf]).short(),
    'int of double': lambda: torch.tensor([3e9, -3e9, 2147483647.5], dtype=torch.float64).int(),
    'copy_ number': lambda: torch.zeros(2).copy_(3), 'copy_ float': lambda: torch.zeros(2, dtype=torch.int64).copy_(2.7),
    'copy_ complex': lambda: torch.zeros(2).copy_(torch.tensor([1 + 2j, 3j])),
    'complex power': lambda: torch.tensor([0j, 1j]) ** 0, 'complex power tensor': lambda: torch.tensor([0j]) ** torch.tensor([0j]),
    'bool power': lambda: flags ** True, 'bool power False': lambda: flags ** False, 'bool power 2': lambda: flags ** 2,
    'shift': lambda: -1 >> torch.tensor([3], dtype=torch.uint8), 'shift 300': lambda: 300 >> torch.tensor([3], dtype=torch.uint8),
    'half - int': lambda: torch.tensor([inf, 2.], dtype=torch.float16) - torch.tensor([100000, 2049]),
    'half / int': lambda: torch.tensor([1., 2049.], dtype=torch.float16) / torch.tensor([100000, 2051]),
    'addmm complex': lambda: torch.addmm(complex_matrix, complex_matrix, complex_matrix, beta=0.5, alpha=2),
    'addmm beta 0': lambda: torch.addmm(complex_matrix, complex_matrix, complex_matrix, beta=0, alpha=1j),
    'rank': lambda: torch.linalg.matrix_rank(torch.tensor([[1., 2.], [1., 2.]]), hermitian=True),
    'pinv': lambda: torch.linalg.pinv(torch.tensor([[4., 1.], [2., 3.]]), hermitian=True).mul(8).round(),
    'cond': lambda: torch.linalg.cond(singular, 1), 'cond fro': lambda: torch.linalg.cond(singular, 'fro'),
    'cholesky nan': lambda: torch.linalg.cholesky(torch.tensor([[nan, 2.], [2., 4.]])),
    'fft2': lambda: torch.fft.fft2(torch.ones(1, 2), dim=()),
    'logsumexp': lambda: torch.ones(2, 3).logsumexp([]),
    'conv': lambda: torch.conv1d(torch.ones(1, 1, 4), torch.ones(1, 1, 2), padding='foo'),
}.items():
    attempt(name, f)
