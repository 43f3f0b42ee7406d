import torch
from einops import rearrange, reduce, repeat, einsum, pack, unpack, parse_shape, asnumpy, EinopsError
import einops
from einops.layers.torch import Rearrange, Reduce

def t(f):
    try:
        r = f()
        if isinstance(r, torch.Tensor):
            print(tuple(r.shape), r.dtype, r.flatten().tolist()[:40])
        else:
            print(r)
    except EinopsError:
        print('EinopsError')
    except Exception as e:
        print(type(e).__name__)

x = torch.arange(48.).reshape(2, 3, 8)
y = torch.arange(24).reshape(2, 3, 4)
for p, kw in [('a b c -> c b a', {}), ('a b c -> a (b c)', {}), ('a b (h d) -> a h b d', {'h': 2}), ('a b (h d) -> (a h) b d', {'d': 4}), ('a b c -> (a b c)', {}), ('a b c -> a b c 1', {}), ('a b c -> a 1 b c', {}), ('a b c -> a () b c', {}), ('a ... -> ... a', {}), ('... c -> c ...', {}), ('... -> (...)', {}), ('a ... -> a (...)', {}), ('... c -> (... c)', {}), ('a b ... -> (a b) ...', {}), ('a b (c d e) -> a (b e) (c d)', {'c': 2, 'd': 2}), ('a b c -> b a', {}), ('a b -> a b', {}), ('a b c d -> a', {}), ('a a b -> a b', {}), ('a b c -> a b c d', {}), ('a b (h d) -> a h b d', {'h': 3}), ('a b (h d) -> a h b d', {}), ('(a b c -> a b c', {}), ('a b c', {}), ('a b c -> a b c', {'a': 5}), ('a b c -> a b c', {'z': 5}), ('a b c -> ... a b c', {}), ('(...) -> ...', {}), ('a b (c 2) -> a b c', {}), ('a b c->c b a', {}), (' a  b c -> a  b c ', {}), ('a_1 b2 c -> c b2 a_1', {}), ('_a b c -> c b _a', {}), ('a b c -> a b (c))', {}), ('a b c -> a b c -> a', {}), ('batch time dim -> dim (batch time)', {}), ('a b 8 -> a b', {})]:
    print('rearrange', p, kw, end=' ')
    t(lambda: rearrange(x, p, **kw))
for p, kw in [('a b c -> a b', {}), ('a b c -> a', {}), ('a b c -> ()', {}), ('a b c ->', {}), ('a b (c c2) -> a b c', {'c2': 2}), ('a b (c 2) -> a b c', {}), ('a ... -> a', {}), ('... c -> ...', {}), ('a b c -> a b 1', {}), ('a b c -> 1 1 c', {}), ('a b c -> d', {}), ('a b c -> a b c', {}), ('a b (c 3) -> a b c', {}), ('a b c -> b () a', {})]:
    for r in ['mean', 'sum', 'max', 'min', 'prod']:
        print('reduce', p, r, end=' ')
        t(lambda: reduce(x * 0.1, p, r, **kw))
print('ints', end=' ')
t(lambda: reduce(y, 'a b c -> a c', 'sum')); t(lambda: reduce(y, 'a b c -> a c', 'max')); t(lambda: reduce(y, 'a b c -> a', 'mean')); t(lambda: reduce(y > 3, 'a b c -> a b', 'any')); t(lambda: reduce(y > 3, 'a b c -> a b', 'all')); t(lambda: reduce(y, 'a b c -> a', 'nope'))
for p, kw in [('a b c -> a b c r', {'r': 2}), ('a b c -> (r a) b c', {'r': 2}), ('a b c -> a b (c r)', {'r': 3}), ('a b c -> a 2 b c', {}), ('a b c -> (2 a) b c', {}), ('... -> r ...', {'r': 2}), ('a b c -> a b c r', {}), ('a b c -> a b', {}), ('a b (c d) -> a b c d r', {'r': 1, 'c': 2}), ('a b c -> r a b c', {'r': 0}), ('() b c -> a b c', {'a': 3}), ('a ... -> (a r) ...', {'r': 2})]:
    print('repeat', p, kw, end=' ')
    t(lambda: repeat(x if not p.startswith('()') else x[:1], p, **kw))
