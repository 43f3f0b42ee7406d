"""What both encoders do: subsampling, blocks, a last norm.

Follows PaddleSpeech r1.0.1, paddlespeech/s2t/modules/encoder.py. The
encoders themselves are in encoders.py, which the versions share.
"""
from typing import List, Optional, Tuple

import paddle
from paddle import nn

from .mask import add_optional_chunk_mask, make_non_pad_mask
from .subsampling import make_embed


class BaseEncoder(nn.Layer):
    """An encoder without its blocks: a subclass makes self.encoders.

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

        self.global_cmvn = global_cmvn
        self.embed = make_embed(
            input_layer, pos_enc_layer_type, input_size, output_size,
            dropout_rate, positional_dropout_rate, max_len)

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
        # Converts to floats: Paddle cannot slice a bool tensor with a step.
        xs, pos_emb, masks = self.embed(xs, masks.astype(xs.dtype), offset=0)
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

    def forward_chunk(
            self,
            xs: paddle.Tensor,
            offset: int,
            required_cache_size: int,
            subsampling_cache: Optional[paddle.Tensor] = None,
            elayers_output_cache: Optional[List[paddle.Tensor]] = None,
            conformer_cnn_cache: Optional[List[paddle.Tensor]] = None,
    ) -> Tuple[paddle.Tensor, paddle.Tensor, List[paddle.Tensor],
               List[paddle.Tensor]]:
        """Encode one chunk of a stream.

        xs is (1, time, feat): the features under the chunk's frames, those
        at its end that the subsampling needs included. offset counts the
        frames that came out before. The caches are what the call before
        returned, None at the first: the frames before this chunk as they
        left the subsampling, (1, time before, size), and as they left each
        block; and the convolution's last frames, (1, size, kernel - 1).
        Later versions keep keys and values instead.

        required_cache_size is how many frames to keep for the next chunk
        (below 0: all). Returns the chunk's frames and the three caches.
        """
        assert xs.shape[0] == 1
        tmp_masks = paddle.ones([1, xs.shape[1]], dtype=paddle.int32)
        tmp_masks = tmp_masks.unsqueeze(1)  # (batch, 1, time)

        if self.global_cmvn is not None:
            xs = self.global_cmvn(xs)  # (batch, time, feat)
        xs, pos_emb, _ = self.embed(xs, tmp_masks, offset=offset)

        # The frames before the chunk go through every block again, but
        # only as keys and values.
        if subsampling_cache is not None:
            cache_size = subsampling_cache.shape[1]
            xs = paddle.concat((subsampling_cache, xs), axis=1)  # (batch, time, size)
        else:
            cache_size = 0
        pos_emb = self.embed.position_encoding(
            offset=offset - cache_size,
            size=xs.shape[1])  # (1, time, size)

        if required_cache_size < 0:
            next_cache_start = 0
        elif required_cache_size == 0:
            next_cache_start = xs.shape[1]
        else:
            next_cache_start = xs.shape[1] - required_cache_size
        r_subsampling_cache = xs[:, next_cache_start:, :]

        masks = paddle.ones([1, xs.shape[1]], dtype=paddle.bool)
        masks = masks.unsqueeze(1)  # (batch, 1, time)
        r_elayers_output_cache = []
        r_conformer_cnn_cache = []
        for i, layer in enumerate(self.encoders):
            if elayers_output_cache is None:
                attn_cache = None
            else:
                attn_cache = elayers_output_cache[i]
            if conformer_cnn_cache is None:
                cnn_cache = None
            else:
                cnn_cache = conformer_cnn_cache[i]
            xs, _, new_cnn_cache = layer(
                xs,
                masks,
                pos_emb,
                output_cache=attn_cache,
                cnn_cache=cnn_cache)
            r_elayers_output_cache.append(xs[:, next_cache_start:, :])
            r_conformer_cnn_cache.append(new_cnn_cache)
        if self.normalize_before:
            xs = self.after_norm(xs)  # (batch, time, size)

        return (xs[:, cache_size:, :], r_subsampling_cache,
                r_elayers_output_cache, r_conformer_cnn_cache)

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
        subsampling_cache = None
        elayers_output_cache = None
        conformer_cnn_cache = None
        outputs = []
        offset = 0
        for cur in range(0, num_frames - context + 1, stride):
            end = min(cur + decoding_window, num_frames)
            chunk_xs = xs[:, cur:end, :]  # (batch, time, feat)
            (y, subsampling_cache, elayers_output_cache,
             conformer_cnn_cache) = self.forward_chunk(
                 chunk_xs, offset, required_cache_size, subsampling_cache,
                 elayers_output_cache, conformer_cnn_cache)
            outputs.append(y)
            offset += y.shape[1]
        ys = paddle.concat(outputs, 1)  # (batch, time, size)
        masks = paddle.ones([1, ys.shape[1]], dtype=paddle.bool)
        masks = masks.unsqueeze(1)  # (batch, 1, time)
        return ys, masks
