"""One block of an encoder, Transformer or Conformer.

Follows PaddleSpeech r1.0.1, paddlespeech/s2t/modules/encoder_layer.py.

Each part of a block computes a result from x and adds it to x. With
normalize_before it reads a normalised copy of x, and the sum itself
passes through all blocks unchanged; without it, the sum is normalised
after each addition.

Both take and return the same: x (batch, time, size); mask (batch, 1 or
time, time), True where a frame may look; pos_emb (1, time, size);
mask_pad (batch, 1, time), True = padding. In a stream x begins with the
frames before the chunk: output_cache (1, time before, size) is what the
block made of those, and cnn_cache (1, size, kernel - 1) is the
convolution's. None stands for none.
"""
from typing import Optional, Tuple

import paddle
from paddle import nn


class TransformerEncoderLayer(nn.Layer):
    """Attention, then a feed-forward."""

    def __init__(self,
                 size: int,
                 self_attn: nn.Layer,
                 feed_forward: nn.Layer,
                 dropout_rate: float,
                 normalize_before: bool = True,
                 concat_after: bool = False):
        super().__init__()
        self.self_attn = self_attn
        self.feed_forward = feed_forward
        self.norm1 = nn.LayerNorm(size, epsilon=1e-12)
        self.norm2 = nn.LayerNorm(size, epsilon=1e-12)
        self.dropout = nn.Dropout(dropout_rate)
        self.size = size
        self.normalize_before = normalize_before
        self.concat_after = concat_after
        # Every checkpoint has this Linear. It runs only with concat_after.
        self.concat_linear = nn.Linear(size + size, size)

    def forward(
            self,
            x: paddle.Tensor,
            mask: paddle.Tensor,
            pos_emb: Optional[paddle.Tensor] = None,
            mask_pad: Optional[paddle.Tensor] = None,
            output_cache: Optional[paddle.Tensor] = None,
            cnn_cache: Optional[paddle.Tensor] = None,
    ) -> Tuple[paddle.Tensor, paddle.Tensor, paddle.Tensor]:
        """Run the block; pos_emb, mask_pad and cnn_cache are not used."""
        # Self-attention: queries, keys and values all come from x
        residual = x
        if self.normalize_before:
            x = self.norm1(x)  # (batch, time, size)
        # In a stream, only the chunk has queries. All frames are keys.
        if output_cache is None:
            x_q = x
        else:
            assert output_cache.shape[0] == x.shape[0]
            assert output_cache.shape[1] < x.shape[1]
            assert output_cache.shape[2] == self.size
            chunk = x.shape[1] - output_cache.shape[1]
            x_q = x[:, -chunk:, :]  # (batch, time1, size)
            residual = residual[:, -chunk:, :]  # (batch, time1, size)
            mask = mask[:, -chunk:, :]  # (batch, 1, time)
        if self.concat_after:
            x_concat = paddle.concat(
                (x, self.self_attn(x_q, x, x, mask)),
                axis=-1)  # (batch, time, 2*size)
            x = residual + self.concat_linear(x_concat)  # (batch, time, size)
        else:
            x = residual + self.dropout(self.self_attn(x_q, x, x, mask))  # (batch, time1, size)
        if not self.normalize_before:
            x = self.norm1(x)  # (batch, time1, size)

        # Feed-forward
        residual = x
        if self.normalize_before:
            x = self.norm2(x)  # (batch, time1, size)
        x = residual + self.dropout(self.feed_forward(x))  # (batch, time1, size)
        if not self.normalize_before:
            x = self.norm2(x)  # (batch, time1, size)

        if output_cache is not None:
            x = paddle.concat([output_cache, x], axis=1)  # (batch, time, size)
        fake_cnn_cache = paddle.zeros([1], dtype=x.dtype)
        return x, mask, fake_cnn_cache


class ConformerEncoderLayer(nn.Layer):
    """Half a feed-forward, attention, convolution, the other half."""

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
        # Version 1.0.1 always creates this Linear, but runs it only with
        # concat_after. Later versions and some checkpoints do not have it.
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
            output_cache: Optional[paddle.Tensor] = None,
            cnn_cache: Optional[paddle.Tensor] = None,
    ) -> Tuple[paddle.Tensor, paddle.Tensor, paddle.Tensor]:
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
        # In a stream, only the chunk has queries. All frames are keys.
        if output_cache is None:
            x_q = x
        else:
            assert output_cache.shape[0] == x.shape[0]
            assert output_cache.shape[1] < x.shape[1]
            assert output_cache.shape[2] == self.size
            chunk = x.shape[1] - output_cache.shape[1]
            x_q = x[:, -chunk:, :]  # (batch, time1, size)
            residual = residual[:, -chunk:, :]  # (batch, time1, size)
            mask = mask[:, -chunk:, :]  # (batch, 1, time)
        x_att = self.self_attn(x_q, x, x, pos_emb, mask)  # (batch, time1, size)
        if self.concat_after:
            x_concat = paddle.concat((x, x_att), axis=-1)  # (batch, time, 2*size)
            x = residual + self.concat_linear(x_concat)  # (batch, time, size)
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
        x = residual + self.ff_scale * self.dropout(self.feed_forward(x))  # (batch, time, size)
        if not self.normalize_before:
            x = self.norm_ff(x)  # (batch, time, size)

        if self.conv_module is not None:
            x = self.norm_final(x)  # (batch, time, size)

        if output_cache is not None:
            x = paddle.concat([output_cache, x], axis=1)  # (batch, time, size)
        return x, mask, new_cnn_cache
