"""Normalisation of the features by the statistics of a corpus.

Follows PaddleSpeech r1.0.1 and develop (969f33999),
paddlespeech/s2t/modules/cmvn.py.
"""
import paddle
from paddle import nn


class GlobalCMVN(nn.Layer):
    """Bring every feature bin to mean 0 and, with norm_var, variance 1.

    istd is 1 / standard deviation, so that forward only multiplies.
    """

    def __init__(self, mean: paddle.Tensor, istd: paddle.Tensor, norm_var: bool = True):
        super().__init__()
        assert mean.shape == istd.shape
        self.norm_var = norm_var
        self.register_buffer("mean", mean)
        self.register_buffer("istd", istd)

    def forward(self, x: paddle.Tensor) -> paddle.Tensor:
        x = x - self.mean  # (batch, time, feat)
        if self.norm_var:
            x = x * self.istd  # (batch, time, feat)
        return x
