# The order in which sort, argsort, topk, kthvalue and multinomial return equal elements.
import torch
from torch.nn.utils.rnn import pack_sequence

torch.manual_seed(4)
print(torch.zeros(5).topk(3).indices, torch.tensor([[1, 0, 1, 0, 1, 1]]).topk(3).indices)
print(torch.ones(20).argsort(), torch.ones(20).argsort(stable=True), torch.zeros(4).kthvalue(1).indices)

for dtype in (torch.float32, torch.float64, torch.int64, torch.uint8, torch.bfloat16):
    for n in (7, 17, 40, 333):
        for kinds in (1, 2, 9):
            x = torch.randint(0, kinds, (2, n)).to(dtype)
            print(dtype, n, kinds)
            print(x.argsort()[:, :12].tolist(), x.sort(descending=True).indices[1, -12:].tolist())
            print(x.topk(5).indices.tolist(), x.topk(3, largest=False).indices.tolist())
            print(x.t().topk(n // 2, 0).indices.t()[:, :10].tolist())
            print(x.topk(n // 2, sorted=False).indices[:, :10].tolist())
            print(x.kthvalue(n // 2 + 1).indices.tolist(), x.kthvalue(1).indices.tolist(), x.kthvalue(n).indices.tolist())

# A row that is long enough for topk to use a heap, and a row that introsort splits into very unequal parts.
x = torch.randint(0, 6, (5000,)).float()
x[x == 3] = float("nan")
print(x.topk(40).indices.tolist(), x.topk(30, largest=False).indices.tolist())
print(x.sort().indices[::501].tolist(), x.sort(descending=True).indices[::501].tolist())
organ = torch.cat([torch.arange(400), torch.arange(400).flip(0)]).float()
print(organ.argsort()[:30].tolist(), organ.topk(300).indices[-20:].tolist(), organ.kthvalue(401).indices)

# Long vectors of integers are sorted by their digits.
x = torch.randint(0, 50, (32768,))
print(x.argsort()[:10].tolist(), x.argsort(descending=True)[:10].tolist())
print(x[1:].argsort()[:10].tolist(), x[None].argsort()[0, :10].tolist(), x.bool().argsort()[:10].tolist())

packed = pack_sequence([torch.tensor([1.0])] * 18, enforce_sorted=False)
print(packed.sorted_indices, packed.unsorted_indices)

weights = torch.rand(6, 4)
print(torch.multinomial(weights, 2), torch.multinomial(weights.t(), 2), torch.multinomial(weights.t(), 1))
print(torch.multinomial(torch.tensor([0.0, 1.0, 0.0, 0.0, 0.0]), 1))

# Names of the results.
print(torch.tensor([3, 1, 2]).median(0), torch.tensor([3, 1, 2]).kthvalue(2))
print(torch.tensor(4.0).kthvalue(1).values, torch.tensor(4.0).cummax(0).indices, torch.tensor(4.0).median(0).indices)
print(torch.aminmax(torch.tensor([3.0, 1.0])), torch.tensor([2, 5]).aminmax().max)
print(torch.linalg.slogdet(torch.eye(2)), torch.slogdet(torch.eye(2)), torch.eye(2).slogdet())
x = torch.randint(0, 9, (3, 40), generator=torch.Generator().manual_seed(1))
print(x.mode(), x[0].float().mode().indices, x.median(1).indices)
