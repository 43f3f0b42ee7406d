"""The encoders: way in, a stack of blocks, one last norm.

Follows PaddleSpeech develop (969f33999),
paddlespeech/s2t/modules/encoder.py.
"""
from typing import Optional, Tuple

import paddle
from paddle import nn

from .activation import get_activation
from .attention import (MultiHeadedAttention,
                        RelPositionMultiHeadedAttention)
from .conformer_convolution import ConvolutionModule
from .embedding import (NoPositionalEncoding, PositionalEncoding,
                        RelPositionalEncoding)
from .encoder_layer import ConformerEncoderLayer, TransformerEncoderLayer
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
                 use_dynamic_left_chunk: bool = False,
                 max_len: int = 5000):
        super().__init__()
        self._output_size = output_size

        pos_enc_classes = {
            "abs_pos": PositionalEncoding,
            "rel_pos": RelPositionalEncoding,
            "no_pos": NoPositionalEncoding,
        }
        assert pos_enc_layer_type in pos_enc_classes, (
            f"pos_enc_layer_type: {pos_enc_layer_type} is not one of "
            f"{', '.join(pos_enc_classes)}")
        pos_enc_class = pos_enc_classes[pos_enc_layer_type]

        subsampling_classes = {
            "linear": LinearNoSubsampling,
            "conv2d": Conv2dSubsampling4,
            "conv2d6": Conv2dSubsampling6,
            "conv2d8": Conv2dSubsampling8,
        }
        assert input_layer in subsampling_classes, (
            f"input_layer: {input_layer} is not one of "
            f"{', '.join(subsampling_classes)}")
        subsampling_class = subsampling_classes[input_layer]

        self.global_cmvn = global_cmvn
        self.embed = subsampling_class(
            idim=input_size,
            odim=output_size,
            dropout_rate=dropout_rate,
            pos_enc_class=pos_enc_class(
                d_model=output_size,
                dropout_rate=positional_dropout_rate,
                max_len=max_len))

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
        xs, pos_emb, masks = self.embed(xs, masks, offset=0)
        mask_pad = ~masks  # (batch, 1, time)
        chunk_masks = add_optional_chunk_mask(
            xs, masks, self.use_dynamic_chunk, self.use_dynamic_left_chunk,
            decoding_chunk_size, self.static_chunk_size,
            num_decoding_left_chunks)  # (batch, *, time)
        for layer in self.encoders:
            xs, chunk_masks, _, _ = layer(
                xs, chunk_masks, pos_emb, mask_pad)
        if self.normalize_before:
            xs = self.after_norm(xs)  # (batch, time, size)
        return xs, masks

    def forward_chunk(
            self,
            xs: paddle.Tensor,
            offset: int,
            required_cache_size: int,
            att_cache: paddle.Tensor = paddle.zeros([0, 0, 0, 0]),
            cnn_cache: paddle.Tensor = paddle.zeros([0, 0, 0, 0]),
            att_mask: paddle.Tensor = paddle.ones(
                [0, 0, 0], dtype=paddle.bool),
    ) -> Tuple[paddle.Tensor, paddle.Tensor, paddle.Tensor]:
        """Encode one chunk of a stream.

        xs is (1, time, feat): the features under the chunk's frames, those
        at its end that the subsampling needs included. offset counts the
        frames that came out before. att_cache (layer, head, time before,
        2*d_k) and cnn_cache (layer, 1, size, kernel - 1) are what the call
        before returned, and have no elements at the first.

        required_cache_size is how many frames of att_cache to keep for the
        next chunk (below 0: all). Returns the chunk's frames and both
        caches.
        """
        assert xs.shape[0] == 1
        tmp_masks = paddle.ones(
            [1, 1, xs.shape[1]], dtype=paddle.bool)  # (batch, 1, time)

        if self.global_cmvn is not None:
            xs = self.global_cmvn(xs)  # (batch, time, feat)
        xs, _, _ = self.embed(xs, tmp_masks, offset=offset)

        # The keys are the cache and then the chunk; so are the positions.
        elayers, _, cache_t1, _ = att_cache.shape
        chunk_size = xs.shape[1]
        attention_key_size = cache_t1 + chunk_size
        pos_emb = self.embed.position_encoding(
            offset=offset - cache_t1,
            size=attention_key_size)  # (1, time2, size)

        if required_cache_size < 0:
            next_cache_start = 0
        elif required_cache_size == 0:
            next_cache_start = attention_key_size
        else:
            next_cache_start = max(
                attention_key_size - required_cache_size, 0)

        r_att_cache = []
        r_cnn_cache = []
        for i, layer in enumerate(self.encoders):
            # Slices keep the axis of layers, and an empty cache empty.
            xs, _, new_att_cache, new_cnn_cache = layer(
                xs,
                att_mask,
                pos_emb,
                att_cache=att_cache[i:i + 1],
                cnn_cache=cnn_cache[i:i + 1])
            r_att_cache.append(new_att_cache[:, :, next_cache_start:, :])
            r_cnn_cache.append(new_cnn_cache)
        if self.normalize_before:
            xs = self.after_norm(xs)  # (batch, time, size)

        r_att_cache = paddle.concat(
            r_att_cache, axis=0)  # (layer, head, time2, 2*d_k)
        r_cnn_cache = paddle.stack(
            r_cnn_cache, axis=0)  # (layer, batch, size, time)
        return xs, r_att_cache, r_cnn_cache

    def forward_chunk_by_chunk(
            self,
            xs: paddle.Tensor,
            decoding_chunk_size: int,
            num_decoding_left_chunks: int = -1,
    ) -> Tuple[paddle.Tensor, paddle.Tensor]:
        """Encode xs, (1, time, feat), as a stream would arrive.

        Each window overlaps the next by what the subsampling looks ahead,
        so that its convolutions need no cache.
        """
        assert decoding_chunk_size > 0
        assert self.static_chunk_size > 0 or self.use_dynamic_chunk

        subsampling = self.embed.subsampling_rate
        context = self.embed.right_context + 1
        stride = subsampling * decoding_chunk_size
        decoding_window = (decoding_chunk_size - 1) * subsampling + context

        num_frames = xs.shape[1]
        required_cache_size = decoding_chunk_size * num_decoding_left_chunks

        att_cache = paddle.zeros([0, 0, 0, 0])
        cnn_cache = paddle.zeros([0, 0, 0, 0])

        outputs = []
        offset = 0
        for cur in range(0, num_frames - context + 1, stride):
            end = min(cur + decoding_window, num_frames)
            chunk_xs = xs[:, cur:end, :]  # (batch, time, feat)
            y, att_cache, cnn_cache = self.forward_chunk(
                chunk_xs, offset, required_cache_size, att_cache, cnn_cache)
            outputs.append(y)
            offset += y.shape[1]
        ys = paddle.concat(outputs, 1)  # (batch, time, size)
        masks = paddle.ones(
            [1, 1, ys.shape[1]], dtype=paddle.bool)  # (batch, 1, time)
        return ys, masks


class TransformerEncoder(BaseEncoder):
    """num_blocks Transformer blocks: attention without pos_emb, so that
    of the encodings only abs_pos tells it where a frame stands."""

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

    The kind of attention follows from pos_enc_layer_type;
    selfattention_layer_type and positionwise_conv_kernel_size are read
    and not used.
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
        activation = get_activation(activation_type)  # one, for all blocks

        encoder_dim = output_size
        encoder_selfattn_layers = {
            "abs_pos": MultiHeadedAttention,
            "rel_pos": RelPositionMultiHeadedAttention,
        }
        assert pos_enc_layer_type in encoder_selfattn_layers, (
            f"pos_enc_layer_type: a conformer cannot have "
            f"{pos_enc_layer_type}, only "
            f"{' or '.join(encoder_selfattn_layers)}")
        encoder_selfattn_layer = encoder_selfattn_layers[pos_enc_layer_type]
        encoder_selfattn_layer_args = (attention_heads, encoder_dim,
                                       attention_dropout_rate)
        positionwise_layer = PositionwiseFeedForward
        positionwise_layer_args = (encoder_dim, linear_units, dropout_rate,
                                   activation)
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
