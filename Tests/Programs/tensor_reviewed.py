# Calls whose result depends on the type of a number, on a 0-d tensor, or on an axis.
import numpy as np
import torch


def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except (RuntimeError, IndexError, ValueError) as error:
            print(type(error).__name__)


z = torch.tensor([1 + 2j, 0, complex(float("nan"), 1)])
print(z**0j, z[0] ** (1 + 0j), z[:2] ** (2 + 0j), z[0] ** (3 + 0j))
ones = torch.ones(2, 2) + 0j
print(torch.addmm(ones * float("nan"), ones, ones, beta=0.0))
print(torch.zeros(2, dtype=torch.int8).fill_(torch.tensor(300)), torch.zeros(2).half().fill_(torch.tensor(1e6)))
zero = torch.tensor(0)
attempt(
    lambda: torch.zeros(2).fill_(torch.tensor([1.0])), lambda: torch.tensor(3.0).gather(5, zero),
    lambda: torch.tensor(3.0).gather(-1, zero), lambda: torch.tensor(3.0).index_select(5, zero),
    lambda: torch.tensor(3.0).unfold(7, 1, 1), lambda: torch.tensor(3.0).index_add(4, zero, torch.tensor(1.0)),
    lambda: torch.linalg.cond(torch.zeros(2, 2), 3), lambda: torch.linalg.cond(torch.eye(2), 1),
)
attempt(
    lambda: np.random.RandomState(0).choice(2, 3, p=[-0.5, 1.5]),
    lambda: np.random.RandomState(0).choice(2, 3, p=[float("nan"), 0.5]),
    lambda: np.random.RandomState(0).choice(2, 3, p=np.array([0.5, 0.50001], dtype=np.float32)).tolist(),
    lambda: np.random.RandomState(0).choice(2, 3, p=[0.5, 0.50001]),
)
