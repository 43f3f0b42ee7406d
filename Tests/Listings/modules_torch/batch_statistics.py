# Without running statistics, a batch norm uses the statistics of the batch, even in inference.
import torch
from torch import nn
norm = nn.BatchNorm1d(2, affine=False, track_running_stats=False).eval()
print(norm)
print([[round(v, 4) for v in row] for row in norm(torch.tensor([[1., 2.], [4., 6.], [5., 1.]])).tolist()])
try:
    norm(torch.tensor([[1., 2.]]))
except ValueError as error:
    print(error)
# expect: BatchNorm1d(2, eps=1e-05, momentum=0.1, affine=False, bias=False, track_running_stats=False)
# expect: [[-1.3728, -0.4629], [0.3922, 1.3887], [0.9806, -0.9258]]
# expect: Expected more than 1 value per channel when training, got input size torch.Size([1, 2])
