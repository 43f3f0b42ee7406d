# Unusual calls that torch accepts, and calls for which torch raises an error. Prints the error's class.
import torch
from torch.nn.utils.rnn import pack_sequence

T = torch.tensor


def seeded(seed):
    torch.manual_seed(seed)
    return torch.initial_seed(), torch.rand(1)


def generator(seed):
    return torch.Generator().manual_seed(seed).initial_seed()


singular = T([[1.0, 2.0], [2.0, 4.0]])
regular = 2 * torch.eye(2)
packed = pack_sequence([T([1.0, 2.0]), T([3.0])])
cases = [lambda seed=seed: seeded(seed) for seed in (1.0, 2.7, -3.5, True, 2**64 - 1, 2**63 + 5, -5, 2**64, -2**63 - 1)]
cases += [lambda seed=seed: generator(seed) for seed in (2**63, -5, 2**64, 1.0, True)]
cases += [lambda order=order: torch.linalg.cond(singular, order) for order in ("fro", 1, -1, float("inf"))]
cases += [
    lambda: torch.linalg.cond(torch.stack([singular, regular]), 1),
    lambda: torch.linalg.inv(singular), lambda: singular.inverse(), lambda: torch.linalg.cholesky(-singular),
    lambda: torch.linalg.inv(torch.stack([torch.eye(2), singular])),
    lambda: torch.linalg.cholesky(torch.stack([torch.eye(2), -singular])),
    lambda: torch.linalg.solve(singular, T([1.0, 2.0])),
    lambda: torch.linalg.solve(torch.stack([torch.eye(2), singular]), torch.ones(2, 2)),
    lambda: torch.linalg.svd(singular * float("nan")), lambda: T(5.0).unfold(0, 1, 1),
    lambda: packed.float(), lambda: packed.double(), lambda: packed.half(), lambda: packed.long(),
    lambda: packed.int(), lambda: packed.is_pinned(), lambda: packed.is_cuda,
]
for number, case in enumerate(cases):
    try:
        print(number, case())
    except Exception as error:
        print(number, type(error).__name__, str(error).split("\n")[0])

try:
    torch.linalg.inv(singular)
except torch.linalg.LinAlgError as error:
    print("caught", type(error), isinstance(error, RuntimeError))

torch.manual_seed(1)
for dtype in (torch.int64, torch.int32, torch.uint8, torch.float32, torch.bfloat16):
    print(torch.zeros(3, dtype=dtype).random_(10, None))
source = torch.Generator().manual_seed(3)
torch.rand(2, generator=source)
twin = source.clone_state()
print(torch.rand(1, generator=source), torch.rand(1, generator=twin), type(twin).__name__)
