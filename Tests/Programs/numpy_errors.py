"""Errors of numpy's arrays, slices with a negative step, rounding and choices."""
import numpy as np


def kind(function):
    try:
        return function().tolist()
    except ValueError:
        return 'ValueError'
    except RuntimeError:
        return 'RuntimeError'


print([kind(f) for f in (
    lambda: np.ones(2) + np.ones(3), lambda: np.zeros((2, 3)).reshape(4), lambda: np.zeros((2, 3)) @ np.zeros((2, 3)),
    lambda: np.concatenate([np.ones((2, 2)), np.ones((3, 3))]), lambda: np.stack([np.ones(2), np.ones(3)]))])
line = np.arange(6)
print(line[::-1].tolist(), line[4:1:-1].tolist(), line[::-2].tolist(), line[1:4:-1].tolist(), line[-2::-1].tolist())
table = np.arange(6.).reshape(2, 3)
print(table[::-1].tolist(), table[:, ::-1].tolist(), table[::-1, ::-1].tolist(), table[0, ::-1].tolist())
print(table[..., ::-1].tolist(), table[None, ::-1].shape, table[::-1, 0].tolist(), table[1, 5:0:-1].tolist())
print(np.round(np.array([0.5, 1.5, 2.675, -1.25])).tolist(), np.round(np.array([2.675, -1.25]), 1).tolist())
print(np.round(np.array([123.4, 178.]), -1).tolist(), np.around(np.array([1.55]), decimals=1).tolist(), np.array([2.345]).round(2).tolist())
np.random.seed(3)
print(np.random.choice(5), np.random.choice(5, 3).tolist(), np.random.choice([10, 20, 30], size=(2, 2)).tolist())
print(np.random.choice(6, 4, replace=False).tolist(), np.random.choice(3, 5, p=[0.1, 0.7, 0.2]).tolist())
print(np.random.choice(np.array([1.5, 2.5]), 3).tolist(), np.random.RandomState(0).choice(10, 4).tolist())
