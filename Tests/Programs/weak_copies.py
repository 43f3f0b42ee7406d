# A copy keeps the referents of weak references. A context manager receives the traceback of an error.
import copy
import traceback
import weakref

import torch.nn as nn


class Config:
    pass


class Layer(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = weakref.ref(config)


class Holder:
    pass


config, holder = Config(), Holder()
holder.reference = weakref.ref(config)
print(copy.deepcopy(holder).reference is holder.reference, copy.copy(holder.reference)() is config)
print(copy.deepcopy(Layer(config)).config() is config)
by_key = weakref.WeakKeyDictionary({config: [1]})
copied = copy.deepcopy(by_key)
print(len(copied), copied[config], copied[config] is by_key[config])
by_name = weakref.WeakValueDictionary({'a': config})
print(copy.deepcopy(by_name)['a'] is config, weakref.WeakSet())


class Suppressing:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        print(trace is None, len(traceback.format_exception(kind, error, trace)))
        return True


def failing():
    raise ValueError('s')


with Suppressing():
    failing()
