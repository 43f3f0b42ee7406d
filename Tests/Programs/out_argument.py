# The argument out: torch writes the result into a tensor.
import torch

x = torch.arange(6.0).reshape(2, 3)
y = torch.ones(2, 3)
z = torch.zeros(2, 3)
print(torch.add(x, y, out=z) is z, z)
torch.mul(x, 2, out=x)
print(x)
whole = torch.zeros(4, 3)
torch.cat([x, y], out=whole)
torch.exp(y, out=whole[2:])
torch.sub(x, 1, alpha=2, out=whole.t()[:, :2].t())
print(whole)
square = torch.empty(2, 2)
print(torch.matmul(x, y.t(), out=square), torch.mm(y, y.t(), out=square) is square, square)
print(torch.sum(x, 1, out=torch.empty(2)), torch.argmax(x, 1, out=torch.empty(2, dtype=torch.int64)))
print(torch.gt(x, 3, out=torch.empty(2, 3, dtype=torch.bool)), torch.add(x, y, out=None))
print(torch.arange(3, out=torch.empty(3, dtype=torch.int64)), torch.stack([x, y], 2, out=torch.empty(2, 3, 2)).shape)
try:
    torch.add(x, torch.ones(2, 3, requires_grad=True), out=z)
except RuntimeError as error:
    print(error)