t(lambda: rearrange([x, x + 1], 'l a b c -> a l b c')); t(lambda: rearrange([x[0], x[1]], 'l b c -> b (l c)')); t(lambda: rearrange((x[0, 0], x[0, 1]), 'l c -> (c l)')); t(lambda: reduce([x, x * 2], 'l a b c -> a b c', 'max')); t(lambda: repeat([x[0, 0]], 'l c -> l c r', r=2))
a = torch.arange(6.).reshape(2, 3); b = torch.arange(12.).reshape(3, 4); w = torch.arange(4.)
t(lambda: einsum(a, b, 'i j, j k -> i k')); t(lambda: einsum(a, 'i j -> j i')); t(lambda: einsum(a, a, 'i j, i j ->')); t(lambda: einsum(a, b, w, 'row mid, mid col, col -> row')); t(lambda: einsum(x, a.new_ones(8, 2), '... c, c out -> ... out')); t(lambda: einsum(b[:, :3], 'i i -> i')); t(lambda: einsum(a, b, 'i j -> i')); t(lambda: einsum(x, x, 'batch time dim, batch other dim -> batch time other'))
pk, ps = pack([x, x[:, 0], x[:, :, 0:3].reshape(2, 9)], 'a *'); print(pk.shape, ps); t(lambda: [tuple(v.shape) for v in unpack(pk, ps, 'a *')])
pk, ps = pack([x, x[:, :1]], 'b * d'); print(pk.shape, ps, [type(s).__name__ for s in ps]); t(lambda: [tuple(v.shape) for v in unpack(pk, ps, 'b * d')]); t(lambda: [tuple(v.shape) for v in unpack(pk, [[3], [1]], 'b * d')]); t(lambda: [tuple(v.shape) for v in unpack(pk, [[-1], [1]], 'b * d')]); t(lambda: [tuple(v.shape) for v in unpack(pk, [[2, 2]], 'b * d')]); t(lambda: [tuple(v.shape) for v in unpack(pk, [[], [3]], 'b * d')]); t(lambda: unpack(pk, [[5]], 'b * d')); t(lambda: pack([x], 'a b c d *')); t(lambda: pack([x], 'a b')); t(lambda: [tuple(v.shape) for v in unpack(pk, [(1,), (-1,)], 'b * d')])
pk, ps = pack([x], '*'); print(pk.shape, ps); pk, ps = pack([torch.tensor(3.), torch.tensor([1., 2.])], '*'); print(pk.tolist(), ps, unpack(pk, ps, '*')[0].shape); pk, ps = pack([x, x], '* d'); print(pk.shape, ps); pk, ps = pack([x, torch.ones(2, 3, 5, 8)], 'a b * d'); print(pk.shape, ps)
print(parse_shape(x, 'a b c'), parse_shape(x, 'a _ c'), parse_shape(x, 'a ...'), parse_shape(x, '... d')); t(lambda: parse_shape(x, 'a b'))
l = Rearrange('b t (h d) -> b h t d', h=2); r = Reduce('b t d -> b d', 'mean'); print(l(x).shape, r(x).shape, tuple(torch.nn.Sequential(l, Reduce('b h t d -> b t', 'max'))(x).shape)); t(lambda: Rearrange('a b -> a c')); t(lambda: Reduce('b (t 2) d -> b t d', 'max')(torch.arange(16.).reshape(1, 4, 4)))
v = torch.zeros(2, 3); q = rearrange(v, 'a b -> b a'); q[0, 1] = 5; print(v.tolist()); s = repeat(v, 'a b -> a b r', r=2); v[0, 0] = 7; print(s[0, 0].tolist()); print(einops.rearrange(v, 'a b -> (a b)').tolist())
print(rearrange(torch.zeros(0, 3), 'a b -> b a').shape, reduce(torch.zeros(0, 3), 'a b -> b', 'sum').tolist(), rearrange(torch.tensor(3.), '-> 1').tolist(), rearrange(torch.tensor(3.), ' -> 1 1').shape, issubclass(EinopsError, RuntimeError))
