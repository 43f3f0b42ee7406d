/// Methods of Python's types.
enum TypeMethods {
  static let all: [String: [String: BuiltinFunction]] = [
    "list": listMethods, "dict": dictionaryMethods,
    "mappingproxy": dictionaryMethods.filter { readingMethods.contains($0.key) }, "tuple": tuple,
    "str": StringMethods.all, "float": ScalarMethods.float,
    "int": ScalarMethods.integer, "bool": ScalarMethods.integer, "complex": ScalarMethods.complex,
    "bytes": BytesMethods.all, "bytearray": BytesMethods.all.merging(BytesMethods.changing) { $1 },
    "property": property.merging(ClassMethods.ofDescriptors) { $1 },
    "staticmethod": ClassMethods.ofDescriptors.filter { $0.key == "__get__" },
    "classmethod": ClassMethods.ofDescriptors.filter { $0.key == "__get__" },
    "generator": generator.merging(ofIterators) { own, _ in own }, "set": SetMethods.all,
    "frozenset": SetMethods.frozen, "range": ofRanges, "slice": ofSlices, "dict_keys": ofSetViews,
    "dict_values": ofViews, "dict_items": ofSetViews,
  ].merging(iterators.map { ($0, ofIterators) }) { own, _ in own }

  /// The names of the types of iterators, except generators.
  private static let iterators = [
    "iterator", "list_iterator", "range_iterator", "set_iterator", "enumerate", "zip", "map", "filter", "reversed",
    "callable_iterator",
  ]

  private static let ofIterators = ModuleClasses.methods(
    BuiltinFunction("__iter__(self)") { _, a in a[0] }, BuiltinFunction("__next__(self)", prelude: "iterator_next"))

  private static let ofViews = ModuleClasses.methods(
    BuiltinFunction("__iter__(self)", prelude: "value__iter__"),
    BuiltinFunction("__reversed__(self)", prelude: "value__reversed__"),
    BuiltinFunction("__len__(self)", prelude: "value__len__"),
    BuiltinFunction("__contains__(self, item)", prelude: "value__contains__"))

  private static let ofSetViews = ModuleClasses.methods(
    BuiltinFunction("isdisjoint(self, other)") { m, a in
      .bool(try m.set(of: a[0]).isDisjoint(with: m.set(of: a[1])))
    }
  ).merging(ofViews) { own, _ in own }

  private static let ofRanges = ModuleClasses.methods(
    BuiltinFunction("index(self, item)") { m, a in
      guard case .range(let range) = a[0], let position = try position(of: a[1], in: range, m) else {
        throw ListingError(
          .valueError,
          m.isWhole(a[1])
            ? "\(m.representation(of: a[1])) is not in range" : "sequence.index(x): x not in sequence")
      }
      return .int(position)
    },
    BuiltinFunction("count(self, item)") { m, a in
      guard case .range(let range) = a[0] else { return .int(0) }
      return .int(try position(of: a[1], in: range, m) == nil ? 0 : 1)
    },
    BuiltinFunction("__bool__(self)", prelude: "value__bool__"),
    BuiltinFunction("__getitem__(self, key)", prelude: "value__getitem__")
  ).merging(ofViews) { own, _ in own }

  /// The index at which the range has an item equal to the value.
  private static func position(of value: Value, in range: RangeValue, _ m: Machine) throws -> Int? {
    guard m.isNumber(value), let whole = Int(exactly: m.number(value)) else { return nil }
    let (distance, overflow) = whole.subtractingReportingOverflow(range.start)
    if overflow || distance % range.step != 0 { return nil }
    let position = distance / range.step
    return position >= 0 && position < range.count ? position : nil
  }

  private static let ofSlices = ModuleClasses.methods(
    BuiltinFunction("indices(self, length)") { m, a in
      guard case .slice(let slice) = a[0] else { return .none }
      let count = try a.int(1, m)
      if count < 0 { throw ListingError(.valueError, "length should not be negative") }
      let (start, stop, step) = slice.indices(count: count)
      return .tuple([.int(start), .int(stop), .int(step)])
    })

  /// The position of an item for `index(item, start, stop)` of a list or tuple. Nil if the item is not between `start`
  /// and `stop`.
  private static func position(of item: Value, in items: [Value], _ a: Arguments, _ m: Machine) throws -> Int? {
    func bound(_ index: Int) throws -> Int {
      let bound = try a.int(index, m)
      return min(max(bound < 0 ? bound &+ items.count : bound, 0), items.count)
    }
    let (start, stop) = (try bound(2), try bound(3))
    return try (start..<max(start, stop)).first { try m.isSameOrEqual(items[$0], item) }
  }

