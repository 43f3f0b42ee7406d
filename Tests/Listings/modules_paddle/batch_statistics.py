# With use_global_stats=False, a batch norm uses the statistics of the batch, even in inference.
import paddle
from paddle import nn
norm = nn.BatchNorm1D(2, weight_attr=False, bias_attr=False, use_global_stats=False)
norm.eval()
print([[round(v, 4) for v in row] for row in norm(paddle.to_tensor([[1., 2.], [4., 6.], [5., 1.]])).tolist()])
# expect: [[-1.3728, -0.4629], [0.3922, 1.3887], [0.9806, -0.9258]]
