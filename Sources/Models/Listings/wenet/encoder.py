"""The encoders: subsampling, blocks, a last norm.

Follows WeNet 015469960, wenet/models/transformer/encoder.py.
"""
from typing import Optional, Tuple

import torch

from .class_utils import (WENET_ACTIVATION_CLASSES, WENET_ATTENTION_CLASSES,
                          WENET_EMB_CLASSES, WENET_MLP_CLASSES,
                          WENET_NORM_CLASSES, WENET_SUBSAMPLE_CLASSES,
                          choose)
from .common import mask_to_bias
from .convolution import ConvolutionModule
from .encoder_layer import ConformerEncoderLayer, TransformerEncoderLayer
from .mask import add_optional_chunk_mask, make_pad_mask


class BaseEncoder(torch.nn.Module):
    """An encoder without its blocks: a subclass makes self.encoders.

    The arguments are the keys of encoder_conf in a model's config.
    norm_eps belongs to every LayerNorm of the blocks and the last one:
    models from before 2022 were made with 1e-12, and neither their
    checkpoints nor their configs say so.
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
                 static_chunk_size: int = 0,
                 use_dynamic_chunk: bool = False,
                 global_cmvn: Optional[torch.nn.Module] = None,
                 use_dynamic_left_chunk: bool = False,
                 gradient_checkpointing: bool = False,
                 use_sdpa: bool = False,
                 layer_norm_type: str = 'layer_norm',
                 norm_eps: float = 1e-5,
                 final_norm: bool = True):
        super().__init__()
        self._output_size = output_size

        self.global_cmvn = global_cmvn
        pos_emb_class = choose(WENET_EMB_CLASSES, 'pos_enc_layer_type', pos_enc_layer_type)
        subsample_class = choose(WENET_SUBSAMPLE_CLASSES, 'input_layer', input_layer)
        self.embed = subsample_class(
            input_size, output_size, dropout_rate,
            pos_emb_class(output_size, positional_dropout_rate))

        assert layer_norm_type == 'layer_norm', (
            f"layer_norm_type: {layer_norm_type} is not layer_norm")
        norm_class = WENET_NORM_CLASSES[layer_norm_type]
        self.normalize_before = normalize_before
        self.final_norm = final_norm
        self.after_norm = norm_class(output_size, eps=norm_eps)
        self.static_chunk_size = static_chunk_size
        self.use_dynamic_chunk = use_dynamic_chunk
        self.use_dynamic_left_chunk = use_dynamic_left_chunk
        self.use_sdpa = use_sdpa

    def output_size(self) -> int:
        return self._output_size

    def forward(
            self,
            xs: torch.Tensor,
            xs_lens: torch.Tensor,
            decoding_chunk_size: int = -1,
            num_decoding_left_chunks: int = -1,
    ) -> Tuple[torch.Tensor, torch.Tensor]:
        """Encode xs, (batch, time, feat), of which xs_lens are real.

        For models with dynamic chunks: decoding_chunk_size > 0 cuts the
        time into chunks of that size, and num_decoding_left_chunks says
        how many before its own a frame sees (below 0: all).

        Returns the frames and their mask, both at the lower frame rate.
        """
        T = xs.size(1)
        masks = ~make_pad_mask(xs_lens, T).unsqueeze(1)  # (batch, 1, time)
        if self.global_cmvn is not None:
            xs = self.global_cmvn(xs)  # (batch, time, feat)
        xs, pos_emb, masks = self.embed(xs, masks)
        mask_pad = masks  # (batch, 1, time)
        chunk_masks = add_optional_chunk_mask(
            xs, masks, self.use_dynamic_chunk, self.use_dynamic_left_chunk,
            decoding_chunk_size, self.static_chunk_size,
            num_decoding_left_chunks)  # (batch, *, time)
        if self.use_sdpa:
            chunk_masks = mask_to_bias(chunk_masks, xs.dtype)  # (batch, *, time)
        xs = self.forward_layers(xs, chunk_masks, pos_emb, mask_pad)  # (batch, time, size)
        if self.normalize_before and self.final_norm:
            xs = self.after_norm(xs)  # (batch, time, size)
        return xs, masks

    def forward_layers(self, xs: torch.Tensor, chunk_masks: torch.Tensor,
                       pos_emb: torch.Tensor,
                       mask_pad: torch.Tensor) -> torch.Tensor:
        for layer in self.encoders:
            xs, chunk_masks, _, _ = layer(xs, chunk_masks, pos_emb, mask_pad)
        return xs

    def forward_chunk(
            self,
            xs: torch.Tensor,
            offset: int,
            required_cache_size: int,
            att_cache: torch.Tensor = torch.zeros(0, 0, 0, 0),
            cnn_cache: torch.Tensor = torch.zeros(0, 0, 0, 0),
            att_mask: torch.Tensor = torch.ones(
                (0, 0, 0), dtype=torch.bool),
    ) -> Tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
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
        assert xs.size(0) == 1
        tmp_masks = torch.ones(1, xs.size(1), dtype=torch.bool)
        tmp_masks = tmp_masks.unsqueeze(1)  # (batch, 1, time)
        if self.global_cmvn is not None:
            xs = self.global_cmvn(xs)  # (batch, time, feat)
        xs, pos_emb, _ = self.embed(xs, tmp_masks, offset)

        # Keys and positions cover the cached frames and then the chunk.
        elayers, cache_t1 = att_cache.size(0), att_cache.size(2)
        chunk_size = xs.size(1)
        attention_key_size = cache_t1 + chunk_size
        pos_emb = self.embed.position_encoding(
            offset=offset - cache_t1,
            size=attention_key_size)  # (1, time2, size)

        if required_cache_size < 0:
            next_cache_start = 0
        elif required_cache_size == 0:
            next_cache_start = attention_key_size
        else:
            next_cache_start = max(attention_key_size - required_cache_size, 0)

        r_att_cache = []
        r_cnn_cache = []
        for i, layer in enumerate(self.encoders):
            if elayers == 0:
                kv_cache = (att_cache, att_cache)
            else:
                i_kv_cache = att_cache[i:i + 1]
                size = att_cache.size(-1) // 2
                kv_cache = (i_kv_cache[:, :, :, :size], i_kv_cache[:, :, :, size:])
            xs, _, new_kv_cache, new_cnn_cache = layer(
                xs,
                att_mask,
                pos_emb,
                att_cache=kv_cache,
                cnn_cache=cnn_cache[i] if cnn_cache.size(0) > 0
                else cnn_cache)
            new_att_cache = torch.cat(new_kv_cache, dim=-1)  # (1, head, time2, 2*d_k)
            r_att_cache.append(new_att_cache[:, :, next_cache_start:, :])
            r_cnn_cache.append(new_cnn_cache.unsqueeze(0))
        if self.normalize_before and self.final_norm:
            xs = self.after_norm(xs)  # (batch, time, size)

        r_att_cache = torch.cat(r_att_cache, dim=0)  # (layer, head, time2, 2*d_k)
        r_cnn_cache = torch.cat(r_cnn_cache, dim=0)  # (layer, batch, size, time)
        return xs, r_att_cache, r_cnn_cache

    def forward_chunk_by_chunk(
            self,
            xs: torch.Tensor,
            decoding_chunk_size: int,
            num_decoding_left_chunks: int = -1,
    ) -> Tuple[torch.Tensor, torch.Tensor]:
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
        num_frames = xs.size(1)
        att_cache = torch.zeros((0, 0, 0, 0))
        cnn_cache = torch.zeros((0, 0, 0, 0))
        outputs = []
        offset = 0
        required_cache_size = decoding_chunk_size * num_decoding_left_chunks

        for cur in range(0, num_frames - context + 1, stride):
            end = min(cur + decoding_window, num_frames)
            chunk_xs = xs[:, cur:end, :]  # (batch, time, feat)
            y, att_cache, cnn_cache = self.forward_chunk(
                chunk_xs, offset, required_cache_size, att_cache, cnn_cache)
            outputs.append(y)
            offset += y.size(1)
        ys = torch.cat(outputs, 1)  # (batch, time, size)
        masks = torch.ones((1, 1, ys.size(1)), dtype=torch.bool)  # (batch, 1, time)
        return ys, masks


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
                 static_chunk_size: int = 0,
                 use_dynamic_chunk: bool = False,
                 global_cmvn: Optional[torch.nn.Module] = None,
                 use_dynamic_left_chunk: bool = False,
                 query_bias: bool = True,
                 key_bias: bool = True,
                 value_bias: bool = True,
                 activation_type: str = "relu",
                 gradient_checkpointing: bool = False,
                 use_sdpa: bool = False,
                 layer_norm_type: str = 'layer_norm',
                 norm_eps: float = 1e-5,
                 n_kv_head: Optional[int] = None,
                 head_dim: Optional[int] = None,
                 selfattention_layer_type: str = "selfattn",
                 mlp_type: str = 'position_wise_feed_forward',
                 mlp_bias: bool = True,
                 n_expert: int = 8,
                 n_expert_activated: int = 2):
        super().__init__(input_size, output_size, attention_heads,
                         linear_units, num_blocks, dropout_rate,
                         positional_dropout_rate, attention_dropout_rate,
                         input_layer, pos_enc_layer_type, normalize_before,
                         static_chunk_size, use_dynamic_chunk, global_cmvn,
                         use_dynamic_left_chunk, gradient_checkpointing,
                         use_sdpa, layer_norm_type, norm_eps)
        assert selfattention_layer_type == 'selfattn', (
            f"selfattention_layer_type: a transformer cannot have "
            f"{selfattention_layer_type}, only selfattn")
        activation_class = choose(WENET_ACTIVATION_CLASSES, 'activation_type', activation_type)
        activation = activation_class()  # one instance for all blocks
        attention_class = WENET_ATTENTION_CLASSES[selfattention_layer_type]
        mlp_class = choose(WENET_MLP_CLASSES, 'mlp_type', mlp_type)

        self.encoders = torch.nn.ModuleList([
            TransformerEncoderLayer(
                output_size,
                attention_class(attention_heads, output_size,
                                attention_dropout_rate, query_bias,
                                key_bias, value_bias, use_sdpa, n_kv_head,
                                head_dim),
                mlp_class(output_size, linear_units, dropout_rate,
                          activation, mlp_bias),
                dropout_rate,
                normalize_before,
                layer_norm_type=layer_norm_type,
                norm_eps=norm_eps) for _ in range(num_blocks)
        ])


class ConformerEncoder(BaseEncoder):
    """num_blocks Conformer blocks, alike in shape, each its own weights.

    positionwise_conv_kernel_size is read and not used.
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
                 static_chunk_size: int = 0,
                 use_dynamic_chunk: bool = False,
                 global_cmvn: Optional[torch.nn.Module] = None,
                 use_dynamic_left_chunk: bool = False,
                 positionwise_conv_kernel_size: int = 1,
                 macaron_style: bool = True,
                 selfattention_layer_type: str = "rel_selfattn",
                 activation_type: str = "swish",
                 use_cnn_module: bool = True,
                 cnn_module_kernel: int = 15,
                 causal: bool = False,
                 cnn_module_norm: str = "batch_norm",
                 query_bias: bool = True,
                 key_bias: bool = True,
                 value_bias: bool = True,
                 conv_bias: bool = True,
                 gradient_checkpointing: bool = False,
                 use_sdpa: bool = False,
                 layer_norm_type: str = 'layer_norm',
                 norm_eps: float = 1e-5,
                 n_kv_head: Optional[int] = None,
                 head_dim: Optional[int] = None,
                 mlp_type: str = 'position_wise_feed_forward',
                 mlp_bias: bool = True,
                 n_expert: int = 8,
                 n_expert_activated: int = 2,
                 conv_norm_eps: float = 1e-5,
                 conv_inner_factor: int = 2,
                 final_norm: bool = True):
        super().__init__(input_size, output_size, attention_heads,
                         linear_units, num_blocks, dropout_rate,
                         positional_dropout_rate, attention_dropout_rate,
                         input_layer, pos_enc_layer_type, normalize_before,
                         static_chunk_size, use_dynamic_chunk, global_cmvn,
                         use_dynamic_left_chunk, gradient_checkpointing,
                         use_sdpa, layer_norm_type, norm_eps, final_norm)
        activation_class = choose(WENET_ACTIVATION_CLASSES, 'activation_type', activation_type)
        activation = activation_class()  # one instance for all blocks

        attention_class = choose(
            WENET_ATTENTION_CLASSES, 'selfattention_layer_type',
            selfattention_layer_type)
        encoder_selfattn_layer_args = (attention_heads, output_size,
                                       attention_dropout_rate, query_bias,
                                       key_bias, value_bias, use_sdpa,
                                       n_kv_head, head_dim)
        mlp_class = choose(WENET_MLP_CLASSES, 'mlp_type', mlp_type)
        positionwise_layer_args = (output_size, linear_units, dropout_rate, activation, mlp_bias)
        convolution_layer_args = (output_size, cnn_module_kernel,
                                  activation, cnn_module_norm, causal,
                                  conv_bias, conv_norm_eps,
                                  conv_inner_factor)

        self.encoders = torch.nn.ModuleList([
            ConformerEncoderLayer(
                output_size,
                attention_class(*encoder_selfattn_layer_args),
                mlp_class(*positionwise_layer_args),
                mlp_class(
                    *positionwise_layer_args) if macaron_style else None,
                ConvolutionModule(
                    *convolution_layer_args) if use_cnn_module else None,
                dropout_rate,
                normalize_before,
                layer_norm_type=layer_norm_type,
                norm_eps=norm_eps) for _ in range(num_blocks)
        ])
