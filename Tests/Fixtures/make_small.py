"""Makes a WeNet checkpoint small enough to keep: python3 make_small.py final.pt small.safetensors.

Leaves out the attention decoder, which no listing runs, and the table of positions, which the model makes itself."""
import sys

import torch
from safetensors.torch import save_file

weights = torch.load(sys.argv[1], map_location="cpu")
save_file({name: value.contiguous() for name, value in weights.items()
           if not name.startswith("decoder.") and not name.endswith(".pe")}, sys.argv[2])
