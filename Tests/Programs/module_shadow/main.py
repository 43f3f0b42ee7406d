import statistics
import heapq, json
from einops import rearrange
from bisect import *
import collections.abc
import math
import time, itertools, os
print(statistics.__name__, statistics.mean([1, 2]), heapq.heappush(3), json.dumps, rearrange(1), bisected)
print(math.pi if hasattr(math, 'pi') else 'own math')
import importlib
print(importlib.import_module('json').dumps, callable(itertools.count), os.sep)
try:
    from statistics import median
except ImportError as error:
    print(type(error).__name__)
print(hasattr(statistics, 'median'))
