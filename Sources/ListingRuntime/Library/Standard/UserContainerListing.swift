/// `UserDict`, `UserList` and `UserString` of Python's `collections`, in the listing language.
enum UserContainerListing {
  static let text = #"""
    class UserDict(_MutableMapping):
        def __init__(self, dict=None, /, **kwargs):
            self.data = {}
            if dict is not None:
                self.update(dict)
            if kwargs:
                self.update(kwargs)

        def __len__(self):
            return len(self.data)

        def __getitem__(self, key):
            if key in self.data:
                return self.data[key]
            if hasattr(self.__class__, '__missing__'):
                return self.__class__.__missing__(self, key)
            raise KeyError(key)

        def __setitem__(self, key, item):
            self.data[key] = item

        def __delitem__(self, key):
            del self.data[key]

        def __iter__(self):
            return iter(self.data)

        def __contains__(self, key):
            return key in self.data

        def __repr__(self):
            return repr(self.data)

        def __or__(self, other):
            if isinstance(other, UserDict):
                return self.__class__(self.data | other.data)
            if isinstance(other, dict):
                return self.__class__(self.data | other)
            return NotImplemented

        def __ror__(self, other):
            if isinstance(other, UserDict):
                return self.__class__(other.data | self.data)
            if isinstance(other, dict):
                return self.__class__(other | self.data)
            return NotImplemented

        def __ior__(self, other):
            if isinstance(other, UserDict):
                self.data |= other.data
            else:
                self.data |= other
            return self

        def __copy__(self):
            made = self.__class__.__new__(self.__class__)
            made.__dict__.update(self.__dict__)
            made.__dict__['data'] = self.__dict__['data'].copy()
            return made

        def copy(self):
            if self.__class__ is UserDict:
                return UserDict(self.data.copy())
            data = self.data
            try:
                self.data = {}
                made = self.__copy__()
            finally:
                self.data = data
            made.update(self)
            return made

        @classmethod
        def fromkeys(cls, iterable, value=None):
            made = cls()
            for key in iterable:
                made[key] = value
            return made

    def _plain_list(other):
        return other.data if isinstance(other, UserList) else other

    class UserList(_MutableSequence):
        def __init__(self, initlist=None):
            self.data = []
            if initlist is not None:
                self.data[:] = initlist.data if isinstance(initlist, UserList) else list(initlist)

        def __repr__(self):
            return repr(self.data)

        def __lt__(self, other):
            return self.data < _plain_list(other)

        def __le__(self, other):
            return self.data <= _plain_list(other)

        def __eq__(self, other):
            return self.data == _plain_list(other)

        def __gt__(self, other):
            return self.data > _plain_list(other)

        def __ge__(self, other):
            return self.data >= _plain_list(other)

        __hash__ = None

        def __contains__(self, item):
            return item in self.data

        def __len__(self):
            return len(self.data)

        def __iter__(self):
            return iter(self.data)

        def __getitem__(self, i):
            return self.__class__(self.data[i]) if isinstance(i, slice) else self.data[i]

        def __setitem__(self, i, item):
            self.data[i] = item

        def __delitem__(self, i):
            del self.data[i]

        def __add__(self, other):
            other = _plain_list(other)
            return self.__class__(self.data + (other if isinstance(other, list) else list(other)))

        def __radd__(self, other):
            other = _plain_list(other)
            return self.__class__((other if isinstance(other, list) else list(other)) + self.data)

        def __iadd__(self, other):
            self.data += list(_plain_list(other))
            return self

        def __mul__(self, n):
            return self.__class__(self.data * n)

        __rmul__ = __mul__

        def __imul__(self, n):
            self.data *= n
            return self

        def __copy__(self):
            made = self.__class__.__new__(self.__class__)
            made.__dict__.update(self.__dict__)
            made.__dict__['data'] = self.__dict__['data'][:]
            return made

        def append(self, item):
            self.data.append(item)

        def insert(self, i, item):
            self.data.insert(i, item)

        def pop(self, i=-1):
            return self.data.pop(i)

        def remove(self, item):
            self.data.remove(item)

        def clear(self):
            self.data.clear()

        def copy(self):
            return self.__class__(self)

        def count(self, item):
            return self.data.count(item)

        def index(self, item, *args):
            return self.data.index(item, *args)

        def reverse(self):
            self.data.reverse()

        def sort(self, /, *args, **kwds):
            self.data.sort(*args, **kwds)

        def extend(self, other):
            self.data.extend(_plain_list(other))
    """#
}
