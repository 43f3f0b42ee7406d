from collections import OrderedDict
from dataclasses import dataclass
from typing import Optional, Tuple, Any
import torch
from torch import nn


class ModelOutput(OrderedDict):
    def __post_init__(self):
        for name in ('loss', 'logits', 'hidden_states', 'attentions'):
            if hasattr(self, name):
                value = getattr(self, name)
                if value is not None:
                    self[name] = value

    def __delitem__(self, *args, **kwargs):
        raise Exception(f"You cannot use ``__delitem__`` on a {self.__class__.__name__} instance.")

    def setdefault(self, *args, **kwargs):
        raise Exception(f"You cannot use ``setdefault`` on a {self.__class__.__name__} instance.")

    def pop(self, *args, **kwargs):
        raise Exception(f"You cannot use ``pop`` on a {self.__class__.__name__} instance.")

    def update(self, *args, **kwargs):
        raise Exception(f"You cannot use ``update`` on a {self.__class__.__name__} instance.")

    def __getitem__(self, k):
        if isinstance(k, str):
            inner_dict = dict(self.items())
            return inner_dict[k]
        else:
            return self.to_tuple()[k]

    def __setattr__(self, name, value):
        if name in self.keys() and value is not None:
            super().__setitem__(name, value)
        super().__setattr__(name, value)

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        super().__setattr__(key, value)

    def to_tuple(self) -> Tuple[Any]:
        return tuple(self[k] for k in self.keys())


@dataclass
class MaskedLMOutput(ModelOutput):
    loss: Optional[torch.FloatTensor] = None
    logits: torch.FloatTensor = None
    hidden_states: Optional[Tuple[torch.FloatTensor]] = None
    attentions: Optional[Tuple[torch.FloatTensor]] = None


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = 2.0

    def forward(self, x, output_hidden_states=False):
        h = x * self.scale
        return MaskedLMOutput(logits=h.sum(-1), hidden_states=(x, h) if output_hidden_states else None)


out = Net()(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), output_hidden_states=True)
print(type(out).__name__, isinstance(out, dict), isinstance(out, OrderedDict), isinstance(out, ModelOutput))
print(len(out), list(out), list(out.keys()))
print(out.logits.tolist(), out['logits'].tolist(), out[0].tolist())
print(out.loss, 'loss' in out, 'logits' in out)
print([t.tolist() for t in out.hidden_states])
print(len(out.to_tuple()), out[1:][0][0].tolist())
for k, v in out.items():
    print(k, type(v).__name__)
out.loss = torch.tensor(0.5)
print('loss' in out, list(out))
out['loss'] = torch.tensor(1.5)
print(list(out), out.loss.item(), out['loss'].item())
out.logits = torch.tensor([9.0])
print(out['logits'].tolist(), out[0].tolist())
for action in (lambda: out.update({'a': 1}), lambda: out.pop('loss'), lambda: out.setdefault('x', 1)):
    try:
        action()
    except Exception as error:
        print(error)
try:
    del out['loss']
except Exception as error:
    print(error)
try:
    out['nothing']
except KeyError as error:
    print('KeyError', error)
logits, hidden, loss = out.to_tuple()
print(logits.tolist(), loss.item())


def show(**named):
    return sorted(named)


print(show(**out), show(**{**out, 'more': 1}))
print(bool(MaskedLMOutput()), len(MaskedLMOutput()), MaskedLMOutput().to_tuple())
print({k: v is not None for k, v in out.items()})
print(isinstance(out, tuple), hasattr(out, 'logits'), hasattr(out, 'nothing'), getattr(out, 'nothing', 7))
