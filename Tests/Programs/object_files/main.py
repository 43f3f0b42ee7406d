# A module's __getattr__, importlib.import_module for files, and __all__.
import importlib, sys
import helper
from helper import *
print(helper.lazy_thing, hasattr(helper, 'nope'), pub, 'hidden' in globals(), '_priv' in globals())
from helper import lazy_other
print(lazy_other)
try: helper.nope
except AttributeError as e: print(e)
try: from helper import nope2
except ImportError as e: print('IE')
m = importlib.import_module('helper'); print(m is helper, m.__name__, m.__doc__, sys.modules['helper'] is helper, vars(m)['pub'], m.__dict__ is helper.__dict__)
helper.pub = 9; print(m.pub, pub)
setattr(helper, 'extra', 1); print(getattr(m, 'extra'), 'extra' in dir(m))
del helper.extra; print(hasattr(m, 'extra'))
try: importlib.import_module('surely_absent_pkg')
except ImportError as e: print(type(e).__name__, e)
try: importlib.import_module('helper.inner')
except ImportError as e: print(type(e).__name__)
print(m.K.__module__, m.K.__qualname__, m.fn.__module__, type(m).__name__, m.K)
print(helper.get('K').__name__, helper.registry['K'] is m.K)
