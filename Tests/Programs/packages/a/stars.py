from .subs import sub
__all__ = ['shown', '_listed', 'sub']
shown = 1
_listed = 2
hidden = 3
