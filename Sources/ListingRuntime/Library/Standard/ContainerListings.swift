/// Python's `collections`, in the listing language. `namedtuple` and `OrderedDict` are written in Swift.
enum ContainerListings {
  static let collections = [deque, counters, chains, UserContainerListing.text].joined(separator: "\n\n")

  private static let deque = #"""
    from collections.abc import Mapping as _Mapping, MutableMapping as _MutableMapping
    from collections.abc import MutableSequence as _MutableSequence

    class deque(_MutableSequence):
        def __init__(self, iterable=(), maxlen=None):
            if maxlen is not None:
                if not isinstance(maxlen, int):
                    raise TypeError('an integer is required')
                if maxlen < 0:
                    raise ValueError('maxlen must be non-negative')
            self._limit = maxlen
            self._items = []
            # The number of changes. A loop over the deque must not see a change.
            self._state = 0
            self.extend(iterable)

        @property
        def maxlen(self):
            return self._limit

        @maxlen.setter
        def maxlen(self, value):
            raise AttributeError("attribute 'maxlen' of 'collections.deque' objects is not writable")

        def append(self, x, /):
            self._state += 1
            self._items.append(x)
            if self._limit is not None and len(self._items) > self._limit:
                self._items.pop(0)

        def appendleft(self, x, /):
            self._state += 1
            self._items.insert(0, x)
            if self._limit is not None and len(self._items) > self._limit:
                self._items.pop()

        def extend(self, iterable, /):
            for item in (list(iterable) if iterable is self else iterable):
                self.append(item)

        def extendleft(self, iterable, /):
            for item in (list(iterable) if iterable is self else iterable):
                self.appendleft(item)

        def pop(self):
            if not self._items:
                raise IndexError('pop from an empty deque')
            self._state += 1
            return self._items.pop()

        def popleft(self):
            if not self._items:
                raise IndexError('pop from an empty deque')
            self._state += 1
            return self._items.pop(0)

        def clear(self):
            self._state += 1
            self._items.clear()

        def copy(self):
            return type(self)(self._items, self._limit)

        __copy__ = copy

        def count(self, x, /):
            return self._items.count(x)

        def index(self, x, start=0, stop=None, /):
            count = len(self._items)
            start = max(start + count, 0) if start < 0 else start
            stop = count if stop is None else max(stop + count, 0) if stop < 0 else min(stop, count)
            for place in range(start, stop):
                if self._items[place] is x or self._items[place] == x:
                    return place
            raise ValueError(f'{x!r} is not in deque')

        def insert(self, index, x, /):
            if self._limit is not None and len(self._items) >= self._limit:
                raise IndexError('deque already at its maximum size')
            self._state += 1
            self._items.insert(index, x)

        def remove(self, value, /):
            for place in range(len(self._items)):
                if self._items[place] is value or self._items[place] == value:
                    self._state += 1
                    del self._items[place]
                    return
            raise ValueError(f'{value!r} is not in deque')

        def reverse(self):
            self._items.reverse()

        def rotate(self, n=1, /):
            if self._items:
                n = n % len(self._items)
                self._state += 1
                self._items[:] = self._items[len(self._items) - n:] + self._items[:len(self._items) - n]

        def __len__(self):
            return len(self._items)

        def __bool__(self):
            return len(self._items) > 0

        def __iter__(self):
            return self._each(self._state, 0, 1)

        def __reversed__(self):
            return self._each(self._state, -1, -1)

        def _each(self, state, place, step):
            for _ in range(len(self._items)):
                if self._state != state:
                    raise RuntimeError('deque mutated during iteration')
                yield self._items[place]
                place += step
            if self._state != state:
                raise RuntimeError('deque mutated during iteration')

        def __contains__(self, item):
            return item in self._items

        def _check(self, index):
            if isinstance(index, slice):
                raise TypeError("sequence index must be integer, not 'slice'")
            if isinstance(index, int) and not -len(self._items) <= index < len(self._items):
                raise IndexError('deque index out of range')

        def __getitem__(self, index):
            self._check(index)
            return self._items[index]

        def __setitem__(self, index, item):
            self._check(index)
            self._items[index] = item

        def __delitem__(self, index):
            self._check(index)
            self._state += 1
            del self._items[index]

        def __eq__(self, other):
            return self._items == other._items if isinstance(other, deque) else NotImplemented

        __hash__ = None

        def __lt__(self, other):
            return self._items < other._items if isinstance(other, deque) else NotImplemented

        def __le__(self, other):
            return self._items <= other._items if isinstance(other, deque) else NotImplemented

        def __gt__(self, other):
            return self._items > other._items if isinstance(other, deque) else NotImplemented

        def __ge__(self, other):
            return self._items >= other._items if isinstance(other, deque) else NotImplemented

