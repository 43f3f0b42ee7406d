/// The methods that the abstract classes of `collections.abc` provide to their subclasses. The methods call the
/// subclass's own methods.
enum AbstractMethods {
  /// The methods that an abstract class defines itself. The class also inherits the methods of its base classes.
  static func methods(of name: String) -> [String: BuiltinFunction] {
    guard let signatures = table[name] else { return [:] }
    // The prelude's functions for the builtin generators have the prefix `generator`.
    let prefix = name == "Generator" ? "abstract_generator" : name.lowercased()
    var methods = Dictionary(
      uniqueKeysWithValues: signatures.map { signature in
        let function = BuiltinFunction(signature, prelude: "\(prefix)_\(Signature.name(in: signature))")
        return (function.name, function)
      })
    if name == "Set" || name == "KeysView" || name == "ItemsView" {
      let prelude = name == "Set" ? "set__from_iterable" : "mappingview__from_iterable"
      methods["_from_iterable"] = BuiltinFunction(ofClass: "_from_iterable(cls, it)", prelude: prelude)
    }
    return methods
  }

  private static let table: [String: [String]] = [
    "Mapping": [
      "get(self, key, default=None)", "keys(self)", "values(self)", "items(self)", "__contains__(self, key)",
      "__eq__(self, other)",
    ],
    "MappingView": ["__init__(self, mapping)", "__len__(self)", "__repr__(self)"],
    "KeysView": ["__contains__(self, key)", "__iter__(self)"],
    "ValuesView": ["__contains__(self, value)", "__iter__(self)"],
    "ItemsView": ["__contains__(self, item)", "__iter__(self)"],
    "MutableMapping": [
      "pop(self, key, *default)", "popitem(self)", "clear(self)", "setdefault(self, key, default=None)",
      "update(self, *other, **kwds)",
    ],
    "Sequence": [
      "index(self, value, start=0, stop=None)", "count(self, value)", "__contains__(self, value)",
      "__iter__(self)", "__reversed__(self)",
    ],
    "MutableSequence": [
      "append(self, value)", "clear(self)", "reverse(self)", "extend(self, values)", "pop(self, index=-1)",
      "remove(self, value)", "__iadd__(self, values)",
    ],
    "Set": [
      "__le__(self, other)", "__lt__(self, other)", "__ge__(self, other)", "__gt__(self, other)",
      "__eq__(self, other)", "__and__(self, other)", "__or__(self, other)", "__sub__(self, other)",
      "__xor__(self, other)", "__rand__(self, other)", "__ror__(self, other)", "__rsub__(self, other)",
      "__rxor__(self, other)", "isdisjoint(self, other)", "_hash(self)",
    ],
    "MutableSet": [
      "remove(self, value)", "pop(self)", "clear(self)", "__ior__(self, it)", "__iand__(self, it)",
      "__ixor__(self, it)", "__isub__(self, it)",
    ],
    "Iterator": ["__iter__(self)"],
    "Generator": ["__next__(self)", "close(self)"],
  ]

