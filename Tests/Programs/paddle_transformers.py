# Paddle's transformers, attention with caches, and adaptive softmax.
import math
import paddle
import paddle.nn.functional as F
from paddle import nn


def wave(shape, seed=0.3, dtype="float32"):
    count = math.prod(shape)
    values = [math.sin(1.7 * i + seed) for i in range(count)]
    return paddle.to_tensor(values, dtype=dtype).reshape(list(shape))


def fill(layer):
    for number, (name, value) in enumerate(layer.state_dict().items()):
        value.set_value(wave(value.shape, number) * 0.5)
    layer.eval()
    return layer


def show(value):
    if isinstance(value, (list, tuple)):
        for item in value:
            show(item)
    else:
        print(list(value.shape), str(value.dtype), [round(v, 4) + 0.0 for v in value.flatten().tolist()])


src, tgt = wave([2, 3, 4]), wave([2, 2, 4], 1.0)
model = fill(nn.Transformer(4, 2, 1, 2, 8))
print(model)
print(list(model.state_dict())[:12])
show(model(src, tgt))
mask = model.generate_square_subsequent_mask(2)
show(mask)
show(model(src, tgt, tgt_mask=mask, src_mask=wave([1, 1, 3, 3]) > -0.5))
show(fill(nn.Transformer(4, 2, 1, 1, 8, normalize_before=True, activation="gelu", bias_attr=False))(src, tgt))

decoder = fill(nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 8), 2, nn.LayerNorm(4)))
whole = decoder(tgt, src, tgt_mask=mask)
show(whole)
caches = decoder.gen_cache(src)
first, caches = decoder(tgt[:, :1], src, cache=caches)
second, caches = decoder(tgt[:, 1:], src, cache=caches)
show(paddle.concat([first, second], axis=1))
print([[len(part) for part in pair] for pair in caches], caches[0][0].k.shape, caches[0][1].v.shape)
print(bool(paddle.allclose(paddle.concat([first, second], axis=1), whole, atol=1e-5)))

encoder = fill(nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8), 2))
cache = encoder.gen_cache(src)
part, cache = encoder(src[:, :2], cache=cache)
part, cache = encoder(src[:, 2:], cache=cache)
show(part)
layer = nn.TransformerEncoderLayer(4, 2, 8)
print(nn.TransformerEncoder(layer, 2).layers[0] is layer)

attention = fill(nn.MultiHeadAttention(4, 2, need_weights=True))
show(attention(tgt, src, src, attn_mask=paddle.to_tensor([[[[0.0, -1.0, -2.0]]]], dtype="float64")))
show(attention(tgt, src, src, attn_mask=paddle.to_tensor([[[[1, 0, 1]]]])))

adaptive = nn.AdaptiveLogSoftmaxWithLoss(6, 12, [3, 7], div_value=2.0, head_bias=True)
print(list(adaptive.state_dict()))
for number, value in enumerate([adaptive.head_weight, adaptive.head_bias]
                               + [part for pair in adaptive.tail_weights for part in pair]):
    value.set_value(wave(value.shape, number))
x = wave([5, 6])
show(adaptive(x, paddle.to_tensor([0, 4, 8, 11, 2])))
show(adaptive.log_prob(x))
show(adaptive.predict(x))
