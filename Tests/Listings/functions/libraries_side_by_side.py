# fwdb only: both frameworks in one file
import torch
import paddle
x = torch.arange(4)
print(isinstance(paddle.chunk(x, 2), list), isinstance(torch.chunk(x, 2), tuple), isinstance(x.chunk(2), tuple))  # expect: True True True
print(isinstance(paddle.unbind(x), list), isinstance(torch.unbind(x), tuple), isinstance(paddle.split(x, 2), list))  # expect: True True True
