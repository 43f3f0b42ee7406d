"""The position of a frame, encoded as sines and cosines.

Follows PaddleSpeech develop (969f33999),
paddlespeech/s2t/modules/embedding.py.
"""
import math
from typing import Tuple

import paddle
from paddle import nn


class NoPositionalEncoding(nn.Layer):
    """Adds no positions: leaves x as it is."""

    def __init__(self, d_model: int, dropout_rate: float, max_len: int = 5000):
        super().__init__()

    def forward(self, x: paddle.Tensor, offset: int = 0):
        return x, None

    def position_encoding(self, offset: int, size: int):
        return None


class PositionalEncoding(nn.Layer):
    """Adds to each frame the pattern of its position.

        pe[pos, 2i]     = sin(pos / 10000^(2i / d_model))
        pe[pos, 2i + 1] = cos(pos / 10000^(2i / d_model))

    Like the hands of many clocks, from one turn in 6 frames to one in
    60,000. Made once for max_len positions; never learned, never stored.
    """

    def __init__(self, d_model: int, dropout_rate: float, max_len: int = 5000):
        super().__init__()
        self.d_model = d_model
        self.max_len = max_len
        self.xscale = paddle.to_tensor(math.sqrt(self.d_model))
        self.dropout = nn.Dropout(p=dropout_rate)
        self.base = paddle.to_tensor(10000.0)
        self.pe = paddle.zeros([1, self.max_len, self.d_model])  # (1, time, size)

        position = paddle.arange(0, self.max_len, dtype=paddle.float32).unsqueeze(1)  # (time, 1)
        div_term = paddle.exp(
            -paddle.arange(0, self.d_model, 2, dtype=paddle.float32) *
            (paddle.log(self.base) / self.d_model))  # (half)

        self.pe[:, :, 0::2] = paddle.sin(position * div_term)
        self.pe[:, :, 1::2] = paddle.cos(position * div_term)

    def forward(self, x: paddle.Tensor, offset: int = 0) -> Tuple[paddle.Tensor, paddle.Tensor]:
        """Return the frames with their positions, and the positions."""
        assert offset + x.shape[1] < self.max_len, (
            f"frames {offset} to {offset + x.shape[1]} need positions, "
            f"and max_len is {self.max_len}")
        pos_emb = self.pe[:, offset:offset + x.shape[1]]  # (1, time, size)
        x = x * self.xscale + pos_emb  # (batch, time, size)
        return self.dropout(x), self.dropout(pos_emb)

    def position_encoding(self, offset: int, size: int) -> paddle.Tensor:
        """The size positions from offset on: a stream asks for those of
        its cache and its chunk at once."""
        assert offset + size < self.max_len, (
            f"frames {offset} to {offset + size} need positions, "
            f"and max_len is {self.max_len}")
        return self.dropout(self.pe[:, offset:offset + size])  # (1, time, size)


class RelPositionalEncoding(PositionalEncoding):
    """The same table, but handed to the attention instead of added.

    x is only scaled: every layer's attention gets pos_emb by itself and
    decides how much a position counts.
    """

    def forward(self, x: paddle.Tensor, offset: int = 0) -> Tuple[paddle.Tensor, paddle.Tensor]:
        assert offset + x.shape[1] < self.max_len, (
            f"frames {offset} to {offset + x.shape[1]} need positions, "
            f"and max_len is {self.max_len}")
        x = x * self.xscale  # (batch, time, size)
        pos_emb = self.pe[:, offset:offset + x.shape[1]]  # (1, time, size)
        return self.dropout(x), self.dropout(pos_emb)
