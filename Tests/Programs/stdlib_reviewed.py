# Abstract classes of the containers, the memo of deepcopy, and named tuples.
import copy
from collections import ChainMap, Counter, deque, namedtuple
from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple

import torch
import torch.nn as nn


class Pairs(Mapping):
    def __init__(self, items):
        self.given = items

    def __getitem__(self, key):
        return self.given[key]

    def __iter__(self):
        return iter(self.given)

    def __len__(self):
        return len(self.given)


def attempt(call):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


print(isinstance(deque(), Sequence), isinstance(deque(), MutableSequence), isinstance(ChainMap(), MutableMapping))
count = Counter(Pairs({"a": 5}))
count.subtract(ChainMap({"a": 2}, {"b": 1}))
print(count, ChainMap({"a": 1}) == Pairs({"a": 1}), ChainMap({"a": 1}) | Pairs({"b": 2}))

Row = namedtuple("Row", "a b", defaults=[3])
attempt(lambda: Row._make([1]))
attempt(lambda: Row._make([1, 2]))
Typed = NamedTuple("Typed", [("x", int), ("y", str)])
print(Typed.__annotations__, Typed.__module__ == __name__, Typed(1, "a"))


class Held:
    def __enter__(self):
        return 1

    def __exit__(self, *error):
        return False


class Half(AbstractContextManager):
    pass


@contextmanager
def made():
    yield 2


print(isinstance(Held(), AbstractContextManager), isinstance(made(), AbstractContextManager), isinstance(3, AbstractContextManager))
attempt(Half)


class Weight:
    def __init__(self, value):
        self.w = torch.full((2,), float(value))

    def __deepcopy__(self, memo):
        made = Weight(0)
        made.w = copy.deepcopy(self.w.detach(), memo)
        return made


weights = [Weight(value) for value in range(200)]
print(all(x.w.tolist() == y.w.tolist() for x, y in zip(weights, copy.deepcopy(weights))))
layer = nn.Linear(2, 2).requires_grad_(False)
print([p.requires_grad for p in copy.deepcopy(layer).parameters()])

import enum

print(enum.Enum("Color", "RED GREEN").__module__ == Row.__module__ == __name__)
