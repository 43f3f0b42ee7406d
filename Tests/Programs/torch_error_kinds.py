"""The kinds of errors that torch raises, and which of them a listing can catch."""
import torch
import torch.nn.functional as F

x = torch.ones(3)


def kind(function):
    try:
        return function()
    except IndexError:
        return 'IndexError'
    except NotImplementedError:
        return 'NotImplementedError'
    except RuntimeError:
        return 'RuntimeError'
    except (TypeError, ValueError) as error:
        return type(error).__name__


print([kind(f) for f in (
    lambda: x.gather(0, torch.tensor([5])), lambda: x.scatter(0, torch.tensor([7]), 1.),
    lambda: x.scatter_add(0, torch.tensor([7]), x), lambda: x.index_select(0, torch.tensor([9])),
    lambda: x.index_select(0, torch.tensor([[0]])), lambda: x[9], lambda: x[torch.tensor([9])],
    lambda: F.embedding(torch.tensor([9]), torch.ones(2, 2)))])
print([kind(f) for f in (
    lambda: x.narrow(0, 1, 5), lambda: x.narrow(0, 5, 1), lambda: x.chunk(0), lambda: x.unbind(3),
    lambda: x.split(0), lambda: F.one_hot(torch.tensor([3]), 2), lambda: F.one_hot(torch.tensor([-1])),
    lambda: torch.stack([]), lambda: x.unsqueeze(5))])
whole, flags = torch.arange(3), torch.tensor([True, False])
print([kind(f) for f in (
    lambda: whole.softmax(-1), lambda: whole.log_softmax(-1), lambda: whole.mean(), lambda: whole.var(),
    lambda: whole.std(), lambda: flags.softmax(-1), lambda: -flags, lambda: ~x, lambda: x & x, lambda: x | x,
    lambda: torch.bitwise_not(x), lambda: F.glu(torch.arange(4)), lambda: F.layer_norm(whole, (3,)))])


def first(x):
    try:
        return x.softmax(-1)
    except RuntimeError:
        return x.float().softmax(-1)


print(first(whole))
