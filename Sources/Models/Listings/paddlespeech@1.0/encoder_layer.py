"""One block of the Conformer.

Follows PaddleSpeech r1.0.1, paddlespeech/s2t/modules/encoder_layer.py.
"""
from typing import Optional, Tuple

import paddle
from paddle import nn


class ConformerEncoderLayer(nn.Layer):
    """Half a feed-forward, attention, convolution, the other half.

    Each of the four reads x and adds what it found to it. With
    normalize_before it reads a normalised copy, while the sum itself
    runs through all blocks untouched; without, the sum is normalised
    after each addition.
    """

    def __init__(self,
                 size: int,
                 self_attn: nn.Layer,
                 feed_forward: Optional[nn.Layer] = None,
                 feed_forward_macaron: Optional[nn.Layer] = None,
                 conv_module: Optional[nn.Layer] = None,
                 dropout_rate: float = 0.1,
                 normalize_before: bool = True,
                 concat_after: bool = False):
        super().__init__()
        self.self_attn = self_attn
        self.feed_forward = feed_forward
        self.feed_forward_macaron = feed_forward_macaron
        self.conv_module = conv_module
        self.norm_ff = nn.LayerNorm(size, epsilon=1e-12)
        self.norm_mha = nn.LayerNorm(size, epsilon=1e-12)
        if feed_forward_macaron is not None:
            self.norm_ff_macaron = nn.LayerNorm(size, epsilon=1e-12)
            self.ff_scale = 0.5
        else:
            self.ff_scale = 1.0
        if self.conv_module is not None:
            self.norm_conv = nn.LayerNorm(size, epsilon=1e-12)
            self.norm_final = nn.LayerNorm(size, epsilon=1e-12)
        self.dropout = nn.Dropout(dropout_rate)
        self.size = size
        self.normalize_before = normalize_before
        self.concat_after = concat_after
        # 1.0.1 makes this Linear in any case, and only concat_after calls
        # it; later versions, and some checkpoints, do without.
        if concat_after:
            self.concat_linear = nn.Linear(size + size, size)
        else:
            self.concat_linear = nn.Identity()

    def forward(
            self,
            x: paddle.Tensor,
            mask: paddle.Tensor,
            pos_emb: paddle.Tensor,
            mask_pad: Optional[paddle.Tensor] = None,
            cnn_cache: Optional[paddle.Tensor] = None,
    ) -> Tuple[paddle.Tensor, paddle.Tensor, paddle.Tensor]:
        """Run the block on x, (batch, time, size).

        mask (batch, 1 or time, time) says who may look at whom, True =
        may; mask_pad (batch, 1, time) is for the convolution, True =
        padding.
        """
        # First half of the feed-forward ("macaron": one on either side)
        if self.feed_forward_macaron is not None:
            residual = x
            if self.normalize_before:
                x = self.norm_ff_macaron(x)  # (batch, time, size)
            x = residual + self.ff_scale * self.dropout(
                self.feed_forward_macaron(x))  # (batch, time, size)
            if not self.normalize_before:
                x = self.norm_ff_macaron(x)  # (batch, time, size)

        # Self-attention: x asks, x answers
        residual = x
        if self.normalize_before:
            x = self.norm_mha(x)  # (batch, time, size)
        x_att = self.self_attn(
            x, x, x, pos_emb, mask)  # (batch, time, size)
        if self.concat_after:
            x_concat = paddle.concat(
                (x, x_att), axis=-1)  # (batch, time, 2*size)
            x = residual + self.concat_linear(
                x_concat)  # (batch, time, size)
        else:
            x = residual + self.dropout(x_att)  # (batch, time, size)
        if not self.normalize_before:
            x = self.norm_mha(x)  # (batch, time, size)

        # Convolution
        new_cnn_cache = paddle.zeros([1], dtype=x.dtype)
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
        x = residual + self.ff_scale * self.dropout(
            self.feed_forward(x))  # (batch, time, size)
        if not self.normalize_before:
            x = self.norm_ff(x)  # (batch, time, size)

        if self.conv_module is not None:
            x = self.norm_final(x)  # (batch, time, size)

        return x, mask, new_cnn_cache
