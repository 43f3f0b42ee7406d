"""The feed-forward half of a block: two Linears, frame by frame.

Follows WeNet 015469960,
wenet/models/transformer/positionwise_feed_forward.py.
"""
import torch


class PositionwiseFeedForward(torch.nn.Module):
    """Widen each frame to hidden_units, activate, return to idim.

    No frame sees another here: attention and convolution do that.
    """

    def __init__(self,
                 idim: int,
                 hidden_units: int,
                 dropout_rate: float,
                 activation: torch.nn.Module = torch.nn.ReLU(),
                 bias: bool = True):
        super().__init__()
        self.w_1 = torch.nn.Linear(idim, hidden_units, bias=bias)
        self.activation = activation
        self.dropout = torch.nn.Dropout(dropout_rate)
        self.w_2 = torch.nn.Linear(hidden_units, idim, bias=bias)

    def forward(self, xs: torch.Tensor) -> torch.Tensor:
        return self.w_2(self.dropout(self.activation(self.w_1(xs))))
