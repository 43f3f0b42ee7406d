import a.b.c
print('main', a.b.c.value, a.b.other if hasattr(a.b, 'other') else 'no other', a.__name__)
import a.b.c as abc
print(abc.value, abc.__name__, abc.__package__, a.b.__package__, a.b.__name__, __name__)
from a.b import other, c
print(other.value, a.b.other.value, c is abc)
from a import helper
print(helper(), a.relu(2))
from a.stars import *
print(shown, _listed, sub.value)
try:
    print(hidden)
except NameError as error:
    print(error)
from a.plain import *
print(one)
try:
    print(_two)
except NameError as error:
    print('no _two')
import ns.inner as inner
import ns.deep.leaf
print(inner.value, ns.deep.leaf.value, ns.inner is inner, ns.__name__)
from ns import inner as again
print(again is inner)
import twice
import twice
from twice import count
print(count)


def late():
    import a.late as late_module
    from a.late import value
    return late_module.value + value


print(late())
try:
    import a.nothing
except ImportError as error:
    print(type(error).__name__, error)
try:
    import twice.inner
except ImportError as error:
    print(type(error).__name__, error)
try:
    from a import nothing
except ImportError as error:
    print(type(error).__name__, str(error).split(' (')[0])
try:
    from a.b.c import nothing
except ImportError as error:
    print(str(error).split(' (')[0])
for _ in range(2):
    try:
        import broken
    except ValueError as error:
        print('broken', error)
from dynamic import made_up, real
import dynamic
print(made_up, real, dynamic.other_name)
try:
    from dynamic import _private
except ImportError as error:
    print('ImportError', str(error).split(' (')[0])
try:
    dynamic._private
except AttributeError as error:
    print(error)
try:
    import fallback_absent_package_xyz as f
except ImportError:
    import a.helpers as f
print(f.__name__)
import circular_one
print(circular_one.value, circular_one.two.value)
try:
    import loop_one
except ImportError as error:
    print(str(error).split(' (/')[0].split(' (loop')[0])
from a.b.up import from_top, from_parent
print(from_top, from_parent)
try:
    import a.b.beyond
except ImportError as error:
    print(error)
try:
    from . import x
except ImportError as error:
    print(error)
print(a.b.__path__ is not None, hasattr(abc, '__path__'), hasattr(a, '__file__'))
