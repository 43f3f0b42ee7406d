import collections.abc
import numbers
import typing
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, MutableMapping, Sequence, Set, Sized
values = [1, 1.5, True, "a", [1], (1,), {1: 2}, {1}, None, range(3), iter([]), (x for x in []), len, lambda: 0, int]
for t in [Iterable, Sequence, Mapping, Callable, Hashable, Iterator, Sized, Set, numbers.Number, numbers.Integral]:
    print(t.__name__, "".join(str(int(isinstance(v, t))) for v in values))
# expect: Iterable 000111110111000
# expect: Sequence 000111000100000
# expect: Mapping 000000100000000
# expect: Callable 000000000000111
# expect: Hashable 111101001111111
# expect: Iterator 000000000011000
# expect: Sized 000111110100000
# expect: Set 000000010000000
# expect: Number 111000000000000
# expect: Integral 101000000000000
class Items:
    def __iter__(self):
        return iter([1])
    def __len__(self):
        return 1
class Own(Sequence):
    def __len__(self):
        return 0
    def __getitem__(self, i):
        return i
print(isinstance(Items(), Iterable), isinstance(Items(), Sequence), isinstance(Own(), collections.abc.Collection))
# expect: True False True
print(issubclass(dict, Mapping), issubclass(list, typing.Sequence), isinstance([1], typing.List), isinstance(1, numbers.Real))
# expect: True True True True
print(isinstance({}, MutableMapping), isinstance((1, [2]), Hashable), isinstance(Items, Callable))  # expect: True True True
