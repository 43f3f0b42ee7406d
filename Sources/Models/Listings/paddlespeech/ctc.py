"""The CTC head: from a frame's vector to a distribution over tokens.

Follows PaddleSpeech r1.0.1 and develop (969f33999),
paddlespeech/s2t/modules/ctc.py, without the loss.
"""
import paddle
from paddle import nn
from paddle.nn import functional as F


class CTCDecoderBase(nn.Layer):
    """One Linear. Token blank_id means "nothing new in this frame"."""

    def __init__(self, odim, enc_n_units, blank_id=0, dropout_rate: float = 0.0):
        super().__init__()
        self.blank_id = blank_id
        self.odim = odim
        self.dropout = nn.Dropout(dropout_rate)  # used in training only
        self.ctc_lo = nn.Linear(enc_n_units, self.odim)

    def softmax(self, eouts: paddle.Tensor, temperature: float = 1.0) -> paddle.Tensor:
        self.probs = F.softmax(self.ctc_lo(eouts) / temperature, axis=2)  # (batch, time, vocab)
        return self.probs

    def log_softmax(self, hs_pad: paddle.Tensor, temperature: float = 1.0) -> paddle.Tensor:
        return F.log_softmax(self.ctc_lo(hs_pad) / temperature, axis=2)  # (batch, time, vocab)

    def argmax(self, hs_pad: paddle.Tensor) -> paddle.Tensor:
        return paddle.argmax(self.ctc_lo(hs_pad), axis=2)  # (batch, time)
