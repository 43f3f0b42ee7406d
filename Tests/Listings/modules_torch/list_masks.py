import torch
x = torch.arange(12.).reshape(3, 4)
print(x[[True, False, True]].tolist())  # expect: [[0.0, 1.0, 2.0, 3.0], [8.0, 9.0, 10.0, 11.0]]
print(x[:, [True, False, True, False]].tolist())  # expect: [[0.0, 2.0], [4.0, 6.0], [8.0, 10.0]]
print(x[(0, 2), (1, 3)].tolist(), x[[0, 2]].shape[0], x[[[0, 1], [1, 2]]].tolist())
# expect: [1.0, 11.0] 2 [1.0, 6.0]
print(x[True].shape, x[False].shape, x[torch.tensor(True)].shape, x[..., True].shape)
# expect: torch.Size([1, 3, 4]) torch.Size([0, 3, 4]) torch.Size([1, 3, 4]) torch.Size([3, 4, 1])
print(x[1:, [True, False, False, True]].tolist())  # expect: [[4.0, 7.0], [8.0, 11.0]]
y = x.clone()
y[[True, False, False]] = -1
y[:, (False, True, False, False)] += 10
print(y.tolist())
# expect: [[-1.0, 9.0, -1.0, -1.0], [4.0, 15.0, 6.0, 7.0], [8.0, 19.0, 10.0, 11.0]]
print(x[[]].shape, torch.Tensor([2, 3]).tolist(), torch.Tensor(2, 3).shape, torch.Tensor(torch.Size([2, 3])).shape)
# expect: torch.Size([0, 4]) [2.0, 3.0] torch.Size([2, 3]) torch.Size([2, 3])
print(torch.FloatTensor([1, 2]).tolist(), torch.LongTensor([1]).dtype, torch.Tensor([[1, 2]]).shape, torch.Tensor().shape)
# expect: [1.0, 2.0] torch.int64 torch.Size([1, 2]) torch.Size([0])
print(torch.Tensor((2, 3)).tolist(), torch.IntTensor(2).shape, torch.BoolTensor([True, False]).tolist())
# expect: [2.0, 3.0] torch.Size([2]) [True, False]
