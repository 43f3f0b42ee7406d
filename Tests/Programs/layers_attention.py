import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.attention.flex_attention import and_masks, create_block_mask, create_mask, flex_attention, or_masks
from helpers.layers import filled, show, t

x, z = t(3, 2, 4), t(5, 2, 4, k=.7)
blind = torch.zeros(3, 3).bool()
blind[1] = True
causal = torch.triu(torch.ones(3, 3), 1).bool()
floats = t(3, 3, k=.9)
padding = torch.tensor([[False, False, True], [True, True, True]])
padding5 = torch.tensor([[False, True, False, False, True], [True] * 5])


def attention(options, heads):
    module = filled(nn.MultiheadAttention(4, heads, **options))
    first = options.get('batch_first')
    q, k = (x.transpose(0, 1), z.transpose(0, 1)) if first else (x, z)
    v = k
    if 'kdim' in options:
        k, v = t(5, 2, 6), t(5, 2, 5)
    for more in [
            {}, {'need_weights': False}, {'average_attn_weights': False}, {'key_padding_mask': padding5},
            {'key_padding_mask': padding5, 'need_weights': False}, {'key_padding_mask': padding5.float() * -2},
            {'attn_mask': t(3, 5)}, {'attn_mask': t(3, 5) > 0, 'need_weights': False}, {'attn_mask': t(2 * heads, 3, 5)},
            {'attn_mask': (t(3, 5) > 0).long()}, {'attn_mask': t(5, 3)}, {'key_padding_mask': padding}]:
        show(f'{options} {heads} {list(more)}', lambda: module(q, k, v, **more))
    if 'kdim' in options:
        return
    for more in [
            {}, {'attn_mask': blind}, {'attn_mask': blind, 'need_weights': False}, {'attn_mask': floats, 'need_weights': False},
            {'key_padding_mask': padding}, {'key_padding_mask': padding, 'need_weights': False}, {'is_causal': True},
            {'attn_mask': causal, 'is_causal': True, 'need_weights': False}, {'attn_mask': causal, 'is_causal': True},
            {'attn_mask': causal, 'key_padding_mask': padding, 'need_weights': False}]:
        show(f'self {options} {heads} {list(more)}', lambda: module(q, q, q, **more))
    show('one', lambda: module(x[:, 0], x[:, 0], x[:, 0], attn_mask=causal, key_padding_mask=padding[0]))


def layers(first, heads, norm_first, activation):
    options = {'activation': activation, 'batch_first': first, 'norm_first': norm_first}
    encoder = filled(nn.TransformerEncoderLayer(4, heads, 6, **options))
    decoder = filled(nn.TransformerDecoderLayer(4, heads, 6, **options))
    q, memory = (x.transpose(0, 1), z.transpose(0, 1)) if first else (x, z)
    for masks in [(), (blind,), (floats,), (causal, padding), (None, padding), (None, padding.float() * -3)]:
        show(f'encoder {first} {heads} {norm_first}', lambda: encoder(q, *masks))
        if activation == 'relu':
            for nested in (True, False):
                norm = nn.LayerNorm(4) if heads == 2 else None
                stack = filled(nn.TransformerEncoder(encoder, 2, norm, enable_nested_tensor=nested))
                show('stack', lambda: stack(q, *masks))
                show('left padding', lambda: stack(q, None, padding.flip(1)))
    for more in [
            {}, {'tgt_mask': causal}, {'tgt_mask': causal, 'tgt_is_causal': True}, {'tgt_mask': blind}, {'tgt_mask': floats},
            {'memory_mask': t(3, 5) > 0, 'memory_key_padding_mask': padding5}, {'tgt_key_padding_mask': padding}]:
        show(f'decoder {list(more)}', lambda: decoder(q, memory, **more))


with torch.no_grad():
    for options in [
            {}, {'batch_first': True}, {'bias': False}, {'add_bias_kv': True}, {'add_zero_attn': True},
            {'add_bias_kv': True, 'add_zero_attn': True, 'batch_first': True}, {'kdim': 6, 'vdim': 5}, {'dropout': 0.5}]:
        for heads in (2, 1):
            attention(options, heads)
    for first in (True, False):
        for heads in (2, 1):
            for activation in ('relu', 'gelu', F.silu, nn.GELU('tanh')):
                layers(first, heads, heads == 1 and first, activation)
            layers(first, heads, True, 'relu')
    model = filled(nn.Transformer(4, 2, 2, 1, 6, batch_first=True))
    show('transformer', lambda: model(t(2, 3, 4), t(2, 5, 4)))
    mask = nn.Transformer.generate_square_subsequent_mask(5)
    print(mask.tolist())
    show('masks', lambda: model(t(2, 3, 4), t(2, 5, 4), tgt_mask=mask, src_key_padding_mask=padding))
    show('batches', lambda: model(t(2, 3, 4), t(1, 5, 4)))
    print([name for name, _ in model.named_parameters()][:5], len(list(model.parameters())))
    q, k, v = t(2, 4, 3, 4), t(2, 2, 5, 4, k=.6), t(2, 2, 5, 3, k=.8)
    sdpa = F.scaled_dot_product_attention
    show('groups', lambda: sdpa(q, k, v, enable_gqa=True))
    show('groups', lambda: sdpa(q, k, v))
    show('groups', lambda: sdpa(q[:, :3], k, v, enable_gqa=True))
    show('scale', lambda: sdpa(q[:, :2], k, v, scale=0.3, is_causal=True))
    show('both', lambda: sdpa(q[:, :2], k, v, torch.ones(3, 5).bool(), is_causal=True))
    show('rank', lambda: (sdpa(q[0, 0], k[0, 0], v[0, 0], t(3, 5)), sdpa(q[0, :2], k[0], v[0], t(3, 5) > 0)))
    show('dtypes', lambda: sdpa(q[:, :2], k.double(), v))
    show('mask', lambda: sdpa(q[:, :2], k, v, torch.ones(3, 5).long()))
    q, k, v = t(2, 2, 4, 3), t(2, 2, 4, 3, k=.6), t(2, 2, 4, 3, k=.8)
    bias = t(2, 7)
    show('flex', lambda: flex_attention(q, k, v))
    show('scores', lambda: flex_attention(q, k, v, score_mod=lambda s, b, h, i, j: s + bias[h, i - j + 3], scale=0.2))
    for mod in (lambda b, h, i, j: i >= j, lambda b, h, i, j: i > j):
        block = create_block_mask(mod, None, None, 4, 4, device='cpu')
        show('blocks', lambda: flex_attention(q, k, v, block_mask=block))
    near = and_masks(lambda b, h, i, j: i >= j, lambda b, h, i, j: i - j < 2)
    ends = or_masks(lambda b, h, i, j: i == j, lambda b, h, i, j: j == 0)
    show('masks', lambda: (create_mask(near, 1, 1, 4, 4, device='cpu'), create_mask(ends, None, 2, 4, 4, device='cpu')))
