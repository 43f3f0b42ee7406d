"""The convolution module of a Conformer block.

Follows PaddleSpeech develop (969f33999),
paddlespeech/s2t/modules/conformer_convolution.py.
"""
from typing import Tuple

import paddle
from paddle import nn
from paddle.nn import functional as F


class ConvolutionModule(nn.Layer):
    """Finds patterns in nearby frames; attention finds distant ones.

    Pointwise convolution, gate, a depthwise convolution along time (one
    kernel per channel), norm, activation, pointwise convolution.
    """

    def __init__(self,
                 channels: int,
                 kernel_size: int = 15,
                 activation: nn.Layer = nn.ReLU(),
                 norm: str = "batch_norm",
                 causal: bool = False,
                 bias: bool = True):
        super().__init__()
        bias_attr = None if bias else False  # None: with a bias
        self.pointwise_conv1 = nn.Conv1D(
            channels,
            2 * channels,
            kernel_size=1,
            stride=1,
            padding=0,
            bias_attr=bias_attr)

        # A causal kernel ends at the output frame: forward adds lorder zero
        # frames on the left. Any other kernel is centred on this frame.
        if causal:
            padding = 0
            self.lorder = kernel_size - 1
        else:
            assert (kernel_size - 1) % 2 == 0
            padding = (kernel_size - 1) // 2
            self.lorder = 0
        self.depthwise_conv = nn.Conv1D(
            channels,
            channels,
            kernel_size,
            stride=1,
            padding=padding,
            groups=channels,
            bias_attr=bias_attr)

        assert norm in ['batch_norm', 'layer_norm'], (
            f"cnn_module_norm: {norm} is not one of batch_norm, layer_norm")
        if norm == "batch_norm":
            self.use_layer_norm = False
            self.norm = nn.BatchNorm1D(channels)
        else:
            self.use_layer_norm = True
            self.norm = nn.LayerNorm(channels)

        self.pointwise_conv2 = nn.Conv1D(
            channels,
            channels,
            kernel_size=1,
            stride=1,
            padding=0,
            bias_attr=bias_attr)
        self.activation = activation

    def forward(
            self,
            x: paddle.Tensor,
            mask_pad: paddle.Tensor = paddle.ones(
                [0, 0, 0], dtype=paddle.bool),
            cache: paddle.Tensor = paddle.zeros([0, 0, 0, 0]),
    ) -> Tuple[paddle.Tensor, paddle.Tensor]:
        """Convolve x, (batch, time, channels).

        mask_pad is (batch, 1, time), True = PADDING. A causal module
        also takes the frames before x, (batch, channels, kernel - 1), and
        returns its last ones, so that a stream can be cut anywhere.
        Without elements, either stands for none.
        """
        x = x.transpose([0, 2, 1])  # (batch, channels, time)

        # Otherwise, the kernel would mix padding into frames of speech.
        if mask_pad.shape[2] > 0:
            x = x.masked_fill(mask_pad, 0.0)  # (batch, channels, time)

        if self.lorder > 0:
            if cache.shape[2] == 0:
                x = F.pad(x, [self.lorder, 0], 'constant', 0.0,
                          data_format='NCL')  # (batch, channels, time)
            else:
                assert cache.shape[0] == x.shape[0]
                assert cache.shape[1] == x.shape[1]
                x = paddle.concat((cache, x), axis=2)  # (batch, channels, time)
            assert x.shape[2] > self.lorder
            new_cache = x[:, :, -self.lorder:]  # (batch, channels, time)
        else:
            new_cache = paddle.zeros([0, 0, 0], dtype=x.dtype)

        # GLU: the second half of the channels gates the first.
        x = self.pointwise_conv1(x)  # (batch, 2*channels, time)
        x = F.glu(x, axis=1)  # (batch, channels, time)

        x = self.depthwise_conv(x)  # (batch, channels, time)
        if self.use_layer_norm:
            x = x.transpose([0, 2, 1])  # (batch, time, channels)
        x = self.activation(self.norm(x))
        if self.use_layer_norm:
            x = x.transpose([0, 2, 1])  # (batch, channels, time)
        x = self.pointwise_conv2(x)  # (batch, channels, time)

        if mask_pad.shape[2] > 0:
            x = x.masked_fill(mask_pad, 0.0)  # (batch, channels, time)

        x = x.transpose([0, 2, 1])  # (batch, time, channels)
        return x, new_cache
