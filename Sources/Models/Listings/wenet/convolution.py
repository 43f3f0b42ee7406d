"""The convolution module of a Conformer block.

Follows WeNet 015469960, wenet/models/transformer/convolution.py.
"""
from typing import Tuple

import torch
from torch import nn

from .class_utils import WENET_NORM_CLASSES, choose


class ConvolutionModule(nn.Module):
    """Finds patterns in nearby frames; attention finds distant ones.

    Pointwise convolution, gate, a depthwise convolution along time (one
    kernel per channel), norm, activation, pointwise convolution.
    """

    def __init__(self,
                 channels: int,
                 kernel_size: int = 15,
                 activation: nn.Module = nn.ReLU(),
                 norm: str = "batch_norm",
                 causal: bool = False,
                 bias: bool = True,
                 norm_eps: float = 1e-5,
                 conv_inner_factor: int = 2):
        super().__init__()
        inner = conv_inner_factor * channels // 2  # channels after the GLU
        self.pointwise_conv1 = nn.Conv1d(
            channels,
            conv_inner_factor * channels,
            kernel_size=1,
            stride=1,
            padding=0,
            bias=bias)

        # A causal kernel ends at the output frame: forward adds lorder zero
        # frames on the left. Any other kernel is centred on this frame.
        if causal:
            padding = 0
            self.lorder = kernel_size - 1
        else:
            assert (kernel_size - 1) % 2 == 0
            padding = (kernel_size - 1) // 2
            self.lorder = 0
        self.depthwise_conv = nn.Conv1d(
            inner,
            inner,
            kernel_size,
            stride=1,
            padding=padding,
            groups=inner,
            bias=bias)

        norm_class = choose(WENET_NORM_CLASSES, 'cnn_module_norm', norm)
        self.use_layer_norm = norm != "batch_norm"
        self.norm = norm_class(inner, eps=norm_eps)

        self.pointwise_conv2 = nn.Conv1d(
            inner,
            channels,
            kernel_size=1,
            stride=1,
            padding=0,
            bias=bias)
        self.activation = activation

    def forward(
            self,
            x: torch.Tensor,
            mask_pad: torch.Tensor = torch.ones(
                (0, 0, 0), dtype=torch.bool),
            cache: torch.Tensor = torch.zeros((0, 0, 0)),
    ) -> Tuple[torch.Tensor, torch.Tensor]:
        """Convolve x, (batch, time, channels).

        mask_pad is (batch, 1, time), True = REAL. A causal module also
        takes the frames before x, (batch, channels, kernel - 1), and
        returns its last ones, so that a stream can be cut anywhere.
        Without elements, either stands for none.
        """
        x = x.transpose(1, 2)  # (batch, channels, time)

        # Otherwise, the kernel would mix padding into frames of speech.
        # The fill is in place, so it also changes the caller's tensor.
        if mask_pad.size(2) > 0:
            x.masked_fill_(~mask_pad, 0.0)

        if self.lorder > 0:
            if cache.size(2) == 0:
                x = nn.functional.pad(
                    x, (self.lorder, 0), 'constant',
                    0.0)  # (batch, channels, time)
            else:
                assert cache.size(0) == x.size(0)
                assert cache.size(1) == x.size(1)
                x = torch.cat((cache, x), dim=2)  # (batch, channels, time)
            assert x.size(2) > self.lorder
            new_cache = x[:, :, -self.lorder:]  # (batch, channels, time)
        else:
            new_cache = torch.zeros((0, 0, 0), dtype=x.dtype)

        # GLU: the second half of the channels gates the first.
        x = self.pointwise_conv1(x)  # (batch, 2*channels, time)
        x = nn.functional.glu(x, dim=1)  # (batch, channels, time)

        x = self.depthwise_conv(x)  # (batch, channels, time)
        if self.use_layer_norm:
            x = x.transpose(1, 2)  # (batch, time, channels)
        x = self.activation(self.norm(x))
        if self.use_layer_norm:
            x = x.transpose(1, 2)  # (batch, channels, time)
        x = self.pointwise_conv2(x)  # (batch, channels, time)

        if mask_pad.size(2) > 0:
            x.masked_fill_(~mask_pad, 0.0)

        return x.transpose(1, 2), new_cache
