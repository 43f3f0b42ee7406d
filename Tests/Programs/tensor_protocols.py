"""The special methods of tensors as attributes, and the methods of the class torch.Tensor."""
import torch

x = torch.tensor([3., 1., 2.])
names = ['__len__', '__getitem__', '__setitem__', '__iter__', '__float__', '__int__', '__bool__', '__array__', '__add__',
         '__radd__', '__mul__', '__neg__', '__abs__', '__contains__', '__index__', '__matmul__', '__next__', '__call__',
         '__enter__', '__eq__', '__hash__', '__str__', '__class__', '__and__', '__invert__', '__iadd__', '__deepcopy__']
print([name for name in names if hasattr(x, name)])
print([name for name in names if hasattr(torch.Tensor, name)])
print(x.__len__(), x.__getitem__(1), x.__add__(1), x.__radd__(1), x.__mul__(x), x.__neg__(), x.__contains__(1.0))
print([float(item) for item in x.__iter__()], x[0].__float__(), x[1].__int__(), x[0].__bool__(), torch.tensor(4).__index__())
print(torch.Tensor.view(x, 3, 1).shape, torch.Tensor.sum(x), torch.Tensor.__add__(x, 2), torch.Tensor.add(x, 1))
print(hasattr(torch.Tensor, 'view'), hasattr(torch.Tensor, 'shape'), hasattr(torch.Tensor, 'nothing'))
print(hasattr(x, 'sparse_dim'), hasattr(x, 'to_sparse'), hasattr(x, 'nothing'), getattr(x, 'nothing', 7))
operations = {'exp': torch.Tensor.exp, 'abs': torch.Tensor.abs}
print({name: operation(x.neg()) for name, operation in operations.items()})
print(list(map(torch.Tensor.item, x)), torch.Tensor.size(x), getattr(torch.Tensor, 'max')(x))
