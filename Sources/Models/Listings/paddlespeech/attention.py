"""Multi-head attention, plain and with relative positions.

Follows PaddleSpeech develop (969f33999),
paddlespeech/s2t/modules/attention.py.
"""
import math
from typing import Tuple

import paddle
from paddle import nn
from paddle.nn import functional as F


class MultiHeadedAttention(nn.Layer):
    """Scaled dot-product attention in n_head subspaces at once.

    n_feat is cut into n_head slices of d_k; each head compares queries
    with keys, and mixes values, inside its own slice.
    """

    def __init__(self, n_head: int, n_feat: int, dropout_rate: float):
        super().__init__()
        assert n_feat % n_head == 0
        self.n_feat = n_feat
        self.d_k = n_feat // n_head
        self.h = n_head
        self.linear_q = nn.Linear(n_feat, n_feat)
        self.linear_k = nn.Linear(n_feat, n_feat)
        self.linear_v = nn.Linear(n_feat, n_feat)
        self.linear_out = nn.Linear(n_feat, n_feat)
        self.dropout = nn.Dropout(p=dropout_rate)

    def forward_qkv(
            self,
            query: paddle.Tensor,
            key: paddle.Tensor,
            value: paddle.Tensor,
    ) -> Tuple[paddle.Tensor, paddle.Tensor, paddle.Tensor]:
        """Project each of the three and cut the result into heads.

        query is (batch, time1, size); key and value (batch, time2, size).
        """
        n_batch = query.shape[0]
        q = self.linear_q(query).reshape([n_batch, -1, self.h, self.d_k])
        k = self.linear_k(key).reshape([n_batch, -1, self.h, self.d_k])
        v = self.linear_v(value).reshape([n_batch, -1, self.h, self.d_k])
        q = q.transpose([0, 2, 1, 3])  # (batch, head, time1, d_k)
        k = k.transpose([0, 2, 1, 3])  # (batch, head, time2, d_k)
        v = v.transpose([0, 2, 1, 3])  # (batch, head, time2, d_k)
        return q, k, v

    def forward_attention(
            self,
            value: paddle.Tensor,
            scores: paddle.Tensor,
            mask: paddle.Tensor = paddle.ones([0, 0, 0], dtype=paddle.bool),
    ) -> paddle.Tensor:
        """Turn scores into weights and mix the values with them.

        value is (batch, head, time2, d_k), scores (batch, head, time1,
        time2), mask (batch, 1, time2) or (batch, time1, time2), True
        where a query may look; a mask without elements masks nothing. A
        row with nothing to look at becomes NaN in the softmax; the second
        fill makes it zeros.
        """
        n_batch = value.shape[0]
        if mask.shape[2] > 0:
            mask = mask.unsqueeze(1) == 0  # (batch, 1, *, time2)
            # The last chunk of a stream may be shorter than its mask.
            mask = mask[:, :, :, :scores.shape[-1]]  # (batch, 1, *, time2)
            scores = scores.masked_fill(mask, -float('inf'))  # (batch, head, time1, time2)
            attn = F.softmax(scores, axis=-1)  # (batch, head, time1, time2)
            attn = attn.masked_fill(mask, 0.0)  # (batch, head, time1, time2)
        else:
            attn = F.softmax(scores, axis=-1)  # (batch, head, time1, time2)

        p_attn = self.dropout(attn)
        x = paddle.matmul(p_attn, value)  # (batch, head, time1, d_k)
        x = x.transpose([0, 2, 1, 3]).reshape(
            [n_batch, -1, self.h * self.d_k])  # (batch, time1, size)
        return self.linear_out(x)  # (batch, time1, size)

    def forward(
            self,
            query: paddle.Tensor,
            key: paddle.Tensor,
            value: paddle.Tensor,
            mask: paddle.Tensor = paddle.ones([0, 0, 0], dtype=paddle.bool),
            pos_emb: paddle.Tensor = paddle.empty([0]),
            cache: paddle.Tensor = paddle.zeros([0, 0, 0, 0]),
    ) -> Tuple[paddle.Tensor, paddle.Tensor]:
        """Attend, to the keys and values in cache too.

        cache is (1, head, time before, 2*d_k), keys and values side by
        side, or has no elements. Returned are the output and the cache
        with this call's frames at its end. pos_emb is not used here.
        """
        q, k, v = self.forward_qkv(query, key, value)
        if cache.shape[0] > 0:
            key_cache, value_cache = paddle.split(cache, 2, axis=-1)
            k = paddle.concat([key_cache, k], axis=2)  # (batch, head, time2, d_k)
            v = paddle.concat([value_cache, v], axis=2)  # (batch, head, time2, d_k)
        new_cache = paddle.concat((k, v), axis=-1)  # (batch, head, time2, 2*d_k)

        scores = paddle.matmul(q, k, transpose_y=True) / math.sqrt(
            self.d_k)  # (batch, head, time1, time2)
        return self.forward_attention(v, scores, mask), new_cache


