import torch
import torch.nn as nn
for layer in [nn.GroupNorm(2, 4), nn.GroupNorm(2, 4, affine=False), nn.RMSNorm(4), nn.RMSNorm((2, 4), eps=1e-3, elementwise_affine=False), nn.LeakyReLU(), nn.ELU(0.5), nn.ReLU6(), nn.Softplus(), nn.LogSoftmax(1), nn.Hardswish(), nn.Hardsigmoid(), nn.LogSigmoid(), nn.Conv1d(1, 1, 2, padding="same"), nn.Conv2d(1, 1, 2, padding="valid"), nn.Embedding(4, 2, padding_idx=-1)]:
    print(layer)
# expect: GroupNorm(2, 4, eps=1e-05, affine=True, bias=True)
# expect: GroupNorm(2, 4, eps=1e-05, affine=False, bias=False)
# expect: RMSNorm((4,), eps=None, elementwise_affine=True)
# expect: RMSNorm((2, 4), eps=0.001, elementwise_affine=False)
# expect: LeakyReLU(negative_slope=0.01)
# expect: ELU(alpha=0.5)
# expect: ReLU6()
# expect: Softplus(beta=1.0, threshold=20.0)
# expect: LogSoftmax(dim=1)
# expect: Hardswish()
# expect: Hardsigmoid()
# expect: LogSigmoid()
# expect: Conv1d(1, 1, kernel_size=(2,), stride=(1,), padding=same)
# expect: Conv2d(1, 1, kernel_size=(2, 2), stride=(1, 1), padding=valid)
# expect: Embedding(4, 2, padding_idx=3)