        def __add__(self, other):
            if not isinstance(other, deque):
                raise TypeError(f'can only concatenate deque (not "{type(other).__name__}") to deque')
            return type(self)(self._items + other._items, self._limit)

        def __iadd__(self, other):
            self.extend(other)
            return self

        def __mul__(self, n):
            return type(self)(self._items * n, self._limit) if isinstance(n, int) else NotImplemented

        __rmul__ = __mul__

        def __imul__(self, n):
            items = self._items * n
            self.clear()
            self.extend(items)
            return self

        def __class_getitem__(cls, item):
            return cls

        def __repr__(self):
            limit = '' if self._limit is None else f', maxlen={self._limit}'
            return f'{type(self).__name__}({self._items!r}{limit})'

    class defaultdict(dict):
        def __init__(self, default_factory=None, /, *args, **kwargs):
            if default_factory is not None and not callable(default_factory):
                raise TypeError('first argument must be callable or None')
            dict.__init__(self, *args, **kwargs)
            self.default_factory = default_factory

        def __missing__(self, key, /):
            if self.default_factory is None:
                raise KeyError(key)
            value = self.default_factory()
            self[key] = value
            return value

        def copy(self):
            return type(self)(self.default_factory, self)

        __copy__ = copy

        def __or__(self, other):
            if not isinstance(other, dict):
                return NotImplemented
            made = type(self)(self.default_factory, self)
            made.update(other)
            return made

        def __ror__(self, other):
            if not isinstance(other, dict):
                return NotImplemented
            made = type(self)(self.default_factory, other)
            made.update(self)
            return made

        def __repr__(self):
            return f'{type(self).__name__}({self.default_factory!r}, {dict(self)!r})'
    """#

  private static let counters = #"""
    def _positive(counter):
        kept = type(counter)()
        for key, count in dict.items(counter):
            if count > 0:
                kept[key] = count
        return kept

    class Counter(dict):
        def __init__(self, iterable=None, /, **kwds):
            dict.__init__(self)
            self.update(iterable, **kwds)

        def __missing__(self, key):
            return 0

        def total(self):
            return sum(self.values())

        def most_common(self, n=None):
            ordered = sorted(self.items(), key=lambda item: item[1], reverse=True)
            return ordered if n is None else ordered[:max(n, 0)]

        def elements(self):
            for key, count in self.items():
                for _ in range(count):
                    yield key

        @classmethod
        def fromkeys(cls, iterable, v=None):
            raise NotImplementedError('Counter.fromkeys() is undefined.  Use Counter(iterable) instead.')

        def update(self, iterable=None, /, **kwds):
            if iterable is not None:
                if isinstance(iterable, _Mapping):
                    for key, count in iterable.items():
                        self[key] = count + self.get(key, 0)
                else:
                    for key in iterable:
                        self[key] = self.get(key, 0) + 1
            for key, count in kwds.items():
                self[key] = count + self.get(key, 0)

        def subtract(self, iterable=None, /, **kwds):
            if iterable is not None:
                if isinstance(iterable, _Mapping):
                    for key, count in iterable.items():
                        self[key] = self.get(key, 0) - count
                else:
                    for key in iterable:
                        self[key] = self.get(key, 0) - 1
            for key, count in kwds.items():
                self[key] = self.get(key, 0) - count

        def copy(self):
            return type(self)(self)

        __copy__ = copy

        def __delitem__(self, key):
            if key in self:
                dict.__delitem__(self, key)

        def __repr__(self):
            if not self:
                return f'{type(self).__name__}()'
            try:
                items = dict(self.most_common())
            except TypeError:
                items = dict(self)
            return f'{type(self).__name__}({items!r})'

        def _compares(self, other, holds):
            if not isinstance(other, Counter):
                return NotImplemented
            for counter in (self, other):
                for key in counter:
                    if not holds(self[key], other[key]):
                        return False
            return True

        def __eq__(self, other):
            return self._compares(other, lambda a, b: a == b)

        def __ne__(self, other):
            if not isinstance(other, Counter):
                return NotImplemented
            return not self == other

        __hash__ = None

        def __le__(self, other):
            return self._compares(other, lambda a, b: a <= b)

        def __lt__(self, other):
            if not isinstance(other, Counter):
                return NotImplemented
            return self <= other and self != other

        def __ge__(self, other):
            return self._compares(other, lambda a, b: a >= b)

        def __gt__(self, other):
            if not isinstance(other, Counter):
                return NotImplemented
            return self >= other and self != other

        def _combined(self, other, combine):
            result = Counter()
            for key, count in self.items():
                made = combine(count, other[key])
                if made > 0:
                    result[key] = made
            for key, count in other.items():
                if key not in self:
                    made = combine(0, count)
                    if made > 0:
                        result[key] = made
            return result

