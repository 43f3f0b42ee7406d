# The printed text of einops' layers.
import torch
from einops.layers.torch import Rearrange, Reduce

print(Rearrange("a (b c) -> a b c", c=2))
print(torch.nn.Sequential(Rearrange("a b -> b a"), Reduce("a b -> a", "mean")))
