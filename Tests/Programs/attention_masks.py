"""Attention with a mask and is_causal at once."""
import torch
import torch.nn.functional as F

q = torch.arange(12.).view(1, 1, 3, 4).sin()
k = torch.arange(12.).view(1, 1, 3, 4).cos()
v = torch.arange(12.).view(1, 1, 3, 4)
flags = torch.tensor([[True, True, True], [False, True, True], [True, True, False]])
for mask in (flags, torch.tensor([[0., 1., 2.], [0.5, -1., 3.], [1., 0., float('-inf')]])):
    print(F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=True).tolist())
try:
    F.scaled_dot_product_attention(q[0], k[0], v[0], attn_mask=flags, is_causal=True)
except RuntimeError:
    print('RuntimeError')