class RelPositionMultiHeadedAttention(MultiHeadedAttention):
    """Attention whose scores depend on a key's content and position.

    Transformer-XL (https://arxiv.org/abs/1901.02860, section 3.3) writes
    a score as four terms. With the biases u and v they fold into two:

        a + c = (q + u) k^T   content: does this key suit this query?
        b + d = (q + v) p^T   position: is this a place to look at?

    The paper then shifts row i of the second so that it counts from i.
    PaddleSpeech leaves that shift (rel_shift) out, so a position is the
    key's absolute one.
    """

    def __init__(self, n_head, n_feat, dropout_rate):
        super().__init__(n_head, n_feat, dropout_rate)
        self.linear_pos = nn.Linear(n_feat, n_feat, bias_attr=False)
        self.pos_bias_u = self.create_parameter([self.h, self.d_k])
        self.pos_bias_v = self.create_parameter([self.h, self.d_k])

    def forward(
            self,
            query: paddle.Tensor,
            key: paddle.Tensor,
            value: paddle.Tensor,
            mask: paddle.Tensor = paddle.ones([0, 0, 0], dtype=paddle.bool),
            pos_emb: paddle.Tensor = paddle.empty([0]),
            cache: paddle.Tensor = paddle.zeros([0, 0, 0, 0]),
    ) -> Tuple[paddle.Tensor, paddle.Tensor]:
        """Attend; pos_emb is (1, time2, size), a row for each key.

        The keys are those in cache and then those of this call. Mind the
        order: PaddleSpeech 1.0 takes pos_emb before the mask.
        """
        assert pos_emb.shape[-1] == self.h * self.d_k, (
            f"pos_emb is {pos_emb.shape}, not (1, time2, {self.n_feat}): "
            "this is paddlespeech, which takes "
            "(query, key, value, mask, pos_emb, cache); "
            "paddlespeech@1.0 takes (query, key, value, pos_emb, mask)")
        q, k, v = self.forward_qkv(query, key, value)
        if cache.shape[0] > 0:
            key_cache, value_cache = paddle.split(cache, 2, axis=-1)
            k = paddle.concat([key_cache, k], axis=2)  # (batch, head, time2, d_k)
            v = paddle.concat([value_cache, v], axis=2)  # (batch, head, time2, d_k)
        new_cache = paddle.concat((k, v), axis=-1)  # (batch, head, time2, 2*d_k)

        n_batch_pos = pos_emb.shape[0]
        p = self.linear_pos(pos_emb).reshape(
            [n_batch_pos, -1, self.h, self.d_k])  # (1, time2, head, d_k)
        p = p.transpose([0, 2, 1, 3])  # (1, head, time2, d_k)

        q_with_bias_u = q + self.pos_bias_u.unsqueeze(1)  # (batch, head, time1, d_k)
        q_with_bias_v = q + self.pos_bias_v.unsqueeze(1)  # (batch, head, time1, d_k)

        matrix_ac = paddle.matmul(q_with_bias_u, k, transpose_y=True)  # (batch, head, time1, time2)
        matrix_bd = paddle.matmul(q_with_bias_v, p, transpose_y=True)  # (batch, head, time1, time2)

        # Without the division a large d_k would saturate the softmax.
        scores = (matrix_ac + matrix_bd) / math.sqrt(self.d_k)  # (batch, head, time1, time2)
        return self.forward_attention(v, scores, mask), new_cache


# The attention class of a conformer for each pos_enc_layer_type.
CONFORMER_ATTENTION = {
    "abs_pos": MultiHeadedAttention,
    "rel_pos": RelPositionMultiHeadedAttention,
}
