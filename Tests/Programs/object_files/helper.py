"""The doc."""
import sys
__all__ = ['pub', 'K']
pub = 1
hidden = 2
_priv = 3
registry = {}
def reg(c): registry[c.__name__] = c; return c
@reg
class K: pass
def fn(): pass
def get(name): return getattr(sys.modules[__name__], name)
def __getattr__(name):
    if name.startswith('lazy_'): return name.upper()
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
