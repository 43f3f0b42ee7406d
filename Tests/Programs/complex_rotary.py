import torch
from torch import nn


def frequencies(size, length, theta=10000.0):
    steps = 1.0 / (theta ** (torch.arange(0, size, 2)[: size // 2].float() / size))
    angles = torch.outer(torch.arange(length), steps)
    return torch.polar(torch.ones_like(angles), angles)


def rotate(x, turns):
    pairs = torch.view_as_complex(x.float().reshape(*x.shape[:-1], -1, 2))
    shape = [size if axis in (1, pairs.dim() - 1) else 1 for axis, size in enumerate(pairs.shape)]
    return torch.view_as_real(pairs * turns.view(*shape)).flatten(3).type_as(x)


class Attention(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.heads = heads
        self.register_buffer('turns', frequencies(size // heads, 16), persistent=False)

    def forward(self, x):
        batch, length, size = x.shape
        q = rotate(x.view(batch, length, self.heads, -1), self.turns[:length])
        k = rotate((x * 0.5).view(batch, length, self.heads, -1), self.turns[:length])
        scores = torch.einsum('bqhd,bkhd->bhqk', q, k) / (size // self.heads) ** 0.5
        return scores.softmax(-1)


def rounded(x):
    return [round(v, 4) for v in x.flatten().tolist()]


def main():
    turns = frequencies(8, 4)
    print(turns.dtype, turns.shape, rounded(turns.real), rounded(turns.imag), rounded(turns.abs()))
    x = torch.sin(torch.arange(24.0)).reshape(1, 3, 8)
    weights = Attention(8, 2)(x)
    print(weights.shape, rounded(weights))

    z = torch.complex(torch.tensor([3.0, 0.0, -1.0]), torch.tensor([4.0, -2.0, 0.0]))
    parts = torch.view_as_real(z)
    parts[1, 0] = 7.0
    print(rounded(z.real), rounded(z.imag), z.is_complex(), parts.is_complex())
    z.imag.mul_(2)
    print(parts.tolist(), (z * 2 - z).imag.tolist())
    print((z + torch.ones(3, dtype=torch.float64)).dtype, (z * torch.arange(3)).dtype, z.to(torch.complex128).dtype)
    print(torch.is_tensor(z[0]), z.numel(), z.element_size(), (z == z).tolist(), (z != z.conj()).tolist())
    w = torch.stack([z, z.conj().resolve_conj()])
    print(w.shape, rounded(w.sum(0).real), rounded(w.mean(1).real), rounded(torch.cat([w, w], 1).imag))
    print(rounded((w @ w.T).real), rounded(torch.linalg.norm(w, dim=1)), rounded(w.angle()))
    z[0] = 0
    z[1:] = torch.polar(torch.tensor([1.0, 2.0]), torch.tensor([0.5, -0.5]))
    print(rounded(z.real), rounded(z.imag), torch.where(z.abs() > 1, z, torch.zeros_like(z)).abs().tolist()[0])


main()
