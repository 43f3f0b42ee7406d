"""Multi-head attention, plain and with relative positions.

Follows WeNet 015469960, wenet/models/transformer/attention.py.
"""
import math
from typing import Optional, Tuple

import torch
from torch import nn

T_CACHE = Tuple[torch.Tensor, torch.Tensor]


class MultiHeadedAttention(nn.Module):
    """Scaled dot-product attention in n_head subspaces at once.

    n_feat is cut into n_head slices of d_k; each head compares queries
    with keys, and mixes values, inside its own slice. head_dim sets
    another d_k. With use_sdpa one call of torch does the comparing,
    softmax and mixing, so that none of it can be seen.
    """

    def __init__(self,
                 n_head: int,
                 n_feat: int,
                 dropout_rate: float,
                 query_bias: bool = True,
                 key_bias: bool = True,
                 value_bias: bool = True,
                 use_sdpa: bool = False,
                 n_kv_head: Optional[int] = None,
                 head_dim: Optional[int] = None):
        super().__init__()
        assert n_kv_head is None, (
            f"n_kv_head: {n_kv_head} asks for keys and values that heads "
            "share (grouped queries), which this listing has not")
        self.inner_dim = n_feat if head_dim is None else head_dim * n_head
        self.d_k = self.inner_dim // n_head
        self.h = n_head

        self.linear_q = nn.Linear(n_feat, self.inner_dim, bias=query_bias)
        self.linear_k = nn.Linear(n_feat, self.inner_dim, bias=key_bias)
        self.linear_v = nn.Linear(n_feat, self.inner_dim, bias=value_bias)
        self.linear_out = nn.Linear(self.inner_dim, n_feat, bias=query_bias)
        self.dropout = nn.Dropout(p=dropout_rate)

        self.use_sdpa = use_sdpa
        self.dropout_rate = dropout_rate

    def _forward_linearx(self, name: str, x: torch.Tensor) -> torch.Tensor:
        """Project x, as name says, and cut the result into heads."""
        assert x.ndim >= 3
        if name == 'query':
            x = self.linear_q(x)  # (batch, time, size)
        elif name == 'key':
            x = self.linear_k(x)  # (batch, time, size)
        else:
            assert name == 'value'
            x = self.linear_v(x)  # (batch, time, size)
        x_shape = x.size()[:-1] + torch.Size([self.h, self.d_k])
        x = x.view(x_shape)  # (batch, time, head, d_k)
        x = x.transpose(-3, -2)  # (batch, head, time, d_k)
        return x

    def forward_qkv(
            self,
            query: torch.Tensor,
            key: torch.Tensor,
            value: torch.Tensor,
    ) -> Tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """query is (batch, time1, size); key and value (batch, time2,
        size)."""
        q = self._forward_linearx('query', query)
        k = self._forward_linearx('key', key)
        v = self._forward_linearx('value', value)
        return q, k, v

    def forward_attention(
            self,
            value: torch.Tensor,
            scores: torch.Tensor,
            mask: torch.Tensor = torch.ones((0, 0, 0), dtype=torch.bool),
    ) -> torch.Tensor:
        """Turn scores into weights and mix the values with them.

        value is (batch, head, time2, d_k), scores (batch, head, time1,
        time2), mask (batch, 1, time2) or (batch, time1, time2), True
        where a query may look; a mask without elements masks nothing. A
        row with nothing to look at becomes NaN in the softmax; the second
        fill makes it zeros.
        """
        if mask.size(-1) > 0:
            mask = mask.unsqueeze(-3).eq(0)  # (batch, 1, *, time2)
            # The last chunk of a stream may be shorter than its mask.
            mask = mask[..., :scores.size(-1)]  # (batch, 1, *, time2)
            scores = scores.masked_fill(mask, -float('inf'))  # (batch, head, time1, time2)
            attn = torch.softmax(scores.float(), dim=-1).type_as(
                value)  # (batch, head, time1, time2)
            attn = attn.masked_fill(mask, 0.0)  # (batch, head, time1, time2)
        else:
            attn = torch.softmax(scores.float(), dim=-1).type_as(
                value)  # (batch, head, time1, time2)

        p_attn = self.dropout(attn)
        x = torch.matmul(p_attn, value)  # (batch, head, time1, d_k)
        x = x.transpose(-3, -2).contiguous()  # (batch, time1, head, d_k)
        x_shape = x.size()[:-2] + torch.Size([self.h * self.d_k])
        x = x.view(x_shape)  # (batch, time1, size)
        return self.linear_out(x)  # (batch, time1, size)

    def _update_kv_and_cache(
            self,
            k: torch.Tensor,
            v: torch.Tensor,
            cache: T_CACHE,
    ) -> Tuple[torch.Tensor, torch.Tensor, T_CACHE]:
        """Put the keys and values of the frames before in front."""
        key_cache, value_cache = cache
        if key_cache.size(0) > 0:
            k = torch.cat([key_cache, k], dim=-2)  # (batch, head, time2, d_k)
        if value_cache.size(0) > 0:
            v = torch.cat([value_cache, v], dim=-2)  # (batch, head, time2, d_k)
        new_cache = (k, v)
        return k, v, new_cache

    def forward(
            self,
            query: torch.Tensor,
            key: torch.Tensor,
            value: torch.Tensor,
            mask: torch.Tensor = torch.ones((0, 0, 0), dtype=torch.bool),
            pos_emb: torch.Tensor = torch.empty(0),
            cache: T_CACHE = (torch.zeros(0, 0, 0, 0),
                              torch.zeros(0, 0, 0, 0)),
    ) -> Tuple[torch.Tensor, T_CACHE]:
        """Attend, to the keys and values in cache too.

        cache has keys and values, (1, head, time before, d_k) each, or
        both without elements. Returned are the output and the cache with
        this call's frames at its end. pos_emb is not used here.
        """
        q, k, v = self.forward_qkv(query, key, value)
        k, v, new_cache = self._update_kv_and_cache(k, v, cache)

        if not self.use_sdpa:
            scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(
                self.d_k)  # (batch, head, time1, time2)
            return self.forward_attention(v, scores, mask), new_cache
        # Here, mask is added to the scores: -1e10 excludes a key.
        output = torch.nn.functional.scaled_dot_product_attention(
            q,
            k,
            v,
            attn_mask=mask.unsqueeze(1),
            scale=1 / math.sqrt(self.d_k))  # (batch, head, time1, d_k)
        output = output.transpose(1, 2).contiguous().view(
            query.size(0), -1, self.h * self.d_k)  # (batch, time1, size)
        return self.linear_out(output), new_cache


