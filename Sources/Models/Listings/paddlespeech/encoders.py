"""The encoders, made from the keys of encoder_conf in a model's config.

Follows PaddleSpeech r1.0.1 and develop (969f33999),
paddlespeech/s2t/modules/encoder.py. How they run is in encoder.py,
which is each version's own.
"""
from typing import Optional

from paddle import nn

from .activation import get_activation
from .attention import CONFORMER_ATTENTION, MultiHeadedAttention
from .conformer_convolution import ConvolutionModule
from .encoder import BaseEncoder
from .encoder_layer import ConformerEncoderLayer, TransformerEncoderLayer
from .positionwise_feed_forward import PositionwiseFeedForward


class TransformerEncoder(BaseEncoder):
    """num_blocks Transformer blocks. Their attention has no pos_emb:
    only the abs_pos encoding gives it positions."""

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
        super().__init__(input_size, output_size, attention_heads,
                         linear_units, num_blocks, dropout_rate,
                         positional_dropout_rate, attention_dropout_rate,
                         input_layer, pos_enc_layer_type, normalize_before,
                         concat_after, static_chunk_size, use_dynamic_chunk,
                         global_cmvn, use_dynamic_left_chunk)
        self.encoders = nn.LayerList([
            TransformerEncoderLayer(
                size=output_size,
                self_attn=MultiHeadedAttention(
                    attention_heads, output_size, attention_dropout_rate),
                feed_forward=PositionwiseFeedForward(
                    output_size, linear_units, dropout_rate),
                dropout_rate=dropout_rate,
                normalize_before=normalize_before,
                concat_after=concat_after) for _ in range(num_blocks)
        ])


class ConformerEncoder(BaseEncoder):
    """num_blocks Conformer blocks, alike in shape, each its own weights.

    The kind of attention follows from the version and pos_enc_layer_type
    (CONFORMER_ATTENTION); selfattention_layer_type and
    positionwise_conv_kernel_size are read and not used. max_len is from
    after 1.0.
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
                 cnn_module_norm: str = "batch_norm",
                 max_len: int = 5000):
        super().__init__(input_size, output_size, attention_heads,
                         linear_units, num_blocks, dropout_rate,
                         positional_dropout_rate, attention_dropout_rate,
                         input_layer, pos_enc_layer_type, normalize_before,
                         concat_after, static_chunk_size, use_dynamic_chunk,
                         global_cmvn, use_dynamic_left_chunk, max_len)
        activation = get_activation(activation_type)  # one instance for all blocks

        assert pos_enc_layer_type in CONFORMER_ATTENTION, (
            f"pos_enc_layer_type: a conformer cannot have "
            f"{pos_enc_layer_type}, only {' or '.join(CONFORMER_ATTENTION)}")
        encoder_dim = output_size
        encoder_selfattn_layer = CONFORMER_ATTENTION[pos_enc_layer_type]
        encoder_selfattn_layer_args = (attention_heads, encoder_dim, attention_dropout_rate)
        positionwise_layer = PositionwiseFeedForward
        positionwise_layer_args = (encoder_dim, linear_units, dropout_rate, activation)
        convolution_layer = ConvolutionModule
        convolution_layer_args = (encoder_dim, cnn_module_kernel,
                                  activation, cnn_module_norm, causal)

        self.encoders = nn.LayerList([
            ConformerEncoderLayer(
                size=encoder_dim,
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
