# requires_grad of tensors, of results of operations and of views; fwdb computes no gradients.
import copy
import torch
import torch.nn as nn

x = torch.ones(2, requires_grad=True)
w = torch.tensor([1.5], requires_grad=True)
r = torch.randn(2, requires_grad=True)
plain = torch.ones(2)
print(x, w, x.requires_grad, r.requires_grad, plain.requires_grad, torch.zeros(1, requires_grad=False).requires_grad)
results = [x * 2, 2 - x, x + plain, -x, x.relu(), x[0], x.view(2, 1), x[torch.tensor([0])], torch.cat([x, plain]),
           torch.stack([plain, x]), x.clone(), x.float(), x.double(), torch.where(plain > 0, x, plain), x.sum(),
           x.max(0)[0], x.exp().log(), torch.einsum('i,i->', x, plain), nn.Linear(2, 2)(plain), x.t(), x.expand(3, 2)]
print([result.requires_grad for result in results], [result.is_leaf for result in results])
others = [x.detach(), x.data, x > 0, x.argmax(), x.long(), torch.zeros_like(x), x.new_zeros(2), plain * 2,
          (x * 2).detach(), x.max(0)[1]]
print([other.requires_grad for other in others], [other.is_leaf for other in others])
with torch.no_grad():
    print((x * 2).requires_grad, nn.Linear(2, 2)(plain).requires_grad, torch.ones(1, requires_grad=True).requires_grad)


def check(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, str(error)[:60])


check(lambda: copy.deepcopy(x))
check(lambda: copy.deepcopy(x * 2))
check(lambda: x.numpy())
check(lambda: x.detach().numpy())
check(lambda: torch.ones(2, dtype=torch.int64, requires_grad=True))
plain.requires_grad_()
print(plain, (plain * 2).requires_grad)
plain.requires_grad = False
print(plain, (plain * 2).requires_grad)
print(nn.Parameter(torch.ones(1), requires_grad=False), nn.Parameter(torch.ones(1)))
