# Small rules of gradients, copies and refused dtypes.
import collections
import weakref

import torch
import torch.nn as nn
from torch.utils import _pytree as pytree

w = torch.ones(2, requires_grad=True)
Pair = collections.namedtuple('Pair', 'a b')
print(torch.exp(w, out=None).requires_grad, torch.zeros(2, out=None, requires_grad=True).requires_grad)
print(torch.stack(Pair(w, w)).requires_grad, (w * 2).detach_().requires_grad)
u = torch.arange(6.0).reshape(2, 3).t()
print(torch.add(u, 1, out=None).stride(), torch.deg2rad(u).stride(), nn.Softshrink()(u).stride())
target = torch.empty(2)
print(torch.ones(2, out=target, requires_grad=True).requires_grad, target.requires_grad)
nested = []
nested.append(nested)
for call in (
    lambda: nn.Hardtanh()(torch.tensor([1], dtype=torch.uint8)),
    lambda: torch.clamp(torch.tensor([True]), False, True),
    lambda: u.contiguous(memory_format=torch.preserve_format),
    lambda: torch.poisson(torch.tensor([float('nan')])),
):
    try:
        print(call())
    except RuntimeError as error:
        print(type(error).__name__, error)
try:
    torch.stack(nested)
except TypeError:
    print('TypeError')
print(pytree.tree_leaves(torch.zeros(2, 3).shape))


class Handler:
    def f(self):
        pass

    def g(self):
        pass


handler, other = Handler(), Handler()
print(weakref.WeakMethod(handler.f) == weakref.WeakMethod(handler.g), weakref.WeakSet([handler]) == {handler})
by_name = weakref.WeakValueDictionary({'a': handler, 'b': other})
print(by_name.popitem()[0], by_name == weakref.WeakValueDictionary({'a': handler}))


class Doubling(collections.UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value * 2)


print(Doubling(a=1).copy())
