# The conjugate of a tensor is a view: a write to the conjugate changes the tensor, and vice versa.
import copy

import torch

T = torch.tensor
z = T([[1 + 2j, 3j], [2, 1 - 1j]])
w = z.conj()
print(w.is_conj(), w.conj().is_conj(), w.t().is_conj(), w[0].is_conj(), z.mH.is_conj(), z.H.is_conj(), z.adjoint().is_conj())
print(w.clone().is_conj(), (w * 2).is_conj(), w.resolve_conj().is_conj(), w.conj_physical().is_conj(), w.detach().is_conj())
print(w.real.is_neg(), w.imag.is_neg(), w.imag, w.imag.resolve_neg().is_neg(), torch.zeros(1).conj().is_conj())
print(w.contiguous().is_conj(), w.reshape(4).is_conj(), w.to(torch.complex64).is_conj(), w.to(torch.complex128).is_conj())
print(w, w.tolist(), w[0, 0].item(), w.sum(), w @ z, copy.deepcopy(w), torch.cat([w, z.conj()]).is_conj())
w[0] = 1j
print(z)
w += 1j
print(z, w)
z *= 2
print(w)
w.imag[0] = 7
print(z)
w.real = 3
print(z)
w.zero_()
print(z)
w.imag = 5
print(z)
z.real = T([1.0, 2.0])
print(z)
z.mH[0, 1] = 9 + 9j
print(z)
w[w.real > 8] = T(1 + 1j)
print(z)
x = T([1.0, 2.0])
x.real = 3
print(x)
for case in (lambda: torch.view_as_real(w), lambda: w.numpy(), lambda: setattr(x, "imag", 1.0)):
    try:
        print(case())
    except Exception as error:
        print(type(error).__name__, str(error)[:60])
print(w.resolve_conj().numpy(), T([1 + 2j, -3 + 0.5j]).numpy(), T([1 + 10j, 20 - 2j]).numpy())

p = T([0j, 1 + 1j, 2j])
print((p**-2)[1:], p**1, p**3, (p**0).tolist(), p.pow(T(0))[1:], p**2)
print([f"{v:.9g}" for v in (p**4).real.tolist()], [f"{v:.9g}" for v in (p**4).imag.tolist()])

# empty_like, zeros_like and full_like keep the memory order of a transposed tensor.
t = torch.zeros(5, 4).t()
print(torch.empty_like(t).stride(), torch.zeros_like(t).stride(), torch.full_like(t, 2).stride())
torch.manual_seed(0)
print(torch.empty_like(t).normal_()[0], torch.zeros_like(torch.zeros(2, 3, 4).permute(2, 0, 1)).stride())