  static let preludeText = """
    def mapping_get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def mapping_keys(self):
        from collections.abc import KeysView
        return KeysView(self)

    def mapping_values(self):
        from collections.abc import ValuesView
        return ValuesView(self)

    def mapping_items(self):
        from collections.abc import ItemsView
        return ItemsView(self)

    def mappingview___init__(self, mapping):
        self._mapping = mapping

    def mappingview___len__(self):
        return len(self._mapping)

    def mappingview___repr__(self):
        return f'{type(self).__name__}({self._mapping!r})'

    def mappingview__from_iterable(cls, it):
        return set(it)

    def keysview___contains__(self, key):
        return key in self._mapping

    def keysview___iter__(self):
        for key in self._mapping:
            yield key

    def valuesview___contains__(self, value):
        for key in self._mapping:
            item = self._mapping[key]
            if item is value or item == value:
                return True
        return False

    def valuesview___iter__(self):
        for key in self._mapping:
            yield self._mapping[key]

    def itemsview___contains__(self, item):
        key, value = item
        try:
            found = self._mapping[key]
        except KeyError:
            return False
        return found is value or found == value

    def itemsview___iter__(self):
        for key in self._mapping:
            yield key, self._mapping[key]

    def mapping___contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def is_mapping(value):
        from collections.abc import Mapping
        return isinstance(value, Mapping)

    def mapping___eq__(self, other):
        if not is_mapping(other):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    def mutablemapping_pop(self, key, *default):
        try:
            value = self[key]
        except KeyError:
            if not default:
                raise
            return default[0]
        del self[key]
        return value

    def mutablemapping_popitem(self):
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def mutablemapping_clear(self):
        for key in list(self):
            del self[key]

    def mutablemapping_setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default

    def mutablemapping_update(self, *other, **kwds):
        for source in other:
            if is_mapping(source) or hasattr(source, 'keys'):
                for key in source.keys():
                    self[key] = source[key]
            else:
                for key, value in source:
                    self[key] = value
        for key, value in kwds.items():
            self[key] = value

    def sequence___iter__(self):
        place = 0
        try:
            while True:
                yield self[place]
                place += 1
        except IndexError:
            return

    def sequence___reversed__(self):
        for place in reversed(range(len(self))):
            yield self[place]

    def sequence___contains__(self, value):
        for item in self:
            if item is value or item == value:
                return True
        return False

    def sequence_index(self, value, start=0, stop=None):
        if start < 0:
            start = max(len(self) + start, 0)
        if stop is not None and stop < 0:
            stop += len(self)
        place = start
        while stop is None or place < stop:
            try:
                item = self[place]
            except IndexError:
                break
            if item is value or item == value:
                return place
            place += 1
        raise ValueError

    def sequence_count(self, value):
        return len([item for item in self if item is value or item == value])

    def mutablesequence_append(self, value):
        self.insert(len(self), value)

    def mutablesequence_clear(self):
        try:
            while True:
                self.pop()
        except IndexError:
            pass

    def mutablesequence_reverse(self):
        count = len(self)
        for place in range(count // 2):
            self[place], self[count - place - 1] = self[count - place - 1], self[place]

    def mutablesequence_extend(self, values):
        for value in list(values) if values is self else values:
            self.append(value)

    def mutablesequence_pop(self, index=-1):
        value = self[index]
        del self[index]
        return value

    def mutablesequence_remove(self, value):
        del self[self.index(value)]

    def mutablesequence___iadd__(self, values):
        self.extend(values)
        return self

    def is_abstract_set(value):
        from collections.abc import Set
        return isinstance(value, Set)

    def is_iterable(value):
        from collections.abc import Iterable
        return isinstance(value, Iterable)

    def set__from_iterable(cls, it):
        return cls(it)

    def set___le__(self, other):
        if not is_abstract_set(other):
            return NotImplemented
        return len(self) <= len(other) and all([item in other for item in self])

    def set___lt__(self, other):
        if not is_abstract_set(other):
            return NotImplemented
        return len(self) < len(other) and set___le__(self, other)

    def set___ge__(self, other):
        if not is_abstract_set(other):
            return NotImplemented
        return len(self) >= len(other) and all([item in self for item in other])

    def set___gt__(self, other):
        if not is_abstract_set(other):
            return NotImplemented
        return len(self) > len(other) and set___ge__(self, other)

    def set___eq__(self, other):
        if not is_abstract_set(other):
            return NotImplemented
        return len(self) == len(other) and set___le__(self, other)

    def set___and__(self, other):
        if not is_iterable(other):
            return NotImplemented
        return self._from_iterable(item for item in other if item in self)

    def set___rand__(self, other):
        return set___and__(self, other)

    def set___or__(self, other):
        if not is_iterable(other):
            return NotImplemented
        return self._from_iterable(item for part in (self, other) for item in part)

    def set___ror__(self, other):
        return set___or__(self, other)

    def set___sub__(self, other):
        if not is_abstract_set(other):
            if not is_iterable(other):
                return NotImplemented
            other = self._from_iterable(other)
        return self._from_iterable(item for item in self if item not in other)

    def set___rsub__(self, other):
        if not is_abstract_set(other):
            if not is_iterable(other):
                return NotImplemented
            other = self._from_iterable(other)
        return self._from_iterable(item for item in other if item not in self)

    def set___xor__(self, other):
        if not is_abstract_set(other):
            if not is_iterable(other):
                return NotImplemented
            other = self._from_iterable(other)
        return (self - other) | (other - self)

    def set___rxor__(self, other):
        return set___xor__(self, other)

    def set_isdisjoint(self, other):
        for item in other:
            if item in self:
                return False
        return True

    def set__hash(self):
        mask = 2 ** 64 - 1
        total = 1927868237 * (len(self) + 1) & mask
        for item in self:
            code = hash(item)
            total ^= (code ^ code << 16 ^ 89869747) * 3644798167
            total &= mask
        total ^= total >> 11 ^ total >> 25
        total = total * 69069 + 907133923 & mask
        if total > mask // 2:
            total -= mask + 1
        return 590923713 if total == -1 else total

    def mutableset_remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def mutableset_pop(self):
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def mutableset_clear(self):
        try:
            while True:
                self.pop()
        except KeyError:
            pass

    def mutableset___ior__(self, it):
        for value in it:
            self.add(value)
        return self

    def mutableset___iand__(self, it):
        for value in self - it:
            self.discard(value)
        return self

    def mutableset___ixor__(self, it):
        if it is self:
            self.clear()
            return self
        if not is_abstract_set(it):
            it = self._from_iterable(it)
        for value in it:
            if value in self:
                self.discard(value)
            else:
                self.add(value)
        return self

    def mutableset___isub__(self, it):
        if it is self:
            self.clear()
            return self
        for value in it:
            self.discard(value)
        return self

    def abstract_generator___next__(self):
        return self.send(None)

    def abstract_generator_close(self):
        try:
            self.throw(GeneratorExit)
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError('generator ignored GeneratorExit')

    def iterator___iter__(self):
        return self
    """
}
