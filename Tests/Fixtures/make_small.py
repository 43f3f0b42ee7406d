"""Makes a smaller copy of a WeNet checkpoint for the repository: python3 make_small.py final.pt small.safetensors.

The copy has neither the attention decoder, which no listing runs, nor the position table, which the model computes."""
import sys

import torch
from safetensors.torch import save_file

weights = torch.load(sys.argv[1], map_location="cpu")
save_file({name: value.contiguous() for name, value in weights.items()
           if not name.startswith("decoder.") and not name.endswith(".pe")}, sys.argv[2])
