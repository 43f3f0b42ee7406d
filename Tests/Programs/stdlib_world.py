import math
import os
import os.path as osp
import statistics
import string
import sys
import time
import warnings
from os.path import basename
from types import SimpleNamespace

import torch
from packaging import version
from packaging.version import Version, parse

print(os.path.join('a', 'b', 'c.py'), osp.join('a/', '/b'), basename('/x/y.txt'), osp.dirname('/x/y.txt'))
print(osp.splitext('a/b.tar.gz'), osp.splitext('.profile'), osp.normpath('a//b/../c/./d'), osp.split('/a'))
print(os.environ.get('FWDB_NO_SUCH_NAME'), os.getenv('FWDB_NO_SUCH_NAME', 'default'), 'FWDB_NO_SUCH_NAME' in os.environ)
print(sys.platform, sys.version_info >= (3, 8), sys.version_info.major, sys.version_info[:2] >= (3, 10), sys.maxsize)
print(parse('1.10') > parse('1.9.1'), Version('2.0') == Version('2.0.0'), Version('2.0rc1') < Version('2.0'))
print(Version('1.0.dev1') < Version('1.0a1') < Version('1.0') < Version('1.0.post1') < Version('1.0.1'))
print(Version('2.1.0+cu118') >= Version('2.1'), version.parse('2.1.3').micro, str(Version('1.2')), Version('2.1+a').base_version)
print(torch.__version__ >= '1.10', torch.__version__ >= '2.2', torch.__version__ < '2.2.0', torch.__version__ > (1, 9))
print(version.parse(torch.__version__) >= version.parse('2.0.0'), int(torch.__version__.split('.')[0]) >= 2)
print(torch.cuda.is_available(), torch.cuda.device_count())
start = time.time()
print(time.time() - start >= 0, time.perf_counter() >= 0)
print(statistics.mean([1, 2, 3, 4]), statistics.median([3, 1, 2]), statistics.stdev([1.0, 2.0, 4.0]), statistics.mode('aab'))
print(string.ascii_lowercase[:3], string.digits, len(string.punctuation), repr(string.whitespace))
n = SimpleNamespace(a=1, b='x')
print(n, n.a)
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    warnings.warn('not shown')
print(math.pi)