        def __add__(self, other):
            return self._combined(other, lambda a, b: a + b) if isinstance(other, Counter) else NotImplemented

        def __sub__(self, other):
            return self._combined(other, lambda a, b: a - b) if isinstance(other, Counter) else NotImplemented

        def __or__(self, other):
            if not isinstance(other, Counter):
                return NotImplemented
            return self._combined(other, lambda a, b: b if a < b else a)

        def __and__(self, other):
            if not isinstance(other, Counter):
                return NotImplemented
            result = Counter()
            for key, count in self.items():
                least = count if count < other[key] else other[key]
                if least > 0:
                    result[key] = least
            return result

        def __pos__(self):
            result = Counter()
            for key, count in self.items():
                if count > 0:
                    result[key] = count
            return result

        def __neg__(self):
            result = Counter()
            for key, count in self.items():
                if count < 0:
                    result[key] = 0 - count
            return result

        def _keep_positive(self):
            for key in [key for key, count in self.items() if not count > 0]:
                del self[key]
            return self

        def __iadd__(self, other):
            for key, count in other.items():
                self[key] += count
            return self._keep_positive()

        def __isub__(self, other):
            for key, count in other.items():
                self[key] -= count
            return self._keep_positive()

        def __ior__(self, other):
            for key, count in other.items():
                if count > self[key]:
                    self[key] = count
            return self._keep_positive()

        def __iand__(self, other):
            for key, count in list(self.items()):
                if other[key] < count:
                    self[key] = other[key]
            return self._keep_positive()
    """#

  private static let chains = #"""
    class ChainMap(_MutableMapping):
        def __init__(self, *maps):
            self.maps = list(maps) or [{}]

        def __missing__(self, key):
            raise KeyError(key)

        def __getitem__(self, key):
            for mapping in self.maps:
                if key in mapping:
                    return mapping[key]
            return self.__missing__(key)

        def get(self, key, default=None):
            return self[key] if key in self else default

        def _merged(self):
            merged = {}
            for mapping in reversed(self.maps):
                for key in mapping:
                    merged[key] = mapping[key]
            return merged

        def __len__(self):
            return len(self._merged())

        def __iter__(self):
            return iter(self._merged())

        def __contains__(self, key):
            for mapping in self.maps:
                if key in mapping:
                    return True
            return False

        def __bool__(self):
            return len(self._merged()) > 0

        def keys(self):
            return self._merged().keys()

        def values(self):
            return self._merged().values()

        def items(self):
            return self._merged().items()

        def __eq__(self, other):
            if isinstance(other, ChainMap):
                return self._merged() == other._merged()
            return self._merged() == dict(other.items()) if isinstance(other, _Mapping) else NotImplemented

        __hash__ = None

        def __repr__(self):
            return f'{type(self).__name__}({", ".join([repr(mapping) for mapping in self.maps])})'

        @classmethod
        def fromkeys(cls, iterable, *args):
            return cls(dict.fromkeys(iterable, *args))

        def copy(self):
            return type(self)(self.maps[0].copy(), *self.maps[1:])

        __copy__ = copy

        def new_child(self, m=None, **kwargs):
            if m is None:
                m = kwargs
            elif kwargs:
                m.update(kwargs)
            return type(self)(m, *self.maps)

        @property
        def parents(self):
            return type(self)(*self.maps[1:])

        def __setitem__(self, key, value):
            self.maps[0][key] = value

        def __delitem__(self, key):
            if key not in self.maps[0]:
                raise KeyError(f'Key not found in the first mapping: {key!r}')
            del self.maps[0][key]

        def popitem(self):
            if not self.maps[0]:
                raise KeyError('No keys found in the first mapping.')
            return self.maps[0].popitem()

        def pop(self, key, *args):
            if key not in self.maps[0] and not args:
                raise KeyError(f'Key not found in the first mapping: {key!r}')
            return self.maps[0].pop(key, *args)

        def setdefault(self, key, default=None):
            if key in self:
                return self[key]
            self[key] = default
            return default

        def update(self, other=(), /, **kwds):
            self.maps[0].update(other, **kwds)

        def clear(self):
            self.maps[0].clear()

        def __ior__(self, other):
            self.maps[0].update(other)
            return self

        def __or__(self, other):
            if not isinstance(other, _Mapping):
                return NotImplemented
            made = self.copy()
            made.maps[0].update(other.items())
            return made

        def __ror__(self, other):
            if not isinstance(other, _Mapping):
                return NotImplemented
            child = dict(other)
            for mapping in reversed(self.maps):
                child.update(mapping)
            return type(self)(child)
    """#
}
