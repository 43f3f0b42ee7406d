import torch
from torch import nn
from torch.nn.modules.utils import _pair
from torch.nn.parameter import Buffer, Parameter

a, b = torch.tensor([1, 2, 3]), torch.tensor([2, 2, 2])
print(torch.greater(a, b).tolist(), torch.less_equal(a, b).tolist(), torch.not_equal(a, b).tolist())
print(isinstance(a.dtype, torch.dtype), isinstance(3, torch.dtype), torch.float32 is torch.float)
print(torch.iinfo(torch.int32).max, torch.iinfo(torch.int64).min, torch.iinfo(torch.uint8).max, torch.iinfo(torch.int8).bits)
print(_pair(3), _pair((1, 2)), torch.detach(a).tolist(), a.detach_().tolist())
print(a.new([4, 5]).dtype, a.new(2, 3).shape, a.new().shape, torch.scalar_tensor(2).dtype)
print(torch.normal(0.0, 1.0, (2, 3)).shape, torch.normal(torch.zeros(4), 2.0).shape)
r = torch.randint_like(torch.zeros(100), 3, 6)
print(r.dtype, r.min().item() >= 3, r.max().item() <= 5, torch.randint_like(a, 1).tolist())
torch._assert(True, 'not raised')


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(2))
        self.mean = nn.Buffer(torch.zeros(2))
        self.cache = Buffer(torch.ones(1), persistent=False)
        self.plain = torch.ones(3)


net = Net()
print([name for name, _ in net.named_buffers()], [name for name, _ in net.named_parameters()])
print(list(net.state_dict()), isinstance(net.scale, nn.parameter.Parameter))
