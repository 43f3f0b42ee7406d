# torch.utils._pytree, and names of torch that are other names for what fwdb has.
import torch
import torch.nn.functional as F
import torch.utils._pytree as pytree
from torch.utils._pytree import tree_flatten, tree_map, tree_map_only, tree_unflatten
from collections import OrderedDict, namedtuple

Pair = namedtuple('Pair', ['a', 'b'])
tree = {'a': [1, (2, 3)], 'b': None, 'c': torch.ones(2), 'd': Pair(4, [5])}
leaves, spec = tree_flatten(tree)
print(leaves)
print(spec.num_leaves, spec.num_nodes, spec.num_children)
print(tree_unflatten(leaves, spec))
print(tree_map(lambda v: v if v is None else v * 2, tree))
print(tree_map_only(int, lambda v: v + 1, tree))
print(tree_map_only((int, torch.Tensor), lambda v: v + 1, tree))
print(pytree.tree_leaves([1, [2], {}]), pytree.tree_map(lambda a, b: a + b, [1, (2,)], [10, (20,)]))
print(tree_flatten({'a': [1, (2, 3)], 'b': None})[1])
print(pytree.tree_structure((1, 2)) == pytree.tree_structure((3, 4)),
      pytree.tree_structure((1, 2)) == pytree.tree_structure([3, 4]))
print(tree_flatten([1, [2]], is_leaf=lambda x: isinstance(x, list) and len(x) == 1)[0])
print(tree_map(lambda v: -v, OrderedDict(z=1, y=2)), torch.utils._pytree.tree_all(lambda v: v > 0, [1, 2]))
for call in (lambda: tree_unflatten([1], pytree.tree_structure([1, 2])), lambda: tree_map(max, [1, 2], [1])):
    try:
        call()
    except ValueError:
        print('ValueError')

print(torch.torch.Tensor is torch.Tensor, torch.nn.modules.utils._pair(3), F._pair((1, 2)), F._single(4))
x = torch.tensor([-1.5, 2.5])
print(torch.clamp_(x, 0), torch.neg_(x), torch.floor_(x), x)
print(torch.get_autocast_dtype('cpu'), torch.get_autocast_dtype('cuda'))
torch.manual_seed(3)
print(torch.poisson(torch.tensor([0.0, 0.5, 3.0, 9.9, 10.0, 55.5, 1e4])).tolist())
print(torch.poisson(torch.full((40,), 20.0, dtype=torch.float64)).tolist(), torch.rand(2).tolist())
try:
    torch.poisson(torch.tensor([-1.0]))
except RuntimeError as error:
    print(error)
