"""One block of an encoder, Transformer or Conformer.

Follows WeNet 015469960, wenet/models/transformer/encoder_layer.py.

Each part of a block computes a result from x and adds it to x. With
normalize_before it reads a normalised copy of x, and the sum itself
passes through all blocks unchanged; without it, the sum is normalised
after each addition.

Both take and return the same: x (batch, time, size); mask (batch, 1 or
time, time), True where a frame may look; pos_emb (1, time, size);
mask_pad (batch, 1, time), True = real; and for streams att_cache, keys
and values (1, head, time before, d_k), and cnn_cache (1, size,
kernel - 1). A mask or cache without elements stands for none.
"""
from typing import Optional, Tuple

import torch
from torch import nn

from .attention import T_CACHE
from .class_utils import WENET_NORM_CLASSES


class TransformerEncoderLayer(nn.Module):
    """Attention, then a feed-forward."""

    def __init__(self,
                 size: int,
                 self_attn: nn.Module,
                 feed_forward: nn.Module,
                 dropout_rate: float,
                 normalize_before: bool = True,
                 layer_norm_type: str = 'layer_norm',
                 norm_eps: float = 1e-5):
        super().__init__()
        self.self_attn = self_attn
        self.feed_forward = feed_forward
        norm_class = WENET_NORM_CLASSES[layer_norm_type]
        self.norm1 = norm_class(size, eps=norm_eps)
        self.norm2 = norm_class(size, eps=norm_eps)
        self.dropout = nn.Dropout(dropout_rate)
        self.size = size
        self.normalize_before = normalize_before

    def forward(
            self,
            x: torch.Tensor,
            mask: torch.Tensor,
            pos_emb: torch.Tensor,
            mask_pad: torch.Tensor = torch.ones(
                (0, 0, 0), dtype=torch.bool),
            att_cache: T_CACHE = (torch.zeros(0, 0, 0, 0),
                                  torch.zeros(0, 0, 0, 0)),
            cnn_cache: torch.Tensor = torch.zeros(0, 0, 0, 0),
    ) -> Tuple[torch.Tensor, torch.Tensor, T_CACHE, torch.Tensor]:
        """Run the block; mask_pad and cnn_cache are not used."""
        # Self-attention: queries, keys and values all come from x
        residual = x
        if self.normalize_before:
            x = self.norm1(x)  # (batch, time, size)
        x_att, new_att_cache = self.self_attn(x, x, x, mask, pos_emb, cache=att_cache)
        x = residual + self.dropout(x_att)  # (batch, time, size)
        if not self.normalize_before:
            x = self.norm1(x)  # (batch, time, size)

        # Feed-forward
        residual = x
        if self.normalize_before:
            x = self.norm2(x)  # (batch, time, size)
        x = residual + self.dropout(self.feed_forward(x))  # (batch, time, size)
        if not self.normalize_before:
            x = self.norm2(x)  # (batch, time, size)

        fake_cnn_cache = torch.zeros((0, 0, 0), dtype=x.dtype)
        return x, mask, new_att_cache, fake_cnn_cache


class ConformerEncoderLayer(nn.Module):
    """Half a feed-forward, attention, convolution, the other half."""

    def __init__(self,
                 size: int,
                 self_attn: nn.Module,
                 feed_forward: Optional[nn.Module] = None,
                 feed_forward_macaron: Optional[nn.Module] = None,
                 conv_module: Optional[nn.Module] = None,
                 dropout_rate: float = 0.1,
                 normalize_before: bool = True,
                 layer_norm_type: str = 'layer_norm',
                 norm_eps: float = 1e-5):
        super().__init__()
        self.self_attn = self_attn
        self.feed_forward = feed_forward
        self.feed_forward_macaron = feed_forward_macaron
        self.conv_module = conv_module
        norm_class = WENET_NORM_CLASSES[layer_norm_type]
        self.norm_ff = norm_class(size, eps=norm_eps)
        self.norm_mha = norm_class(size, eps=norm_eps)
        if feed_forward_macaron is not None:
            self.norm_ff_macaron = norm_class(size, eps=norm_eps)
            self.ff_scale = 0.5
        else:
            self.ff_scale = 1.0
        if self.conv_module is not None:
            self.norm_conv = norm_class(size, eps=norm_eps)
            self.norm_final = norm_class(size, eps=norm_eps)
        self.dropout = nn.Dropout(dropout_rate)
        self.size = size
        self.normalize_before = normalize_before

    def forward(
            self,
            x: torch.Tensor,
            mask: torch.Tensor,
            pos_emb: torch.Tensor,
            mask_pad: torch.Tensor = torch.ones(
                (0, 0, 0), dtype=torch.bool),
            att_cache: T_CACHE = (torch.zeros(0, 0, 0, 0),
                                  torch.zeros(0, 0, 0, 0)),
            cnn_cache: torch.Tensor = torch.zeros(0, 0, 0, 0),
    ) -> Tuple[torch.Tensor, torch.Tensor, T_CACHE, torch.Tensor]:
        """Run the block."""
        # First half of the feed-forward (macaron: the second half is below)
        if self.feed_forward_macaron is not None:
            residual = x
            if self.normalize_before:
                x = self.norm_ff_macaron(x)  # (batch, time, size)
            x = residual + self.ff_scale * self.dropout(
                self.feed_forward_macaron(x))  # (batch, time, size)
            if not self.normalize_before:
                x = self.norm_ff_macaron(x)  # (batch, time, size)

        # Self-attention: queries, keys and values all come from x
        residual = x
        if self.normalize_before:
            x = self.norm_mha(x)  # (batch, time, size)
        x_att, new_att_cache = self.self_attn(x, x, x, mask, pos_emb, att_cache)
        x = residual + self.dropout(x_att)  # (batch, time, size)
        if not self.normalize_before:
            x = self.norm_mha(x)  # (batch, time, size)

        # Convolution
        new_cnn_cache = torch.zeros((0, 0, 0), dtype=x.dtype)
        if self.conv_module is not None:
            residual = x
            if self.normalize_before:
                x = self.norm_conv(x)  # (batch, time, size)
            x, new_cnn_cache = self.conv_module(x, mask_pad, cnn_cache)
            x = residual + self.dropout(x)  # (batch, time, size)
            if not self.normalize_before:
                x = self.norm_conv(x)  # (batch, time, size)

        # Second half of the feed-forward
        residual = x
        if self.normalize_before:
            x = self.norm_ff(x)  # (batch, time, size)
        x = residual + self.ff_scale * self.dropout(self.feed_forward(x))  # (batch, time, size)
        if not self.normalize_before:
            x = self.norm_ff(x)  # (batch, time, size)

        if self.conv_module is not None:
            x = self.norm_final(x)  # (batch, time, size)

        return x, mask, new_att_cache, new_cnn_cache
