"""The Conformer encoder: way in, a stack of blocks, one last norm.

Follows PaddleSpeech r1.0.1, paddlespeech/s2t/modules/encoder.py.
"""
from typing import Optional, Tuple

import paddle
from paddle import nn

from .activation import get_activation
from .attention import RelPositionMultiHeadedAttention
from .conformer_convolution import ConvolutionModule
from .embedding import (NoPositionalEncoding, PositionalEncoding,
                        RelPositionalEncoding)
from .encoder_layer import ConformerEncoderLayer
from .mask import add_optional_chunk_mask, make_non_pad_mask
from .positionwise_feed_forward import PositionwiseFeedForward
from .subsampling import (Conv2dSubsampling4, Conv2dSubsampling6,
                          Conv2dSubsampling8, LinearNoSubsampling)


class BaseEncoder(nn.Layer):
    """All but the blocks, which a subclass makes in self.encoders.

    The arguments are the keys of encoder_conf in a model's config.
    """

    def __init__(self,
                 input_size: int,
                 output_size: int = 256,
                 attention_heads: int = 4,
                 linear_units: int = 2048,
                 num_blocks: int = 6,
                 dropout_rate: float = 0.1,
                 positional_dropout_rate: float = 0.1,
                 attention_dropout_rate: float = 0.0,
                 input_layer: str = "conv2d",
                 pos_enc_layer_type: str = "abs_pos",
                 normalize_before: bool = True,
                 concat_after: bool = False,
                 static_chunk_size: int = 0,
                 use_dynamic_chunk: bool = False,
                 global_cmvn: Optional[nn.Layer] = None,
                 use_dynamic_left_chunk: bool = False):
        super().__init__()
        self._output_size = output_size

        pos_enc_class = {
            "abs_pos": PositionalEncoding,
            "rel_pos": RelPositionalEncoding,
            "no_pos": NoPositionalEncoding,
        }[pos_enc_layer_type]
        subsampling_class = {
            "linear": LinearNoSubsampling,
            "conv2d": Conv2dSubsampling4,
            "conv2d6": Conv2dSubsampling6,
            "conv2d8": Conv2dSubsampling8,
        }[input_layer]

        self.global_cmvn = global_cmvn
        self.embed = subsampling_class(
            idim=input_size,
            odim=output_size,
            dropout_rate=dropout_rate,
            pos_enc_class=pos_enc_class(
                d_model=output_size,
                dropout_rate=positional_dropout_rate))

        self.normalize_before = normalize_before
        self.after_norm = nn.LayerNorm(output_size, epsilon=1e-12)
        self.static_chunk_size = static_chunk_size
        self.use_dynamic_chunk = use_dynamic_chunk
        self.use_dynamic_left_chunk = use_dynamic_left_chunk

    def output_size(self) -> int:
        return self._output_size

    def forward(
            self,
            xs: paddle.Tensor,
            xs_lens: paddle.Tensor,
            decoding_chunk_size: int = -1,
            num_decoding_left_chunks: int = -1,
    ) -> Tuple[paddle.Tensor, paddle.Tensor]:
        """Encode xs, (batch, time, feat), of which xs_lens are real.

        For models with dynamic chunks: decoding_chunk_size > 0 cuts the
        time into chunks of that size, and num_decoding_left_chunks says
        how many before its own a frame sees (below 0: all).

        Returns the frames and their mask, both at the lower frame rate.
        """
        masks = make_non_pad_mask(xs_lens).unsqueeze(1)  # (batch, 1, time)

        if self.global_cmvn is not None:
            xs = self.global_cmvn(xs)  # (batch, time, feat)
        # There and back: Paddle cannot slice a bool tensor by a stride.
        xs, pos_emb, masks = self.embed(
            xs, masks.astype(xs.dtype), offset=0)
        masks = masks.astype(paddle.bool)  # (batch, 1, time)
        mask_pad = masks.logical_not()  # (batch, 1, time)
        chunk_masks = add_optional_chunk_mask(
            xs, masks, self.use_dynamic_chunk, self.use_dynamic_left_chunk,
            decoding_chunk_size, self.static_chunk_size,
            num_decoding_left_chunks)  # (batch, *, time)
        for layer in self.encoders:
            xs, chunk_masks, _ = layer(xs, chunk_masks, pos_emb, mask_pad)
        if self.normalize_before:
            xs = self.after_norm(xs)  # (batch, time, size)
        return xs, masks


class ConformerEncoder(BaseEncoder):
    """num_blocks Conformer blocks, alike in shape, each its own weights.

    selfattention_layer_type and positionwise_conv_kernel_size are read
    and not used: in 1.0.1 the attention is always the relative one.
    """

    def __init__(self,
                 input_size: int,
                 output_size: int = 256,
                 attention_heads: int = 4,
                 linear_units: int = 2048,
                 num_blocks: int = 6,
                 dropout_rate: float = 0.1,
                 positional_dropout_rate: float = 0.1,
                 attention_dropout_rate: float = 0.0,
                 input_layer: str = "conv2d",
                 pos_enc_layer_type: str = "rel_pos",
                 normalize_before: bool = True,
                 concat_after: bool = False,
                 static_chunk_size: int = 0,
                 use_dynamic_chunk: bool = False,
                 global_cmvn: Optional[nn.Layer] = None,
                 use_dynamic_left_chunk: bool = False,
                 positionwise_conv_kernel_size: int = 1,
                 macaron_style: bool = True,
                 selfattention_layer_type: str = "rel_selfattn",
                 activation_type: str = "swish",
                 use_cnn_module: bool = True,
                 cnn_module_kernel: int = 15,
                 causal: bool = False,
                 cnn_module_norm: str = "batch_norm"):
        super().__init__(input_size, output_size, attention_heads,
                         linear_units, num_blocks, dropout_rate,
                         positional_dropout_rate, attention_dropout_rate,
                         input_layer, pos_enc_layer_type, normalize_before,
                         concat_after, static_chunk_size, use_dynamic_chunk,
                         global_cmvn, use_dynamic_left_chunk)
        activation = get_activation(activation_type)  # one, for all blocks

        encoder_selfattn_layer = RelPositionMultiHeadedAttention
        encoder_selfattn_layer_args = (attention_heads, output_size,
                                       attention_dropout_rate)
        positionwise_layer = PositionwiseFeedForward
        positionwise_layer_args = (output_size, linear_units, dropout_rate,
                                   activation)
        convolution_layer = ConvolutionModule
        convolution_layer_args = (output_size, cnn_module_kernel,
                                  activation, cnn_module_norm, causal)

        self.encoders = nn.LayerList([
            ConformerEncoderLayer(
                size=output_size,
                self_attn=encoder_selfattn_layer(
                    *encoder_selfattn_layer_args),
                feed_forward=positionwise_layer(*positionwise_layer_args),
                feed_forward_macaron=positionwise_layer(
                    *positionwise_layer_args) if macaron_style else None,
                conv_module=convolution_layer(
                    *convolution_layer_args) if use_cnn_module else None,
                dropout_rate=dropout_rate,
                normalize_before=normalize_before,
                concat_after=concat_after) for _ in range(num_blocks)
        ])
