# Attributes of imported modules, and comparisons of torch.__version__ with versions.
import collections
import math

import torch
import torch.nn as nn
from packaging import version

for module in (torch, math, collections, nn):
    found = [hasattr(module, name) for name in ("__name__", "__doc__", "__dict__", "zzz")]
    print(module.__name__, found, getattr(module, "zzz", "none"))
print(hasattr(torch, "__version__"), getattr(math, "__version__", None), hasattr(collections, "deques"))

number = torch.__version__
print(isinstance(number, str), number.split(".")[0], number[:2], number + "!" == str(number) + "!", len(number) > 3)
print(number >= "2.0", number > (1, 13), number < [99, 0], number == "none", number != "none", number >= "10.1")
print(version.parse(number) >= version.parse("1.12"), tuple(int(x) for x in number.split(".")[:2]) > (1, 8))


class Plain:
    class Inner:
        pass


def make():
    class Local:
        pass

    return Local()


print(*[repr(x).split(" ")[:2] for x in (Plain(), Plain.Inner(), make())])
a, b = Plain(), Plain()
print(hex(id(a)) in repr(a), id(a) == id(a), id(a) == id(b), f"{a}" == str(a) == repr(a), len({id(a), id(b), id(a)}))
