"""The position of a frame, encoded as sines and cosines.

Follows WeNet 015469960, wenet/models/transformer/embedding.py.
"""
import math
from typing import Tuple

import torch


class PositionalEncoding(torch.nn.Module):
    """Adds to each frame the pattern of its position.

        pe[pos, 2i]     = sin(pos / 10000^(2i / d_model))
        pe[pos, 2i + 1] = cos(pos / 10000^(2i / d_model))

    Like the hands of many clocks, from one turn in 6 frames to one in
    60,000. Made once for max_len positions and never learned; but
    checkpoints since the end of 2023 bring the table along, and then it
    is theirs.
    """

    def __init__(self, d_model: int, dropout_rate: float, max_len: int = 5000):
        super().__init__()
        self.d_model = d_model
        self.xscale = math.sqrt(self.d_model)
        self.dropout = torch.nn.Dropout(p=dropout_rate)
        self.max_len = max_len

        pe = torch.zeros(self.max_len, self.d_model)  # (time, size)
        position = torch.arange(0, self.max_len, dtype=torch.float32).unsqueeze(1)  # (time, 1)
        div_term = torch.exp(
            torch.arange(0, self.d_model, 2, dtype=torch.float32) *
            -(math.log(10000.0) / self.d_model))  # (half)
        pe[:, 0::2] = torch.sin(position * div_term)
        pe[:, 1::2] = torch.cos(position * div_term)
        pe = pe.unsqueeze(0)  # (1, time, size)
        self.register_buffer("pe", pe)

    def forward(self, x: torch.Tensor, offset: int = 0) -> Tuple[torch.Tensor, torch.Tensor]:
        """Return the frames with their positions, and the positions."""
        pos_emb = self.position_encoding(offset, x.size(1), False)  # (1, time, size)
        x = x * self.xscale + pos_emb  # (batch, time, size)
        return self.dropout(x), self.dropout(pos_emb)

    def position_encoding(self, offset: int, size: int, apply_dropout: bool = True) -> torch.Tensor:
        """The size positions from offset on: a stream asks for those of
        its cache and its chunk at once."""
        assert offset + size <= self.max_len, (
            f"frames {offset} to {offset + size} need positions, "
            f"and max_len is {self.max_len}")
        pos_emb = self.pe[:, offset:offset + size]  # (1, time, size)
        if apply_dropout:
            pos_emb = self.dropout(pos_emb)  # (1, time, size)
        return pos_emb


class RelPositionalEncoding(PositionalEncoding):
    """The same table, but handed to the attention instead of added.

    x is only scaled: every layer's attention gets pos_emb by itself and
    decides how much a position counts.
    """

    def forward(self, x: torch.Tensor, offset: int = 0) -> Tuple[torch.Tensor, torch.Tensor]:
        x = x * self.xscale  # (batch, time, size)
        pos_emb = self.position_encoding(offset, x.size(1), False)  # (1, time, size)
        return self.dropout(x), self.dropout(pos_emb)


class NoPositionalEncoding(torch.nn.Module):
    """Adds no positions (returns zeros): leaves x as it is."""

    def __init__(self, d_model: int, dropout_rate: float):
        super().__init__()
        self.d_model = d_model
        self.dropout = torch.nn.Dropout(p=dropout_rate)

    def forward(self, x: torch.Tensor, offset: int = 0) -> Tuple[torch.Tensor, torch.Tensor]:
        pos_emb = torch.zeros(1, x.size(1), self.d_model)  # (1, time, size)
        return self.dropout(x), pos_emb

    def position_encoding(self, offset: int, size: int) -> torch.Tensor:
        return torch.zeros(1, size, self.d_model)  # (1, time, size)
