"""Subsampling: features to vectors, at a lower frame rate.

Follows PaddleSpeech r1.0.1 and develop (969f33999),
paddlespeech/s2t/modules/subsampling.py. (In 1.0.1 Conv2dSubsampling8
lacks a line and cannot run; here it runs.)

The 10 ms frames of the features are finer than speech needs, and
attention costs time squared. Convolutions with stride, over time and
frequency alike, thin them out. Each forward returns (x, pos_emb, mask).
The mask is thinned by slices: frame k stays if the first feature frame
under it is real.
"""
from typing import Tuple

import paddle
from paddle import nn

from .embedding import (NoPositionalEncoding, PositionalEncoding, RelPositionalEncoding)


class BaseSubsampling(nn.Layer):
    def __init__(self, pos_enc_class: nn.Layer = PositionalEncoding):
        super().__init__()
        self.pos_enc = pos_enc_class  # an instance, not a class
        # One output frame covers right_context + 1 feature frames. The
        # next output frame starts subsampling_rate feature frames later.
        self.right_context = 0
        self.subsampling_rate = 1

    def position_encoding(self, offset: int, size: int) -> paddle.Tensor:
        return self.pos_enc.position_encoding(offset, size)


class LinearNoSubsampling(BaseSubsampling):
    """A Linear per frame: every frame stays."""

    def __init__(self,
                 idim: int,
                 odim: int,
                 dropout_rate: float,
                 pos_enc_class: nn.Layer = PositionalEncoding):
        super().__init__(pos_enc_class)
        self.out = nn.Sequential(
            nn.Linear(idim, odim),
            nn.LayerNorm(odim, epsilon=1e-12),
            nn.Dropout(dropout_rate),
            nn.ReLU())

    def forward(
            self,
            x: paddle.Tensor,
            x_mask: paddle.Tensor,
            offset: int = 0,
    ) -> Tuple[paddle.Tensor, paddle.Tensor, paddle.Tensor]:
        x = self.out(x)  # (batch, time, size)
        x, pos_emb = self.pos_enc(x, offset)
        return x, pos_emb, x_mask


class Conv2dSubsampling(BaseSubsampling):
    """The base class of the three below."""


