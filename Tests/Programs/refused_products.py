# Products of tensors whose dtypes differ. torch raises an error for most of them.
import torch
import torch.nn.functional as F

f = torch.arange(8).reshape(2, 4).float()
d, h, i = f.double(), f.half(), f.long()
k = i > 2


def check(name, call):
    try:
        result = call()
        print(name, 'result', result.dtype, result.tolist())
    except Exception as error:
        print(name, type(error).__name__, str(error).split('\n')[0])


for name, a, b in [('float double', f, d), ('half float', h, f), ('float integer', f, i), ('bools', k, k)]:
    check(name + ' @', lambda: a @ b.t())
    check(name + ' matmul', lambda: torch.matmul(a, b.t()))
    check(name + ' dot', lambda: a[0] @ b[0])
    check(name + ' mv', lambda: a @ b[0])
    check(name + ' mm', lambda: torch.mm(a, b.t()))
    check(name + ' bmm', lambda: torch.bmm(a[None], b.t()[None]))
    check(name + ' batch', lambda: a[None, None] @ b.t()[None, None])
    check(name + ' folded', lambda: a[None] @ b.t()[:, :1])
    check(name + ' inner', lambda: torch.inner(a, b))
    check(name + ' outer', lambda: torch.outer(a[0], b[0]))
    check(name + ' tensordot', lambda: torch.tensordot(a, b.t(), 1))
    check(name + ' einsum', lambda: torch.einsum('ij,kj->ik', a, b))
    check(name + ' einsum without a sum', lambda: torch.einsum('i,j->ij', a[0], b[0]))
    check(name + ' linear', lambda: F.linear(a, b))
    check(name + ' bias', lambda: F.linear(a, a, b[:, 0]))
    check(name + ' bias of a batch', lambda: F.linear(a[None], a, b[:, 0]))
    check(name + ' addmm', lambda: torch.addmm(a[:, :2], b, b.t()))
    check(name + ' baddbmm', lambda: torch.baddbmm(a[None, :, :2], b[None], b.t()[None]))
    check(name + ' addmv', lambda: torch.addmv(a[:, 0], a, b[0]))
    check(name + ' multi_dot', lambda: torch.linalg.multi_dot([a, b.t()]))
    check(name + ' kron', lambda: torch.kron(a[:1, :2], b[:1, :2]))
for name, a, b in [('float double', f, d), ('half float', h, f), ('float integer', f, i)]:
    check(name + ' conv1d', lambda: F.conv1d(a[None], b[:, :, None][:, :2]))
    check(name + ' conv1d bias', lambda: F.conv1d(a[None], a[:, :2, None], b[:, 0]))
    check(name + ' conv2d', lambda: F.conv2d(a[None, None], b[None, None]))
    check(name + ' cross', lambda: torch.cross(a[:, :3], b[:, :3], dim=1))
check('an empty product', lambda: f[:0] @ d.t())
check('addbmm of integers', lambda: torch.addbmm(i.int()[:, :2], i.int()[None], i.int().t()[None]))
check('addcmul', lambda: torch.addcmul(f.to(torch.complex64), f, f, value=0.5))
