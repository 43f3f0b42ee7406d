import torch
from torch.func import functional_call, vmap


def main():
    x = torch.arange(6.0).reshape(2, 3)
    y = torch.arange(3.0)
    print(torch.vmap(lambda a: a.sum())(x).tolist(), vmap(torch.dot, in_dims=(0, None))(x, y).tolist())
    print(vmap(lambda a, b: a * b, in_dims=(1, 0))(x, y).shape, vmap(torch.sin, in_dims=1, out_dims=1)(x).shape)
    print(vmap(lambda a, b: (a + b, a.sum()), in_dims=(0, None))(x, y)[1].tolist())
    print(vmap(vmap(lambda a: a * 2))(x).tolist())
    print(vmap(vmap(lambda a, b: a * 10 + b, in_dims=(None, 0)), in_dims=(0, None))(y, y).tolist())
    print(vmap(lambda d: d['a'] - d['b'], in_dims=({'a': 0, 'b': None},))({'a': x, 'b': y}).tolist())
    print(vmap(lambda pair, z: pair[0] + pair[1] * z)((x, x), torch.tensor([1.0, 2.0])).tolist())
    print({k: v.shape for k, v in vmap(lambda a: {'s': a.sum(), 'a': a})(x).items()})
    print(vmap(lambda a, k=None: a + k)(x, k=torch.tensor([10.0, 20.0, 30.0])).tolist())
    print(vmap(lambda a: (a, a.sum()), out_dims=(1, 0))(x)[0].shape)

    @torch.vmap
    def scaled(row):
        return row / row.norm()
    print([[round(v, 4) for v in row] for row in scaled(x + 1).tolist()])
    try:
        vmap(lambda a, b: a + b)(x, y)
    except ValueError as error:
        print('sizes', 'same size' in str(error))
    try:
        vmap(lambda a: a, in_dims=3)(x)
    except (ValueError, IndexError):
        print('dims')
    try:
        vmap(lambda a: 3)(x)
    except ValueError as error:
        print('result', 'only return Tensors' in str(error))

    linear = torch.nn.Linear(3, 2)
    with torch.no_grad():
        for p in linear.parameters():
            p.fill_(0.5)
    weights = {'weight': torch.ones(2, 3), 'bias': torch.tensor([1.0, -1.0])}
    print(functional_call(linear, weights, (x,)).tolist(), linear(x).tolist())
    stacked = {'weight': torch.stack([torch.ones(2, 3), torch.zeros(2, 3)]), 'bias': torch.zeros(2, 2)}
    print(vmap(lambda w, row: functional_call(linear, w, (row,)))(stacked, x).tolist())


main()