  private static let readingMethods: Set = ["copy", "get", "items", "keys", "values"]

  /// Methods of properties. `@x.setter` and `@x.deleter` return a new property.
  private static let property = ModuleClasses.methods(
    BuiltinFunction("setter(self, function)") { m, a in
      guard case .descriptor(let property) = a[0] else { return a[0] }
      try m.checkNesting(of: [a[1]])
      return .descriptor(
        Descriptor(
          .property, property.function, setter: a[1], deleter: property.deleter, doc: property.doc))
    },
    BuiltinFunction("deleter(self, function)") { m, a in
      guard case .descriptor(let property) = a[0] else { return a[0] }
      try m.checkNesting(of: [a[1]])
      return .descriptor(
        Descriptor(
          .property, property.function, setter: property.setter, deleter: a[1], doc: property.doc))
    },
    BuiltinFunction("getter(self, function)") { m, a in
      guard case .descriptor(let property) = a[0] else { return a[0] }
      try m.checkNesting(of: [a[1]])
      return .descriptor(Descriptor(.property, a[1], setter: property.setter, deleter: property.deleter))
    })

  /// The method `send` of a generator. This body runs only if the generator has ended, and it raises `StopIteration`.
  /// If the generator has not ended, the machine resumes the generator's frame, as for `next`.
  static let send = BuiltinFunction("send(self, value)") { m, a in throw m.endOfItems(a[0]) }

  static let throwError = BuiltinFunction("throw(self, error, value=None, traceback=None)") { m, a in
    throw try m.raised(a[1], from: nil)
  }

  private static let generator = ModuleClasses.methods(
    send,
    throwError, BuiltinFunction("close(self)", prelude: "generator_close"))

  // The list that a method uses. Throws if the receiver is not a list. For example, `x` in the unbound call
  // `list.append(x, 1)` may have another type.
  private static func list(_ a: Arguments) throws -> Handle {
    if case .list(let handle) = a[0] { return handle }
    throw ListingError(.typeError, "\(a.function)() of list needs a list")
  }

  private static func dictionary(_ a: Arguments) throws -> Handle {
    if case .dictionary(let handle) = a[0] { return handle }
    throw ListingError(.typeError, "\(a.function)() of dict needs a dict")
  }

  private static let listMethods = ModuleClasses.methods(
    BuiltinFunction("append(self, item)") { m, a in
      m.heap.changeList(try list(a)) { $0.append(a[1]) }
      return .none
    },
    BuiltinFunction("extend(self, items)") { m, a in
      let items = try m.allItems(of: a[1])
      m.heap.changeList(try list(a)) { $0.append(contentsOf: items) }
      return .none
    },
    BuiltinFunction("insert(self, index, item)") { m, a in
      let count = m.heap.list(try list(a)).count
      let index = try a.int(1, m)
      m.heap.changeList(try list(a)) { $0.insert(a[2], at: max(0, min(count, index < 0 ? index &+ count : index))) }
      return .none
    },
    BuiltinFunction("pop(self, index=-1)") { m, a in
      let items = m.heap.list(try list(a))
      if items.isEmpty { throw ListingError(.indexError, "pop from an empty list") }
      let position = try m.position(a[1], count: items.count, of: "list")
      return m.heap.changeList(try list(a)) { $0.remove(at: position) }
    },
    BuiltinFunction("remove(self, item)") { m, a in
      guard let position = try m.heap.list(list(a)).firstIndex(where: { try m.isSameOrEqual($0, a[1]) }) else {
        throw ListingError(.valueError, "list.remove(): the item is not in the list")
      }
      m.heap.changeList(try list(a)) { _ = $0.remove(at: position) }
      return .none
    },
    BuiltinFunction("index(self, item, start=0, stop=9223372036854775807)") { m, a in
      guard let position = try position(of: a[1], in: m.heap.list(list(a)), a, m) else {
        throw ListingError(
          .valueError, "list.index(): the item is not in the list",
          python: "\(m.representation(of: a[1])) is not in list")
      }
      return .int(position)
    },
    BuiltinFunction("sort(self, *, key=None, reverse=False)", prelude: "sort_list"),
    BuiltinFunction("count(self, item)") { m, a in
      .int(try m.heap.list(list(a)).reduce(0) { try $0 + (m.isSameOrEqual($1, a[1]) ? 1 : 0) })
    },
    BuiltinFunction("reverse(self)") { m, a in
      m.heap.changeList(try list(a)) { $0.reverse() }
      return .none
    },
    BuiltinFunction("clear(self)") { m, a in
      m.heap.changeList(try list(a)) { $0.removeAll() }
      return .none
    },
    BuiltinFunction("copy(self)") { m, a in m.list(m.heap.list(try list(a))) })