class Conv2dSubsampling4(Conv2dSubsampling):
    """Two 3x3 convolutions of stride 2: a frame each 40 ms."""

    def __init__(self,
                 idim: int,
                 odim: int,
                 dropout_rate: float,
                 pos_enc_class: nn.Layer = PositionalEncoding):
        super().__init__(pos_enc_class)
        self.conv = nn.Sequential(
            nn.Conv2D(1, odim, 3, 2),
            nn.ReLU(),
            nn.Conv2D(odim, odim, 3, 2),
            nn.ReLU())
        self.out = nn.Sequential(nn.Linear(odim * (((idim - 1) // 2 - 1) // 2), odim))
        self.subsampling_rate = 4
        self.right_context = 6  # (3 - 1) * 1 + (3 - 1) * 2

    def forward(
            self,
            x: paddle.Tensor,
            x_mask: paddle.Tensor,
            offset: int = 0,
    ) -> Tuple[paddle.Tensor, paddle.Tensor, paddle.Tensor]:
        x = x.unsqueeze(1)  # (batch, 1, time, feat)
        x = self.conv(x)  # (batch, channels, time, feat)
        b, c, t, f = x.shape
        x = self.out(x.transpose([0, 2, 1, 3]).reshape([b, -1, c * f]))  # (batch, time, size)
        x, pos_emb = self.pos_enc(x, offset)
        return x, pos_emb, x_mask[:, :, :-2:2][:, :, :-2:2]


class Conv2dSubsampling6(Conv2dSubsampling):
    """3x3 of stride 2, then 5x5 of stride 3: a frame each 60 ms."""

    def __init__(self,
                 idim: int,
                 odim: int,
                 dropout_rate: float,
                 pos_enc_class: nn.Layer = PositionalEncoding):
        super().__init__(pos_enc_class)
        self.conv = nn.Sequential(
            nn.Conv2D(1, odim, 3, 2),
            nn.ReLU(),
            nn.Conv2D(odim, odim, 5, 3),
            nn.ReLU())
        self.linear = nn.Linear(odim * (((idim - 1) // 2 - 2) // 3), odim)
        self.subsampling_rate = 6
        self.right_context = 10  # (3 - 1) * 1 + (5 - 1) * 2

    def forward(
            self,
            x: paddle.Tensor,
            x_mask: paddle.Tensor,
            offset: int = 0,
    ) -> Tuple[paddle.Tensor, paddle.Tensor, paddle.Tensor]:
        x = x.unsqueeze(1)  # (batch, 1, time, feat)
        x = self.conv(x)  # (batch, channels, time, feat)
        b, c, t, f = x.shape
        x = self.linear(x.transpose([0, 2, 1, 3]).reshape([b, -1, c * f]))  # (batch, time, size)
        x, pos_emb = self.pos_enc(x, offset)
        return x, pos_emb, x_mask[:, :, :-2:2][:, :, :-4:3]


class Conv2dSubsampling8(Conv2dSubsampling):
    """Three 3x3 convolutions of stride 2: a frame each 80 ms."""

    def __init__(self,
                 idim: int,
                 odim: int,
                 dropout_rate: float,
                 pos_enc_class: nn.Layer = PositionalEncoding):
        super().__init__(pos_enc_class)
        self.conv = nn.Sequential(
            nn.Conv2D(1, odim, 3, 2),
            nn.ReLU(),
            nn.Conv2D(odim, odim, 3, 2),
            nn.ReLU(),
            nn.Conv2D(odim, odim, 3, 2),
            nn.ReLU())
        self.linear = nn.Linear(odim * ((((idim - 1) // 2 - 1) // 2 - 1) // 2), odim)
        self.subsampling_rate = 8
        self.right_context = 14  # (3 - 1) * 1 + (3 - 1) * 2 + (3 - 1) * 4

    def forward(
            self,
            x: paddle.Tensor,
            x_mask: paddle.Tensor,
            offset: int = 0,
    ) -> Tuple[paddle.Tensor, paddle.Tensor, paddle.Tensor]:
        x = x.unsqueeze(1)  # (batch, 1, time, feat)
        x = self.conv(x)  # (batch, channels, time, feat)
        b, c, t, f = x.shape
        x = self.linear(x.transpose([0, 2, 1, 3]).reshape([b, -1, c * f]))  # (batch, time, size)
        x, pos_emb = self.pos_enc(x, offset)
        return x, pos_emb, x_mask[:, :, :-2:2][:, :, :-2:2][:, :, :-2:2]


def make_embed(input_layer, pos_enc_layer_type, idim, odim, dropout_rate,
               positional_dropout_rate, max_len):
    """The subsampling that a config's input_layer and pos_enc_layer_type
    name, for idim features and vectors of odim."""
    pos_enc_classes = {
        "abs_pos": PositionalEncoding,
        "rel_pos": RelPositionalEncoding,
        "no_pos": NoPositionalEncoding,
    }
    assert pos_enc_layer_type in pos_enc_classes, (
        f"pos_enc_layer_type: {pos_enc_layer_type} is not one of "
        f"{', '.join(pos_enc_classes)}")
    subsampling_classes = {
        "linear": LinearNoSubsampling,
        "conv2d": Conv2dSubsampling4,
        "conv2d6": Conv2dSubsampling6,
        "conv2d8": Conv2dSubsampling8,
    }
    assert input_layer in subsampling_classes, (
        f"input_layer: {input_layer} is not one of "
        f"{', '.join(subsampling_classes)}")
    return subsampling_classes[input_layer](
        idim=idim,
        odim=odim,
        dropout_rate=dropout_rate,
        pos_enc_class=pos_enc_classes[pos_enc_layer_type](
            d_model=odim,
            dropout_rate=positional_dropout_rate,
            max_len=max_len))
