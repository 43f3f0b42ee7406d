def rearrange(x): return "own einops"
