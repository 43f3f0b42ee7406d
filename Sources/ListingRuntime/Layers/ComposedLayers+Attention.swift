extension ComposedLayers {
  /// The prelude's source text of multi-head attention and of transformer layers.
  static let attentionText = """
    import torch
    import torch.nn as nn
    import torch.nn.functional as F
    import paddle.nn as paddle_nn

    def multihead_init(self, embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False,
                       kdim=None, vdim=None, batch_first=False, device=None, dtype=None):
        if embed_dim <= 0 or num_heads <= 0:
            raise ValueError(f"embed_dim and num_heads must be greater than 0, got {embed_dim} and {num_heads} instead")
        if embed_dim % num_heads != 0:
            raise AssertionError("embed_dim must be divisible by num_heads")
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
            self.in_proj_weight = open_parameter(3 * embed_dim, embed_dim, dtype=dtype)
            self.q_proj_weight = self.k_proj_weight = self.v_proj_weight = None
        else:
            self.q_proj_weight = open_parameter(embed_dim, embed_dim, dtype=dtype)
            self.k_proj_weight = open_parameter(embed_dim, self.kdim, dtype=dtype)
            self.v_proj_weight = open_parameter(embed_dim, self.vdim, dtype=dtype)
            self.in_proj_weight = None
        self.in_proj_bias = open_parameter(3 * embed_dim, dtype=dtype) if bias else None
        self.out_proj = nn.modules.NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias, dtype=dtype)
        self.bias_k = open_parameter(1, 1, embed_dim, dtype=dtype) if add_bias_kv else None
        self.bias_v = open_parameter(1, 1, embed_dim, dtype=dtype) if add_bias_kv else None
        reset_layer(self)

    def multihead_forward(self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None,
                          average_attn_weights=True, is_causal=False):
        refuse_dropout(self, self.dropout)
        # torch's kernel for self-attention without gradients returns NaN for a query that may attend to no key.
        is_native = (
            not self.training and query.dim() == 3 and query is key and key is value and self.batch_first
            and self.in_proj_weight is not None and self.in_proj_bias is not None and self.bias_k is None
            and self.bias_v is None
            and not self.add_zero_attn and self.num_heads % 2 == 0
            and (attn_mask is None or not attn_mask.is_floating_point())
            and (key_padding_mask is None or not key_padding_mask.is_floating_point())
            and query.dtype == self.in_proj_weight.dtype and query.dtype == self.in_proj_bias.dtype
            and not takes_gradients(query, self.in_proj_weight, self.in_proj_bias, self.out_proj.weight,
                                    self.out_proj.bias))
        turned = self.batch_first and query.dim() == 3
        if turned:
            query, key, value = query.transpose(0, 1), key.transpose(0, 1), value.transpose(0, 1)
        output, weights = attention_with_heads(
            query, key, value, self.embed_dim, self.num_heads, self.in_proj_weight, self.in_proj_bias, self.bias_k,
            self.bias_v, self.add_zero_attn, self.out_proj.weight, self.out_proj.bias, key_padding_mask, need_weights,
            attn_mask, not self._qkv_same_embed_dim, self.q_proj_weight, self.k_proj_weight, self.v_proj_weight, None,
            None, average_attn_weights, is_causal and not is_native, is_native)
        return (output.transpose(0, 1) if turned else output), weights

    def attention_bias(mask, like, name="attn_mask"):
        if mask is None or mask.is_floating_point():
            return mask
        if mask.dtype != torch.bool:
            raise AssertionError(f"only bool and floating types of {name} are supported")
        return torch.zeros_like(mask, dtype=like.dtype).masked_fill_(mask, float("-inf"))

    def multi_head_attention(
            query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v,
            add_zero_attn, dropout_p, out_proj_weight, out_proj_bias, training=True, key_padding_mask=None,
            need_weights=True, attn_mask=None, use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None,
            v_proj_weight=None, static_k=None, static_v=None, average_attn_weights=True, is_causal=False):
        if training and dropout_p > 0:
            refuse("multi_head_attention_forward: dropout in training is not part of fwdb")
        return attention_with_heads(
            query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v,
            add_zero_attn, out_proj_weight, out_proj_bias, key_padding_mask, need_weights, attn_mask,
            use_separate_proj_weight, q_proj_weight, k_proj_weight, v_proj_weight, static_k, static_v,
            average_attn_weights, is_causal, False)

    def attention_with_heads(
            query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v,
            add_zero_attn, out_proj_weight, out_proj_bias, key_padding_mask, need_weights, attn_mask,
            use_separate_proj_weight, q_proj_weight, k_proj_weight, v_proj_weight, static_k, static_v,
            average_attn_weights, is_causal, is_native):
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
            raise RuntimeError("Need attn_mask if specifying the is_causal hint. You may use the Transformer module "
                               "method `generate_square_subsequent_mask` to create this mask.")
        b_q = b_k = b_v = None
        if in_proj_bias is not None:
            b_q, b_k, b_v = in_proj_bias.chunk(3)
        if not use_separate_proj_weight:
            q_proj_weight, k_proj_weight, v_proj_weight = in_proj_weight.chunk(3)
        q = F.linear(query, q_proj_weight, b_q)
        k = F.linear(key, k_proj_weight, b_k)
        v = F.linear(value, v_proj_weight, b_v)
        if key_padding_mask is not None and tuple(key_padding_mask.shape) != (batch, key.shape[0]):
            raise AssertionError(
                f"key_padding_mask has shape {tuple(key_padding_mask.shape)}, expected {(batch, key.shape[0])}")
        attn_mask = attention_bias(attn_mask, q)
        if attn_mask is not None:
            shapes = [(length, key.shape[0]), (batch * num_heads, length, key.shape[0])]
            if tuple(attn_mask.shape) not in shapes:
                raise RuntimeError(
                    f"The shape of the attn_mask is {tuple(attn_mask.shape)}, but should be one of {shapes}")
            if attn_mask.dim() == 2:
                attn_mask = attn_mask.unsqueeze(0)
        key_padding_mask = attention_bias(key_padding_mask, q, "key_padding_mask")
        # is_causal replaces the mask if there is no padding mask and no weights are returned.
        is_causal = is_causal and key_padding_mask is None and not need_weights
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
        if not need_weights and not is_native:
            # scaled_dot_product_attention returns zeros for a query that may attend to no key.
            context = F.scaled_dot_product_attention(
                q, k, v, None if is_causal else attn_mask, 0.0, is_causal)
        else:
            scores = torch.bmm(q * (head ** -0.5), k.transpose(1, 2))
            if attn_mask is not None:
                scores = scores + attn_mask
            weights = F.softmax(scores, dim=-1)
            context = torch.bmm(weights, v)
        context = context.transpose(0, 1).reshape(length * batch, size)
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
        self.self_attn = nn.MultiheadAttention(
            d_model, nhead, dropout, bias, batch_first=batch_first, dtype=dtype)
        self.linear1 = nn.Linear(d_model, dim_feedforward, bias, dtype=dtype)
        self.dropout = nn.Dropout(dropout)
        self.linear2 = nn.Linear(dim_feedforward, d_model, bias, dtype=dtype)
        self.norm_first = norm_first
        self.norm1 = nn.LayerNorm(d_model, layer_norm_eps, True, bias, dtype=dtype)
        self.norm2 = nn.LayerNorm(d_model, layer_norm_eps, True, bias, dtype=dtype)
        self.dropout1 = nn.Dropout(dropout)
        self.dropout2 = nn.Dropout(dropout)
        self.activation = activation_named(activation)
        self.activation_relu_or_gelu = 0
        if self.activation is F.relu or isinstance(self.activation, nn.ReLU):
            self.activation_relu_or_gelu = 1
        elif self.activation is F.gelu or isinstance(self.activation, nn.GELU):
            self.activation_relu_or_gelu = 2

    def self_attended(self, x, mask, padding, is_causal):
        return self.dropout1(self.self_attn(x, x, x, padding, False, mask, True, is_causal)[0])

    def fed_forward(self, x, dropout, activation=None):
        if activation is None:
            activation = self.activation
        return dropout(self.linear2(self.dropout(activation(self.linear1(x)))))

    def fast_parameters(layer):
        # Returns the parameters that torch's kernel for a whole layer reads.
        attention = layer.self_attn
        parts = (attention.out_proj, layer.norm1, layer.norm2, layer.linear1, layer.linear2)
        return [attention.in_proj_weight, attention.in_proj_bias] + [
            parameter for part in parts for parameter in (part.weight, part.bias)]

    def encoder_layer_forward(self, src, src_mask=None, src_key_padding_mask=None, is_causal=False):
        attention = self.self_attn
        if (not self.training and src.dim() == 3 and attention.batch_first and attention.in_proj_bias is not None
                and attention._qkv_same_embed_dim and self.activation_relu_or_gelu and self.norm1.eps == self.norm2.eps
                and attention.num_heads % 2 == 0 and not has_forward_hooks(self)
                and not takes_gradients(src, *fast_parameters(self))):
            # torch's kernel for a whole layer without gradients reads each mask as a bool mask and knows only the exact
            # GELU.
            src_mask = None if src_mask is None else src_mask != 0
            src_key_padding_mask = None if src_key_padding_mask is None else src_key_padding_mask != 0
            activation = F.relu if self.activation_relu_or_gelu == 1 else F.gelu
            return normalized_layer(self, src, src_mask, src_key_padding_mask, False, activation)
        src_mask = attention_bias(src_mask, src, "src_mask")
        src_key_padding_mask = attention_bias(src_key_padding_mask, src, "src_key_padding_mask")
        return normalized_layer(self, src, src_mask, src_key_padding_mask, is_causal, self.activation)

    def normalized_layer(self, x, mask, padding, is_causal, activation):
        if self.norm_first:
            x = x + self_attended(self, self.norm1(x), mask, padding, is_causal)
            return x + fed_forward(self, self.norm2(x), self.dropout2, activation)
        x = self.norm1(x + self_attended(self, x, mask, padding, is_causal))
        return self.norm2(x + fed_forward(self, x, self.dropout2, activation))

    def decoder_layer_init(self, d_model, nhead, dim_feedforward=2048, dropout=0.1, activation="relu",
                           layer_norm_eps=1e-05, batch_first=False, norm_first=False, bias=True, device=None,
                           dtype=None):
        self.self_attn = nn.MultiheadAttention(
            d_model, nhead, dropout, bias, batch_first=batch_first, dtype=dtype)
        self.multihead_attn = nn.MultiheadAttention(
            d_model, nhead, dropout, bias, batch_first=batch_first, dtype=dtype)
        self.linear1 = nn.Linear(d_model, dim_feedforward, bias, dtype=dtype)
        self.dropout = nn.Dropout(dropout)
        self.linear2 = nn.Linear(dim_feedforward, d_model, bias, dtype=dtype)
        self.norm_first = norm_first
        self.norm1 = nn.LayerNorm(d_model, layer_norm_eps, True, bias, dtype=dtype)
        self.norm2 = nn.LayerNorm(d_model, layer_norm_eps, True, bias, dtype=dtype)
        self.norm3 = nn.LayerNorm(d_model, layer_norm_eps, True, bias, dtype=dtype)
        self.dropout1 = nn.Dropout(dropout)
        self.dropout2 = nn.Dropout(dropout)
        self.dropout3 = nn.Dropout(dropout)
        self.activation = activation_named(activation)

    def decoder_layer_forward(self, tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None,
                              memory_key_padding_mask=None, tgt_is_causal=False, memory_is_causal=False):
        def crossed(x):
            return self.dropout2(self.multihead_attn(
                x, memory, memory, memory_key_padding_mask, False, memory_mask, True, memory_is_causal)[0])
        x = tgt
        if self.norm_first:
            x = x + self_attended(self, self.norm1(x), tgt_mask, tgt_key_padding_mask, tgt_is_causal)
            x = x + crossed(self.norm2(x))
            return x + fed_forward(self, self.norm3(x), self.dropout3)
        x = self.norm1(x + self_attended(self, x, tgt_mask, tgt_key_padding_mask, tgt_is_causal))
        x = self.norm2(x + crossed(x))
        return self.norm3(x + fed_forward(self, x, self.dropout3))

    def transformer_encoder_init(self, encoder_layer, num_layers, norm=None, enable_nested_tensor=True,
                                 mask_check=True):
        self.layers = nn.ModuleList([deep_copy(encoder_layer) for _ in range(num_layers)])
        self.num_layers = num_layers
        self.norm = norm
        self.enable_nested_tensor = enable_nested_tensor
        self.mask_check = mask_check
        self.use_nested_tensor = False
        if enable_nested_tensor and isinstance(encoder_layer, nn.TransformerEncoderLayer):
            attention = encoder_layer.self_attn
            self.use_nested_tensor = bool(
                not encoder_layer.norm_first and attention.batch_first and attention._qkv_same_embed_dim
                and attention.in_proj_bias is not None and encoder_layer.activation_relu_or_gelu
                and encoder_layer.norm1.eps == encoder_layer.norm2.eps and attention.num_heads % 2 == 0)

    def transformer_encoder_forward(self, src, mask=None, src_key_padding_mask=None, is_causal=None):
        src_key_padding_mask = attention_bias(src_key_padding_mask, src, "src_key_padding_mask")
        mask = attention_bias(mask, src, "mask")
        padding = None
        first = self.layers[0]
        if (self.use_nested_tensor and not first.training and src.dim() == 3 and src_key_padding_mask is not None
                and mask is None and not takes_gradients(src, *fast_parameters(first))):
            padding = src_key_padding_mask != 0
            if not self.mask_check:
                # Without mask_check, torch uses the first n frames of a sequence that has n frames without padding.
                lengths = (~padding).sum(1, keepdim=True)
                padding = torch.arange(src.size(1)) >= lengths
            elif (padding[:, :-1] & ~padding[:, 1:]).any():
                padding = None
        if padding is not None:
            # On this path, torch computes only the frames without padding. All other frames are zeros.
            src = src.masked_fill(padding.unsqueeze(-1), 0)
            for layer in self.layers:
                src = layer(src, None, padding).masked_fill(padding.unsqueeze(-1), 0)
            return src if self.norm is None else self.norm(src)
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

    def transformer_init(self, d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048,
                         dropout=0.1, activation="relu", custom_encoder=None, custom_decoder=None, layer_norm_eps=1e-05,
                         batch_first=False, norm_first=False, bias=True, device=None, dtype=None):
        options = (d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps, batch_first, norm_first, bias,
                   device, dtype)
        if custom_encoder is not None:
            self.encoder = custom_encoder
        else:
            norm = nn.LayerNorm(d_model, layer_norm_eps, True, bias, dtype=dtype)
            self.encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(*options), num_encoder_layers, norm)
        if custom_decoder is not None:
            self.decoder = custom_decoder
        else:
            norm = nn.LayerNorm(d_model, layer_norm_eps, True, bias, dtype=dtype)
            self.decoder = nn.TransformerDecoder(nn.TransformerDecoderLayer(*options), num_decoder_layers, norm)
        self.d_model = d_model
        self.nhead = nhead
        self.batch_first = batch_first
        for parameter in self.parameters():
            if parameter.dim() > 1:
                nn.init.xavier_uniform_(parameter)

    def transformer_forward(self, src, tgt, src_mask=None, tgt_mask=None, memory_mask=None, src_key_padding_mask=None,
                            tgt_key_padding_mask=None, memory_key_padding_mask=None, src_is_causal=None,
                            tgt_is_causal=None, memory_is_causal=False):
        axis = 0 if self.batch_first else 1
        if src.dim() == 3 and src.size(axis) != tgt.size(axis):
            raise RuntimeError("the batch number of src and tgt must be equal")
        if src.size(-1) != self.d_model or tgt.size(-1) != self.d_model:
            raise RuntimeError("the feature number of src and tgt must be equal to d_model")
        memory = self.encoder(src, mask=src_mask, src_key_padding_mask=src_key_padding_mask, is_causal=src_is_causal)
        return self.decoder(
            tgt, memory, tgt_mask=tgt_mask, memory_mask=memory_mask, tgt_key_padding_mask=tgt_key_padding_mask,
            memory_key_padding_mask=memory_key_padding_mask, tgt_is_causal=tgt_is_causal,
            memory_is_causal=memory_is_causal)

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
        refuse_dropout(self, self.dropout)
        key = query if key is None else key
        value = query if value is None else value
        def heads(x):
            return x.reshape(x.shape[0], x.shape[1], self.num_heads, self.head_dim).permute(0, 2, 1, 3)
        q = heads(self.q_proj(query))
        if cache is None:
            k, v = heads(self.k_proj(key)), heads(self.v_proj(value))
        else:
            k, v, cache = call_layer("keys_and_values", (self, key, value, cache))
        scores = torch.matmul(q * self.head_dim ** -0.5, k.transpose(-1, -2))
        if attn_mask is not None:
            if attn_mask.is_floating_point():
                scores = scores + attn_mask.to(scores.dtype)
            else:
                scores = scores + (attn_mask.to(scores.dtype) - 1.0) * 1e9
        weights = F.softmax(scores, dim=-1)
        output = torch.matmul(weights, v).permute(0, 2, 1, 3).flatten(2)
        output = self.out_proj(output)
        outputs = [output] + ([weights] if self.need_weights else []) + ([] if cache is None else [cache])
        return output if len(outputs) == 1 else tuple(outputs)

    def two_attributes(attributes):
        # The first attribute is for the attention. The second attribute is for the linear layers.
        if not isinstance(attributes, (list, tuple)):
            return attributes, attributes
        if len(attributes) != 2:
            raise AssertionError("length of param_attr should be 2 when it is a list/tuple")
        return attributes

    def paddle_encoder_layer_init(self, d_model, nhead, dim_feedforward, dropout=0.1, activation="relu",
                                  attn_dropout=None, act_dropout=None, normalize_before=False, weight_attr=None,
                                  bias_attr=None, layer_norm_eps=1e-05):
        weight_attr, weight_attr_of_linear = two_attributes(weight_attr)
        bias_attr, bias_attr_of_linear = two_attributes(bias_attr)
        self.normalize_before = normalize_before
        self.self_attn = paddle_nn.MultiHeadAttention(
            d_model, nhead, dropout if attn_dropout is None else attn_dropout, weight_attr=weight_attr,
            bias_attr=bias_attr)
        self.linear1 = paddle_nn.Linear(d_model, dim_feedforward, weight_attr_of_linear, bias_attr_of_linear)
        self.dropout = paddle_nn.Dropout(dropout if act_dropout is None else act_dropout)
        self.linear2 = paddle_nn.Linear(dim_feedforward, d_model, weight_attr_of_linear, bias_attr_of_linear)
        self.norm1 = paddle_nn.LayerNorm(d_model, layer_norm_eps)
        self.norm2 = paddle_nn.LayerNorm(d_model, layer_norm_eps)
        self.dropout1 = paddle_nn.Dropout(dropout)
        self.dropout2 = paddle_nn.Dropout(dropout)
        self.activation = getattr(F, activation)

    def paddle_encoder_layer_forward(self, src, src_mask=None, cache=None):
        x = self.norm1(src) if self.normalize_before else src
        attended = self.self_attn(x, x, x, src_mask, cache)
        if cache is not None:
            attended, cache = attended
        src = src + self.dropout1(attended)
        if self.normalize_before:
            src = src + fed_forward(self, self.norm2(src), self.dropout2)
        else:
            src = self.norm1(src)
            src = self.norm2(src + fed_forward(self, src, self.dropout2))
        return src if cache is None else (src, cache)

    def paddle_encoder_init(self, encoder_layer, num_layers, norm=None):
        self.layers = paddle_nn.LayerList(
            [encoder_layer if i == 0 else deep_copy(encoder_layer) for i in range(num_layers)])
        self.num_layers = num_layers
        self.norm = norm

    def paddle_encoder_forward(self, src, src_mask=None, cache=None):
        caches = []
        for index, layer in enumerate(self.layers):
            if cache is None:
                src = layer(src, src_mask)
            else:
                src, made = layer(src, src_mask, cache[index])
                caches.append(made)
        if self.norm is not None:
            src = self.norm(src)
        return src if cache is None else (src, caches)

    def run_without_checkpoint(function, *args, use_reentrant=None, preserve_rng_state=True, context_fn=None,
                               determinism_check=None, debug=None, **named):
        return function(*args, **named)

    def call_listed(name, values):
        import torch._listed as listed
        return getattr(listed, name)(*values)

    def call_layer(name, values):
        import torch._layers as layers
        return getattr(layers, name)(*values)

    def call_layer_named(name, args, kwargs):
        import torch._layers as layers
        return getattr(layers, name)(*args, **kwargs)
    """
}
