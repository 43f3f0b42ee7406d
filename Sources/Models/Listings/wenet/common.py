"""Helpers. Follows WeNet 015469960, wenet/utils/common.py."""
import torch


def mask_to_bias(mask: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """Turn a mask, True = may look, into a summand: 0, else -1e10."""
    assert mask.dtype == torch.bool
    mask = mask.to(dtype)  # (batch, *, time)
    mask = (1.0 - mask) * -1.0e+10  # (batch, *, time)
    return mask
