"""The CTC head: from a frame's vector to a distribution over tokens.

Follows WeNet 015469960, wenet/models/transformer/ctc.py, without the
loss.
"""
import torch
import torch.nn.functional as F


class CTC(torch.nn.Module):
    """One Linear. Token blank_id means "nothing new in this frame"."""

    def __init__(self,
                 odim: int,
                 encoder_output_size: int,
                 dropout_rate: float = 0.0,
                 blank_id: int = 0):
        super().__init__()
        self.dropout_rate = dropout_rate  # used in training only
        self.blank_id = blank_id
        self.ctc_lo = torch.nn.Linear(encoder_output_size, odim)

    def log_softmax(self, hs_pad: torch.Tensor) -> torch.Tensor:
        return F.log_softmax(self.ctc_lo(hs_pad), dim=2)  # (batch, time, vocab)

    def argmax(self, hs_pad: torch.Tensor) -> torch.Tensor:
        return torch.argmax(self.ctc_lo(hs_pad), dim=2)  # (batch, time)