  private static let tuple = ModuleClasses.methods(
    BuiltinFunction("index(self, item, start=0, stop=9223372036854775807)") { m, a in
      guard let position = try position(of: a[1], in: m.allItems(of: a[0]), a, m) else {
        throw ListingError(
          .valueError, "tuple.index(): the item is not in the tuple", python: "tuple.index(x): x not in tuple")
      }
      return .int(position)
    },
    BuiltinFunction("count(self, item)") { m, a in
      .int(try m.allItems(of: a[0]).reduce(0) { try $0 + (m.isSameOrEqual($1, a[1]) ? 1 : 0) })
    })

  private static let dictionaryMethods = ModuleClasses.methods(
    BuiltinFunction("get(self, key, default=None)") { m, a in
      m.heap.dictionary(try dictionary(a))[try m.hashable(a[1])] ?? a[2]
    },
    BuiltinFunction("keys(self)") { m, a in .view(DictionaryView(dictionary: try dictionary(a), side: .keys)) },
    BuiltinFunction("values(self)") { m, a in .view(DictionaryView(dictionary: try dictionary(a), side: .values)) },
    BuiltinFunction("items(self)") { m, a in .view(DictionaryView(dictionary: try dictionary(a), side: .items)) },
    BuiltinFunction("update(self, other=None, **named)") { m, a in
      let keyed = try m.entries(a[1], named: a.named)
      try m.checkNames(keyed.map(\.original), try dictionary(a))
      m.heap.changeDictionary(try dictionary(a)) { target in
        for (key, original, value) in keyed { target.set(key, original, to: value) }
      }
      return .none
    },
    BuiltinFunction("pop(self, key, *default)") { m, a in
      let key = try m.hashable(a[1])
      let fallback = try a.defaultValue()
      if let value = m.heap.changeDictionary(try dictionary(a), { $0.remove(key) }) ?? fallback { return value }
      throw ListingError(.keyError, m.representation(of: a[1]), arguments: [a[1]])
    },
    BuiltinFunction("setdefault(self, key, default=None)") { m, a in
      let key = try m.hashable(a[1])
      if let value = m.heap.dictionary(try dictionary(a))[key] { return value }
      try m.checkNames([a[1]], try dictionary(a))
      m.heap.changeDictionary(try dictionary(a)) { $0.set(key, a[1], to: a[2]) }
      return a[2]
    },
    BuiltinFunction("popitem(self)") { m, a in
      guard let last = m.heap.dictionary(try dictionary(a)).entries.last else {
        throw ListingError(.keyError, "'popitem(): dictionary is empty'")
      }
      let key = try m.hashable(last.key)
      _ = m.heap.changeDictionary(try dictionary(a)) { $0.remove(key) }
      return try m.tuple([last.key, last.value])
    },
    BuiltinFunction("clear(self)") { m, a in
      try m.checkNames([], try dictionary(a))
      m.heap.changeDictionary(try dictionary(a)) { $0 = DictionaryObject() }
      return .none
    },
    BuiltinFunction("copy(self)") { m, a in .dictionary(m.heap.add(.dictionary(m.heap.dictionary(try dictionary(a))))) }
  )

  static let fromKeys = BuiltinFunction(ofClass: "fromkeys(cls, keys, value=None)", prelude: "dict_fromkeys")

  /// `dict.fromkeys` for the class `dict`. The prelude calls this function.
  static let plainFromKeys = BuiltinFunction("fromkeys(keys, value=None)") { m, a in
    var dictionary = DictionaryObject()
    for key in try m.allItems(of: a[0]) { dictionary.set(try m.hashable(key), key, to: a[1]) }
    return .dictionary(m.heap.add(.dictionary(dictionary)))
  }
}
