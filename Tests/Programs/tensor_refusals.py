# Indices, numbers and dtypes that torch refuses, and similar values that torch accepts.
import warnings

import torch

warnings.simplefilter("ignore")
T = torch.tensor
x = torch.arange(6.0).reshape(2, 3)
h = x.half()
z = T([1 + 2j])
u8 = torch.uint8


def put(value, key, new):
    value = value.clone()
    value[key] = new
    return value


def grow(value):
    value += 1j
    return value


cases = [
    lambda: x.gather(1, T([[-1]])), lambda: x.gather(1, T([[3]])), lambda: x.gather(1, T([[2]])),
    lambda: x.gather(1, T([[0]], dtype=u8)), lambda: x.gather(1, T([[1]], dtype=torch.int32)),
    lambda: x.index_select(1, T([-1])), lambda: x.index_select(1, T([3])), lambda: x[0].index_select(0, T([3])),
    lambda: x.index_add(1, T([-1]), torch.ones(2, 1)), lambda: x.index_add(1, T([3]), torch.ones(2, 1)),
    lambda: x[0].index_add(0, T([-1]), torch.ones(1)), lambda: x.index_copy(1, T([-1]), torch.ones(2, 1)),
    lambda: x.index_copy(1, T([3]), torch.ones(2, 1)), lambda: x.index_fill(1, T([-1]), 1.0),
    lambda: x.scatter(1, T([[-1]]), 1.0), lambda: x.scatter(1, T([[3]]), 1.0),
    lambda: x.scatter_add(1, T([[3]]), x), lambda: x.scatter_reduce(1, T([[3]]), x, "sum"),
    lambda: x.index_reduce(1, T([-1]), torch.ones(2, 1), "prod"), lambda: x.take(T([-1, 2])),
    lambda: torch.randint(0, 300, (3,), dtype=u8), lambda: torch.randint(-1, 3, (3,), dtype=u8),
    lambda: torch.randint(0, 5, (3,), dtype=torch.bool), lambda: torch.randint(0, 256, (3,), dtype=u8).shape,
    lambda: torch.zeros(2, dtype=torch.int8).random_(0, 200), lambda: torch.zeros(2, dtype=torch.int8).random_(200),
    lambda: torch.randint(0, 70000, (2,), dtype=torch.half), lambda: torch.randint_like(torch.zeros(2, dtype=u8), 300),
    lambda: torch.empty(3, dtype=torch.int64).exponential_(), lambda: torch.empty(3, dtype=torch.bool).exponential_(),
    lambda: x.scatter(1, T([[0]]), h), lambda: x.scatter_add(1, T([[0]]), h),
    lambda: x.scatter(1, T([[0]]), h, reduce="add"), lambda: x.index_add(0, T([0]), h[:1]),
    lambda: x.index_copy(0, T([0]), h[:1]), lambda: x.index_put((T([0]),), h[:1]),
    lambda: x.index_put((T([0]),), T(1)), lambda: x.masked_scatter(x > 2, h), lambda: x.index_fill(0, T([0]), T(1)),
    lambda: torch.nanmean(T([1, 2])), lambda: z.clone().abs_(), lambda: z.abs(),
    lambda: x.clone().mul_(1j), lambda: x.clone().add_(z), lambda: grow(x.clone()), lambda: put(x, 0, 1j),
    lambda: put(x, x > 2, 1j), lambda: x.clone().fill_(1j), lambda: x.masked_fill(x > 2, 1j),
    lambda: x.clone().masked_fill_(x > 2, 1j), lambda: torch.full((2,), 1j, dtype=torch.float32),
    lambda: torch.full_like(x, 1j), lambda: x.new_full((2,), 1j), lambda: torch.full((2,), 1j),
    lambda: T([1j], dtype=torch.float32), lambda: T(1j, dtype=torch.int64),
    lambda: torch.zeros(2).copy_(T([1j, 2 + 2j])),
    lambda: h.masked_fill(h > 2, -1e9), lambda: h.masked_fill(h > 2, float("-inf")), lambda: h.clone().fill_(70000),
    lambda: put(h, 0, 70000), lambda: put(h, h > 2, 70000), lambda: torch.full((2,), 70000, dtype=torch.half),
    lambda: torch.full((2,), 1e39, dtype=torch.float32), lambda: put(torch.zeros(2, dtype=u8), 0, 300),
    lambda: put(torch.zeros(2, dtype=u8), 0, -1), lambda: put(torch.zeros(2, dtype=u8), 0, -1.0),
    lambda: torch.full((2,), 2.5, dtype=torch.int64), lambda: torch.full((2,), 2.5, dtype=torch.bool),
    lambda: torch.zeros(2, dtype=torch.int32).fill_(2**40), lambda: torch.full((2,), 1 + 0j, dtype=torch.float32),
    lambda: torch.arange(3).masked_select(T([[True], [False]])),
    lambda: torch.zeros(3).masked_scatter(T([[False, False, True], [True, True, False]]), torch.arange(4.0)),
    lambda: T(5.0).gather(0, T([0, 0])), lambda: T(5.0).index_select(0, T([0])), lambda: T(5.0).scatter(0, T([0]), 3.0),
]
for number, case in enumerate(cases):
    try:
        print(number, repr(case()))
    except Exception as error:
        print(number, type(error).__name__, str(error).split("\n")[0])
