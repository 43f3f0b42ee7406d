/// Python's `weakref`, in the listing language. `WeakReferences` decides whether a referent is alive.
///
/// fwdb has no reference counts. So it searches all references of the running program. If an object that Python may or
/// may not have freed decides the result, the program stops with an error.
enum WeakReferenceListing {
  static let text = #"""
    from copy import deepcopy
    from collections.abc import MutableMapping as _MutableMapping, MutableSet as _MutableSet

    def _refuse_callback(callback, name):
        if callback is not None:
            refuse(f'weakref.{name} with a callback is not part of fwdb: it does not run code when an object dies')

    class ReferenceType:
        def __init__(self, ob, callback=None, /):
            _refuse_callback(callback, 'ref')
            hold_weakly(self, ob)

        def __call__(self):
            return referents((self,))[0]

        def __copy__(self):
            return self

        def __deepcopy__(self, memo):
            return self

        @property
        def __callback__(self):
            return None

        def __eq__(self, other):
            if not isinstance(other, ReferenceType):
                return NotImplemented
            mine, others = referents((self, other))
            if mine is None or others is None:
                return self is other
            return mine is others or mine == others

        def __hash__(self):
            referent = self()
            if referent is None:
                raise TypeError('weak object has gone away')
            return hash(referent)

        def __repr__(self):
            refuse('the text of a weakref is not part of fwdb: it shows an address')

    ref = ReferenceType

    class WeakMethod(ReferenceType):
        def __init__(self, meth, callback=None):
            if not hasattr(meth, '__self__') or not hasattr(meth, '__func__'):
                raise TypeError(f'argument should be a bound method, not {type(meth)}')
            _refuse_callback(callback, 'WeakMethod')
            hold_weakly(self, meth.__self__)
            self._function = ReferenceType(meth.__func__)
            self._type = type(meth)

        def __call__(self):
            receiver, function = referents((self, self._function))
            if receiver is None or function is None:
                return None
            return self._type(function, receiver)

        def __eq__(self, other):
            if not isinstance(other, WeakMethod):
                return NotImplemented
            return ReferenceType.__eq__(self, other) and self._function == other._function

        __hash__ = ReferenceType.__hash__

    def proxy(object, callback=None, /):
        refuse('weakref.proxy is not part of fwdb: use weakref.ref and call it')

    class finalize:
        def __init__(self, obj, func, /, *args, **kwargs):
            refuse('weakref.finalize is not part of fwdb: it does not run code when an object dies')

    def getweakrefcount(object):
        refuse('weakref.getweakrefcount is not part of fwdb')

    def getweakrefs(object):
        refuse('weakref.getweakrefs is not part of fwdb')

    def _key(item):
        if compares_by_value(item):
            refuse(f'a weak collection of objects that define __eq__ is not part of fwdb: {type(item).__name__}')
        return id(item)

    class WeakSet(_MutableSet):
        def __init__(self, data=None):
            self._refs = {}
            if data is not None:
                self.update(data)

        def _items(self):
            return [item for item in referents(tuple(self._refs.values())) if item is not None]

        def __iter__(self):
            return iter(self._items())

        def __len__(self):
            return len(self._items())

        def __contains__(self, item):
            return can_be_weak(item) and _key(item) in self._refs

        def __eq__(self, other):
            if not isinstance(other, self.__class__):
                return NotImplemented
            return len(self) == len(other) and all([item in other for item in self])

        __hash__ = None

        def add(self, item):
            self._refs.setdefault(_key(item), ReferenceType(item))

        def discard(self, item):
            self._refs.pop(_key(item), None)

        def remove(self, item):
            if item not in self:
                raise KeyError(item)
            self.discard(item)

        def pop(self):
            items = self._items()
            if not items:
                raise KeyError('pop from empty WeakSet')
            self.discard(items[-1])
            return items[-1]

        def clear(self):
            self._refs.clear()

        def copy(self):
            return type(self)(self)

        def update(self, other):
            for item in other:
                self.add(item)

        def union(self, other):
            return type(self)(item for part in (self, other) for item in part)

        def intersection(self, other):
            return type(self)(item for item in other if item in self)

        def difference(self, other):
            made = self.copy()
            for item in other:
                made.discard(item)
            return made

        def issubset(self, other):
            return all([item in other for item in self])

        def issuperset(self, other):
            return all([item in self for item in other])

        def __repr__(self):
            if len(self) == 0:
                return 'set()'
            refuse('the text of a WeakSet is not part of fwdb: it shows addresses')

    class _WeakDictionary(_MutableMapping):
        def __len__(self):
            return len(self._items())

        def __iter__(self):
            return iter([key for key, _ in self._items()])

        def keys(self):
            return iter(self)

        def values(self):
            return iter([value for _, value in self._items()])

        def items(self):
            return iter(self._items())

        def popitem(self):
            items = self._items()
            if not items:
                raise KeyError('popitem(): dictionary is empty')
            del self[items[-1][0]]
            return items[-1]

        def copy(self):
            made = WeakKeyDictionary() if isinstance(self, WeakKeyDictionary) else WeakValueDictionary()
            for key, value in self._items():
                made[key] = value
            return made

        __copy__ = copy

        def __repr__(self):
            refuse(f'the text of a {type(self).__name__} is not part of fwdb: it shows an address')

    class WeakKeyDictionary(_WeakDictionary):
        def __init__(self, dict=None):
            self._refs = {}
            if dict is not None:
                self.update(dict)

        def _items(self):
            entries = list(self._refs.values())
            found = referents(tuple([reference for reference, _ in entries]))
            return [(key, value) for key, (_, value) in zip(found, entries) if key is not None]

        def __getitem__(self, key):
            if not can_be_weak(key):
                raise TypeError(f"cannot create weak reference to '{type(key).__name__}' object")
            entry = self._refs.get(_key(key))
            if entry is None:
                raise KeyError(key)
            return entry[1]

        def __setitem__(self, key, value):
            known = self._refs.get(_key(key))
            self._refs[_key(key)] = (ReferenceType(key) if known is None else known[0], value)

        def __delitem__(self, key):
            if _key(key) not in self._refs:
                raise KeyError(key)
            del self._refs[_key(key)]

        def __contains__(self, key):
            return can_be_weak(key) and _key(key) in self._refs

        def keyrefs(self):
            return [ReferenceType(key) for key, _ in self._items()]

        def __deepcopy__(self, memo):
            made = self.__class__()
            for key, value in self._items():
                made[key] = deepcopy(value, memo)
            return made

    class WeakValueDictionary(_WeakDictionary):
        def __init__(self, other=(), /, **kw):
            self._refs = {}
            self.update(other, **kw)

        def _items(self):
            keys = list(self._refs)
            found = referents(tuple(self._refs.values()))
            return [(key, value) for key, value in zip(keys, found) if value is not None]

        def __getitem__(self, key):
            reference = self._refs.get(key)
            value = None if reference is None else reference()
            if value is None:
                raise KeyError(key)
            return value

        def __setitem__(self, key, value):
            self._refs[key] = ReferenceType(value)

        def __delitem__(self, key):
            self[key]
            del self._refs[key]

        def __contains__(self, key):
            reference = self._refs.get(key)
            return reference is not None and reference() is not None

        def valuerefs(self):
            return [ReferenceType(value) for _, value in self._items()]

        def __deepcopy__(self, memo):
            made = self.__class__()
            for key, value in self._items():
                made[deepcopy(key, memo)] = value
            return made
    """#
}
