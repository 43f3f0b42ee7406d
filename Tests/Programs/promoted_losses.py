# Losses, sums and interpolations of two dtypes that torch computes.
import torch
import torch.nn as nn
import torch.nn.functional as F

x, y = torch.tensor([0.25, 0.5, 2.0]), torch.tensor([True, False, True])
print(F.mse_loss(x, y), F.smooth_l1_loss(x, y), F.huber_loss(x, y), nn.MSELoss()(x, y))
print(torch.einsum('ij,jk->ik', torch.ones(2, 1).half(), torch.full((1, 2), 3.0)))
print(torch.einsum('bhqd,bhkd->bhqk', torch.ones(1, 1, 2, 1).half(), torch.ones(1, 1, 2, 1)).dtype)
print(torch.lerp(x, x + 1, torch.tensor(0.5, dtype=torch.float64)))
print(nn.InstanceNorm1d(3, track_running_stats=True).eval()(torch.ones(1, 3, 2).double()).dtype)
for call in (
    lambda: F.linear(x, torch.ones(2, 3), torch.ones(2).double()),
    lambda: F.l1_loss(x, y),
    lambda: torch.einsum('ij,jk->ik', torch.ones(2, 2).half(), torch.ones(2, 2)),
):
    try:
        print(call())
    except RuntimeError as error:
        print(type(error).__name__)
