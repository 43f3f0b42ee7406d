# Results that depend on the order of operations and on the roundings within a sum.
import torch

T = torch.tensor
x = torch.arange(6.0).reshape(2, 3)
print(x.std(False), torch.var(x, True), torch.std_mean(x, False), torch.var_mean(x, True), x.std(0, False), x.var(1))
print(torch.linspace(0, 1, 101)[5].item() == 0.04999999701976776, torch.histc(torch.linspace(0, 1, 101), 100, 0, 1)[4:8])
for n in (1, 2, 3, 11, 64, 101):
    ramp = torch.linspace(-0.3, 2.7, n, dtype=torch.float64)
    print(n, torch.linspace(-0.3, 2.7, n).double().mul(2**30).frac().mul(2**20).long().tolist()[:8], ramp[-1].item())
    print([str(v) for v in ramp.tolist()[:40:7]], [v == w for v, w in zip(ramp.tolist(), ramp.float().tolist())][:9])
print(torch.histc(T([1e37, 3e38]), bins=100)[:2], torch.histc(T([-3e38, 3e38]), bins=4))
print(torch.histogram(T([3.0, 3.0]), 2), torch.histogram(torch.zeros(0), 2).bin_edges)
print(torch.bincount(T([1, 2, 2]), weights=T([1, 2, 3])), torch.bincount(T([1, 2]), weights=T([True, True])))
a = T([[1.0, 9.0], [3.0, 4.0]])
print(torch.linalg.pinv(a, hermitian=True), torch.linalg.pinv(a))
nan = float("nan")
print(torch.searchsorted(T([1.0, 2.0, nan]), T([nan, 5.0, 1.0])), torch.searchsorted(T([5, 1, 3, 2, 9, 0]), T([2, 4, 6])))
print(torch.searchsorted(T([[1, 3, 5], [2, 4, 6]]), T([[3, 6], [3, 6]]), right=True), torch.bucketize(T([[1, 9]]), T([1, 5])))
print(torch.searchsorted(T([1.0, 2.0]), 1.5), torch.bucketize(T(7.0), T([])), torch.searchsorted(T([1, 2]), T([1.5, 2.5])))
z = torch.zeros(3, dtype=torch.float16)
i = T([0] * 300)
v = torch.full((300,), 0.1, dtype=torch.float16)
b = torch.full((300,), 0.1, dtype=torch.bfloat16)
print(z.index_add(0, i, v), z.index_put((i,), v, accumulate=True), z.bfloat16().index_add(0, i, b))
print(z.scatter_add(0, i, v), z.bfloat16().scatter_reduce(0, i, b, "mean"), z.scatter_reduce(0, i, v, "sum"))
print(torch.zeros(3, 1).bfloat16().index_add(0, i, b[:, None])[0], torch.zeros(3, 1).bfloat16().index_put((i,), b[:, None], True)[0])
noise = torch.randn(200, generator=torch.Generator().manual_seed(1))
print(noise.bfloat16().logcumsumexp(0)[::20], noise.half().logcumsumexp(0)[::20])
print(torch.cumprod(T([1.1, 1.3, 0.7, 1.9]), 0).tolist()[3] == 1.9018999338150024)
for name in ("hann", "hamming", "blackman", "bartlett"):
    window = getattr(torch, name + "_window")
    for n in (0, 1, 2, 8, 9):
        print(name, n, window(n), window(n, periodic=False, dtype=torch.float64))
print(torch.blackman_window(8)[0].item() == -2.9802322387695312e-08, torch.kaiser_window(4))
