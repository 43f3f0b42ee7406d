"""The feed-forward half of a block: two Linears, frame by frame.

Follows PaddleSpeech r1.0.1 and develop (969f33999),
paddlespeech/s2t/modules/positionwise_feed_forward.py.
"""
import paddle
from paddle import nn


class PositionwiseFeedForward(nn.Layer):
    """Widen each frame to hidden_units, activate, return to idim.

    No frame sees another here: attention and convolution do that.
    """

    def __init__(self,
                 idim: int,
                 hidden_units: int,
                 dropout_rate: float,
                 activation: nn.Layer = nn.ReLU()):
        super().__init__()
        self.w_1 = nn.Linear(idim, hidden_units)
        self.activation = activation
        self.dropout = nn.Dropout(dropout_rate)
        self.w_2 = nn.Linear(hidden_units, idim)

    def forward(self, xs: paddle.Tensor) -> paddle.Tensor:
        return self.w_2(self.dropout(self.activation(self.w_1(xs))))
