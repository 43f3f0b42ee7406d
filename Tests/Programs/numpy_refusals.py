"""Errors of numpy's arithmetic."""
import numpy as np

small = np.array([1, 2, 255], dtype=np.uint8)
for name, f in {
    'power': lambda: np.array([1, 2]) ** -1, 'float power': lambda: np.array([1., 2.]) ** -1,
    '-1': lambda: small + -1, '300': lambda: small * 300, 'arange': lambda: np.arange(5, 1), 'arange step': lambda: np.arange(5, 1, -2),
    'arange float': lambda: np.arange(1.5),
}.items():
    try:
        print(name, f())
    except (OverflowError, ValueError) as error:
        print(name, type(error).__name__, error)
