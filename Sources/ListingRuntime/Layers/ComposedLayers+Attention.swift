extension ComposedLayers {
  /// The prelude's source text of multi-head attention and of transformer layers.
  static let attentionText = """
    import torch
    import torch.nn as nn
    import torch.nn.functional as F
    import paddle.nn as paddle_nn

    def multihead_init(self, embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False,
                       kdim=None, vdim=None, batch_first=False, device=None, dtype=None):
        if embed_dim <= 0 or num_heads <= 0 or embed_dim % num_heads != 0:
            raise ValueError(f"MultiheadAttention: embed_dim {embed_dim} must be divisible by num_heads {num_heads}")
        self.embed_dim = embed_dim
        self.kdim = embed_dim if kdim is None else kdim
        self.vdim = embed_dim if vdim is None else vdim
        self.num_heads = num_heads
        self.dropout = dropout
        self.batch_first = batch_first
        self.head_dim = embed_dim // num_heads
        self._qkv_same_embed_dim = self.kdim == embed_dim and self.vdim == embed_dim
        self.add_zero_attn = add_zero_attn
        if self._qkv_same_embed_dim:
            self.in_proj_weight = open_parameter(3 * embed_dim, embed_dim)
            self.q_proj_weight = self.k_proj_weight = self.v_proj_weight = None
        else:
            self.q_proj_weight = open_parameter(embed_dim, embed_dim)
            self.k_proj_weight = open_parameter(embed_dim, self.kdim)
            self.v_proj_weight = open_parameter(embed_dim, self.vdim)
            self.in_proj_weight = None
        self.in_proj_bias = open_parameter(3 * embed_dim) if bias else None
        self.out_proj = nn.modules.NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias)
        self.bias_k = open_parameter(1, 1, embed_dim) if add_bias_kv else None
        self.bias_v = open_parameter(1, 1, embed_dim) if add_bias_kv else None

    def multihead_forward(self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None,
                          average_attn_weights=True, is_causal=False):
        turned = self.batch_first and query.dim() == 3
        if turned:
            query, key, value = query.transpose(0, 1), key.transpose(0, 1), value.transpose(0, 1)
        output, weights = multi_head_attention(
            query, key, value, self.embed_dim, self.num_heads, self.in_proj_weight, self.in_proj_bias, self.bias_k,
            self.bias_v, self.add_zero_attn, self.dropout, self.out_proj.weight, self.out_proj.bias, False,
            key_padding_mask, need_weights, attn_mask, not self._qkv_same_embed_dim, self.q_proj_weight,
            self.k_proj_weight, self.v_proj_weight, None, None, average_attn_weights, is_causal)
        return (output.transpose(0, 1) if turned else output), weights

    def attention_bias(mask, like):
        if mask is None or mask.is_floating_point():
            return mask
        return torch.zeros_like(mask, dtype=like.dtype).masked_fill_(mask.bool(), float("-inf"))

    def multi_head_attention(
            query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v,
            add_zero_attn, dropout_p, out_proj_weight, out_proj_bias, training=True, key_padding_mask=None,
            need_weights=True, attn_mask=None, use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None,
            v_proj_weight=None, static_k=None, static_v=None, average_attn_weights=True, is_causal=False):
        batched = query.dim() == 3
        if not batched:
            query, key, value = query.unsqueeze(1), key.unsqueeze(1), value.unsqueeze(1)
            if key_padding_mask is not None:
                key_padding_mask = key_padding_mask.unsqueeze(0)
        length, batch, size = query.shape
        if size != embed_dim_to_check:
            raise RuntimeError(f"multi_head_attention: the query's last axis has {size}, not {embed_dim_to_check}")
        head = size // num_heads
        if is_causal and attn_mask is None:
            raise RuntimeError("multi_head_attention: is_causal needs attn_mask")
        b_q = b_k = b_v = None
        if in_proj_bias is not None:
            b_q, b_k, b_v = in_proj_bias.chunk(3)
        if not use_separate_proj_weight:
            q_proj_weight, k_proj_weight, v_proj_weight = in_proj_weight.chunk(3)
        q = F.linear(query, q_proj_weight, b_q)
        k = F.linear(key, k_proj_weight, b_k)
        v = F.linear(value, v_proj_weight, b_v)
        attn_mask = attention_bias(attn_mask, q)
        if attn_mask is not None and attn_mask.dim() == 2:
            attn_mask = attn_mask.unsqueeze(0)
        key_padding_mask = attention_bias(key_padding_mask, q)
        if bias_k is not None:
            k = torch.cat([k, bias_k.repeat(1, batch, 1)])
            v = torch.cat([v, bias_v.repeat(1, batch, 1)])
            if attn_mask is not None:
                attn_mask = F.pad(attn_mask, (0, 1))
            if key_padding_mask is not None:
                key_padding_mask = F.pad(key_padding_mask, (0, 1))
        q = q.reshape(length, batch * num_heads, head).transpose(0, 1)
        k = k.reshape(k.shape[0], batch * num_heads, head).transpose(0, 1) if static_k is None else static_k
        v = v.reshape(v.shape[0], batch * num_heads, head).transpose(0, 1) if static_v is None else static_v
        if add_zero_attn:
            k = F.pad(k, (0, 0, 0, 1))
            v = F.pad(v, (0, 0, 0, 1))
            if attn_mask is not None:
                attn_mask = F.pad(attn_mask, (0, 1))
            if key_padding_mask is not None:
                key_padding_mask = F.pad(key_padding_mask, (0, 1))
        if key_padding_mask is not None:
            padding = key_padding_mask.view(batch, 1, 1, -1).expand(-1, num_heads, -1, -1)
            padding = padding.reshape(batch * num_heads, 1, -1)
            attn_mask = padding if attn_mask is None else attn_mask + padding
        scores = torch.bmm(q * (head ** -0.5), k.transpose(1, 2))
        if attn_mask is not None:
            scores = scores + attn_mask
        weights = F.softmax(scores, dim=-1)
        context = torch.bmm(weights, v).transpose(0, 1).reshape(length * batch, size)
        output = F.linear(context, out_proj_weight, out_proj_bias).view(length, batch, -1)
        if not batched:
            output = output.squeeze(1)
        if not need_weights:
            return output, None
        weights = weights.view(batch, num_heads, length, -1)
        if average_attn_weights:
            weights = weights.mean(dim=1)
        return output, (weights if batched else weights.squeeze(0))

    def activation_named(activation):
        if activation == "relu":
            return F.relu
        if activation == "gelu":
            return F.gelu
        if isinstance(activation, str):
            raise RuntimeError(f"activation should be relu or gelu, not {activation}")
        return activation

    def encoder_layer_init(self, d_model, nhead, dim_feedforward=2048, dropout=0.1, activation="relu",
                           layer_norm_eps=1e-05, batch_first=False, norm_first=False, bias=True, device=None,
                           dtype=None):
        self.self_attn = nn.MultiheadAttention(d_model, nhead, dropout, bias, batch_first=batch_first)
        self.linear1 = nn.Linear(d_model, dim_feedforward, bias)
        self.dropout = nn.Dropout(dropout)
        self.linear2 = nn.Linear(dim_feedforward, d_model, bias)
        self.norm_first = norm_first
        self.norm1 = nn.LayerNorm(d_model, layer_norm_eps, True, bias)
        self.norm2 = nn.LayerNorm(d_model, layer_norm_eps, True, bias)
        self.dropout1 = nn.Dropout(dropout)
        self.dropout2 = nn.Dropout(dropout)
        self.activation = activation_named(activation)

    def self_attended(self, x, mask, padding, is_causal):
        return self.self_attn(x, x, x, padding, False, mask, True, is_causal)[0]

    def fed_forward(self, x):
        return self.linear2(self.activation(self.linear1(x)))

    def encoder_layer_forward(self, src, src_mask=None, src_key_padding_mask=None, is_causal=False):
        x = src
        if self.norm_first:
            x = x + self_attended(self, self.norm1(x), src_mask, src_key_padding_mask, is_causal)
            return x + fed_forward(self, self.norm2(x))
        x = self.norm1(x + self_attended(self, x, src_mask, src_key_padding_mask, is_causal))
        return self.norm2(x + fed_forward(self, x))

    def decoder_layer_init(self, d_model, nhead, dim_feedforward=2048, dropout=0.1, activation="relu",
                           layer_norm_eps=1e-05, batch_first=False, norm_first=False, bias=True, device=None,
                           dtype=None):
        self.self_attn = nn.MultiheadAttention(d_model, nhead, dropout, bias, batch_first=batch_first)
        self.multihead_attn = nn.MultiheadAttention(d_model, nhead, dropout, bias, batch_first=batch_first)
        self.linear1 = nn.Linear(d_model, dim_feedforward, bias)
        self.dropout = nn.Dropout(dropout)
        self.linear2 = nn.Linear(dim_feedforward, d_model, bias)
        self.norm_first = norm_first
        self.norm1 = nn.LayerNorm(d_model, layer_norm_eps, True, bias)
        self.norm2 = nn.LayerNorm(d_model, layer_norm_eps, True, bias)
        self.norm3 = nn.LayerNorm(d_model, layer_norm_eps, True, bias)
        self.dropout1 = nn.Dropout(dropout)
        self.dropout2 = nn.Dropout(dropout)
        self.dropout3 = nn.Dropout(dropout)
        self.activation = activation_named(activation)

    def decoder_layer_forward(self, tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None,
                              memory_key_padding_mask=None, tgt_is_causal=False, memory_is_causal=False):
        def crossed(x):
            return self.multihead_attn(
                x, memory, memory, memory_key_padding_mask, False, memory_mask, True, memory_is_causal)[0]
        x = tgt
        if self.norm_first:
            x = x + self_attended(self, self.norm1(x), tgt_mask, tgt_key_padding_mask, tgt_is_causal)
            x = x + crossed(self.norm2(x))
            return x + fed_forward(self, self.norm3(x))
        x = self.norm1(x + self_attended(self, x, tgt_mask, tgt_key_padding_mask, tgt_is_causal))
        x = self.norm2(x + crossed(x))
        return self.norm3(x + fed_forward(self, x))

    def transformer_encoder_init(self, encoder_layer, num_layers, norm=None, enable_nested_tensor=True,
                                 mask_check=True):
        self.layers = nn.ModuleList([deep_copy(encoder_layer) for _ in range(num_layers)])
        self.num_layers = num_layers
        self.norm = norm

    def transformer_encoder_forward(self, src, mask=None, src_key_padding_mask=None, is_causal=None):
        for layer in self.layers:
            src = layer(src, mask, src_key_padding_mask, bool(is_causal))
        return src if self.norm is None else self.norm(src)

    def transformer_decoder_init(self, decoder_layer, num_layers, norm=None):
        self.layers = nn.ModuleList([deep_copy(decoder_layer) for _ in range(num_layers)])
        self.num_layers = num_layers
        self.norm = norm

    def transformer_decoder_forward(self, tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None,
                                    memory_key_padding_mask=None, tgt_is_causal=None, memory_is_causal=False):
        for layer in self.layers:
            tgt = layer(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask,
                        bool(tgt_is_causal), memory_is_causal)
        return tgt if self.norm is None else self.norm(tgt)

    def paddle_multihead_init(self, embed_dim, num_heads, dropout=0.0, kdim=None, vdim=None, need_weights=False,
                              weight_attr=None, bias_attr=None):
        if embed_dim <= 0 or num_heads <= 0 or embed_dim % num_heads != 0:
            raise ValueError(f"MultiHeadAttention: embed_dim {embed_dim} must be divisible by num_heads {num_heads}")
        self.embed_dim = embed_dim
        self.num_heads = num_heads
        self.head_dim = embed_dim // num_heads
        self.dropout = dropout
        self.need_weights = need_weights
        self.q_proj = paddle_nn.Linear(embed_dim, embed_dim, weight_attr, bias_attr)
        self.k_proj = paddle_nn.Linear(kdim or embed_dim, embed_dim, weight_attr, bias_attr)
        self.v_proj = paddle_nn.Linear(vdim or embed_dim, embed_dim, weight_attr, bias_attr)
        self.out_proj = paddle_nn.Linear(embed_dim, embed_dim, weight_attr, bias_attr)

    def paddle_multihead_forward(self, query, key=None, value=None, attn_mask=None, cache=None):
        if cache is not None:
            raise NotImplementedError("MultiHeadAttention: a cache is not part of fwdb")
        key = query if key is None else key
        value = query if value is None else value
        def heads(x):
            return x.reshape(x.shape[0], x.shape[1], self.num_heads, self.head_dim).permute(0, 2, 1, 3)
        q, k, v = heads(self.q_proj(query)), heads(self.k_proj(key)), heads(self.v_proj(value))
        scores = torch.matmul(q * self.head_dim ** -0.5, k.transpose(-1, -2))
        if attn_mask is not None:
            if attn_mask.is_floating_point():
                scores = scores + attn_mask
            else:
                scores = scores + (attn_mask.to(scores.dtype) - 1.0) * 1e9
        weights = F.softmax(scores, dim=-1)
        output = torch.matmul(weights, v).permute(0, 2, 1, 3).flatten(2)
        output = self.out_proj(output)
        return (output, weights) if self.need_weights else output

    def paddle_encoder_layer_init(self, d_model, nhead, dim_feedforward, dropout=0.1, activation="relu",
                                  attn_dropout=None, act_dropout=None, normalize_before=False, weight_attr=None,
                                  bias_attr=None, layer_norm_eps=1e-05):
        self.normalize_before = normalize_before
        self.self_attn = paddle_nn.MultiHeadAttention(
            d_model, nhead, dropout if attn_dropout is None else attn_dropout, weight_attr=weight_attr,
            bias_attr=bias_attr)
        self.linear1 = paddle_nn.Linear(d_model, dim_feedforward, weight_attr, bias_attr)
        self.dropout = paddle_nn.Dropout(dropout if act_dropout is None else act_dropout)
        self.linear2 = paddle_nn.Linear(dim_feedforward, d_model, weight_attr, bias_attr)
        self.norm1 = paddle_nn.LayerNorm(d_model, layer_norm_eps)
        self.norm2 = paddle_nn.LayerNorm(d_model, layer_norm_eps)
        self.dropout1 = paddle_nn.Dropout(dropout)
        self.dropout2 = paddle_nn.Dropout(dropout)
        self.activation = getattr(F, activation)

    def paddle_encoder_layer_forward(self, src, src_mask=None, cache=None):
        if cache is not None:
            raise NotImplementedError("TransformerEncoderLayer: a cache is not part of fwdb")
        if self.normalize_before:
            src = src + self.self_attn(*[self.norm1(src)] * 3, src_mask)
            return src + fed_forward(self, self.norm2(src))
        src = self.norm1(src + self.self_attn(src, src, src, src_mask))
        return self.norm2(src + fed_forward(self, src))

    def paddle_encoder_init(self, encoder_layer, num_layers, norm=None):
        self.layers = paddle_nn.LayerList([deep_copy(encoder_layer) for _ in range(num_layers)])
        self.num_layers = num_layers
        self.norm = norm

    def paddle_encoder_forward(self, src, src_mask=None, cache=None):
        for layer in self.layers:
            src = layer(src, src_mask)
        return src if self.norm is None else self.norm(src)

    def run_without_checkpoint(function, *args, use_reentrant=None, preserve_rng_state=True, context_fn=None,
                               determinism_check=None, debug=None, **named):
        return function(*args, **named)

    def apply_function(type, *args):
        return type.forward(autograd_context(), *args)
    """
}
