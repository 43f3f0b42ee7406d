"""Views share their elements: a change in place is visible in all views."""
import torch

x = torch.zeros(2, 3)
row = x[0]
row += 1
print(x.tolist())  # expect: [[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]]
flat = x.view(6)
flat[5] = 7
print(x.tolist())  # expect: [[1.0, 1.0, 1.0], [0.0, 0.0, 7.0]]
turned = x.transpose(0, 1).reshape(6)  # cannot be a view: a copy
turned[0] = 9
copy = x.clone()
copy.mul_(2)
picked = x[torch.tensor([0, 1])]  # index tensors copy
picked[0] = 5
print(x.tolist())  # expect: [[1.0, 1.0, 1.0], [0.0, 0.0, 7.0]]
x.transpose(0, 1)[0].fill_(4)
print(x.tolist())  # expect: [[4.0, 1.0, 1.0], [4.0, 0.0, 7.0]]