class RelPositionMultiHeadedAttention(MultiHeadedAttention):
    """Attention whose scores depend on a key's content and position.

    Transformer-XL (https://arxiv.org/abs/1901.02860, section 3.3) writes
    a score as four terms. With the biases u and v they fold into two:

        a + c = (q + u) k^T   content: does this key suit this query?
        b + d = (q + v) p^T   position: is this a place to look at?

    The paper then shifts row i of the second so that it counts from i.
    WeNet leaves that shift (rel_shift) out, so a position is the key's
    absolute one.
    """

    def __init__(self,
                 n_head: int,
                 n_feat: int,
                 dropout_rate: float,
                 query_bias: bool = True,
                 key_bias: bool = True,
                 value_bias: bool = True,
                 use_sdpa: bool = False,
                 n_kv_head: Optional[int] = None,
                 head_dim: Optional[int] = None):
        super().__init__(n_head, n_feat, dropout_rate, query_bias, key_bias,
                         value_bias, use_sdpa, n_kv_head, head_dim)
        self.linear_pos = nn.Linear(n_feat, n_feat, bias=False)
        self.pos_bias_u = nn.Parameter(torch.zeros(self.h, self.d_k))
        self.pos_bias_v = nn.Parameter(torch.zeros(self.h, self.d_k))

    def forward(
            self,
            query: torch.Tensor,
            key: torch.Tensor,
            value: torch.Tensor,
            mask: torch.Tensor = torch.ones((0, 0, 0), dtype=torch.bool),
            pos_emb: torch.Tensor = torch.empty(0),
            cache: T_CACHE = (torch.zeros(0, 0, 0, 0),
                              torch.zeros(0, 0, 0, 0)),
    ) -> Tuple[torch.Tensor, T_CACHE]:
        """Attend; pos_emb is (1, time2, size), a row for each key.

        The keys are those in cache and then those of this call. Mind the
        order: PaddleSpeech 1.0 takes pos_emb before the mask.
        """
        assert pos_emb.size(-1) == self.inner_dim, (
            f"pos_emb is {list(pos_emb.size())}, not (1, time2, "
            f"{self.inner_dim}): this is wenet, which takes "
            "(query, key, value, mask, pos_emb, cache); "
            "paddlespeech@1.0 takes (query, key, value, pos_emb, mask)")
        q, k, v = self.forward_qkv(query, key, value)
        q = q.transpose(1, 2)  # (batch, time1, head, d_k)
        k, v, new_cache = self._update_kv_and_cache(k, v, cache)

        n_batch_pos = pos_emb.size(0)
        p = self.linear_pos(pos_emb).view(
            n_batch_pos, -1, self.h, self.d_k)  # (1, time2, head, d_k)
        p = p.transpose(1, 2)  # (1, head, time2, d_k)

        q_with_bias_u = (q + self.pos_bias_u).transpose(1, 2)  # (batch, head, time1, d_k)
        q_with_bias_v = (q + self.pos_bias_v).transpose(1, 2)  # (batch, head, time1, d_k)

        matrix_bd = torch.matmul(q_with_bias_v, p.transpose(-2, -1))  # (batch, head, time1, time2)
        if not self.use_sdpa:
            matrix_ac = torch.matmul(
                q_with_bias_u,
                k.transpose(-2, -1))  # (batch, head, time1, time2)
            # Without the division a large d_k would saturate the softmax.
            scores = (matrix_ac + matrix_bd) / math.sqrt(self.d_k)  # (batch, head, time1, time2)
            return self.forward_attention(v, scores, mask), new_cache
        # Here, mask is added to the scores: -1e10 excludes a key. The
        # position's part of the scores (matrix_bd) is added too.
        assert mask.dtype != torch.bool
        mask = mask.unsqueeze(1)  # (batch, 1, *, time2)
        mask = (matrix_bd + mask) / math.sqrt(self.d_k)  # (batch, head, time1, time2)
        output = torch.nn.functional.scaled_dot_product_attention(
            q_with_bias_u,
            k,
            v,
            attn_mask=mask,
            scale=1 / math.sqrt(self.d_k))  # (batch, head, time1, d_k)
        output = output.transpose(1, 2).contiguous().view(
            query.size(0), -1, self.h * self.d_k)  # (batch, time1, size)
        return self.linear_out(output), new_cache
