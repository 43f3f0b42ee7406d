"""Writes made/parallel.pt: a checkpoint as saved after training with DataParallel, with the optimizer's state.

    python3 make_torch_fixture.py        # torch 2.13
"""

import os
from collections import OrderedDict

import torch

here = os.path.dirname(os.path.abspath(__file__))
base = torch.arange(12, dtype=torch.float32).reshape(3, 4)
torch.save(
    {
        "state_dict": OrderedDict([
            ("module.a.weight", torch.nn.Parameter(base)),
            ("module.a.strided", base[:, ::2]),
            ("module.a.last", base.t()[1:]),
            ("module.b.half", torch.tensor([1.5, -2], dtype=torch.float16)),
            ("module.b.brain", torch.tensor([1.5, -2], dtype=torch.bfloat16)),
            ("module.b.step", torch.tensor(7)),
        ]),
        "optimizer": {"state": {0: {"step": torch.tensor(3.0)}}, "param_groups": [{"lr": 0.1, "params": [0]}]},
        "epoch": 3,
    },
    os.path.join(here, "made", "parallel.pt"))
