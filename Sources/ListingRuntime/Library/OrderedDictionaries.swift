/// The class `collections.OrderedDict`: a dict with methods that depend on the order of the entries. Two instances of
/// the class are equal only if their entries have the same order.
enum OrderedDictionaries {
  private static let name = "OrderedDict"

  static func type(dictionary: ClassObject) -> ClassObject {
    ClassObject(name: name, base: dictionary, native: methods, module: "collections")
  }

  /// Whether the class is `OrderedDict` or derives from it.
  static func contains(_ type: ClassObject) -> Bool {
    type.ancestry.contains { $0.name == name && $0.namespace == nil && $0.module == "collections" }
  }

  static let methods = ModuleClasses.methods(
    BuiltinFunction("move_to_end(self, key, last=True)") { m, a in
      guard case .dictionary(let handle) = a[0] else {
        throw ListingError(
          .typeError, "move_to_end() of OrderedDict needs an OrderedDict, not '\(m.typeName(of: a[0]))'")
      }
      let key = try m.hashable(a[1])
      var moved = m.heap.dictionary(handle)
      guard let value = moved.remove(key) else {
        throw ListingError(.keyError, m.representation(of: a[1]), arguments: [a[1]])
      }
      if try a.bool(2, m) {
        moved.set(key, a[1], to: value)
      } else {
        var front = DictionaryObject()
        front.set(key, a[1], to: value)
        for entry in moved.entries { front.set(try m.hashable(entry.key), entry.key, to: entry.value) }
        moved = front
      }
      m.heap.changeDictionary(handle) { $0 = moved }
      return .none
    },
    BuiltinFunction("popitem(self, last=True)") { m, a in
      guard case .dictionary(let handle) = a[0] else {
        throw ListingError(
          .typeError, "popitem() of OrderedDict needs an OrderedDict, not '\(m.typeName(of: a[0]))'")
      }
      let entries = m.heap.dictionary(handle).entries
      guard let entry = try a.bool(1, m) ? entries.last : entries.first else {
        throw ListingError(.keyError, "'dictionary is empty'", arguments: [.string("dictionary is empty")])
      }
      let key = try m.hashable(entry.key)
      _ = m.heap.changeDictionary(handle) { $0.remove(key) }
      return try m.tuple([entry.key, entry.value])
    },
    BuiltinFunction("copy(object)", prelude: "ordered_copy"))

  static let preludeText = """
    def ordered_copy(self):
        return type(self)(self)

    """
}

extension Machine {
  /// The class of the result of `left | right`, if one of the operands is an `OrderedDict`. Otherwise nil.
  func orderedType(_ left: Value, _ right: Value) throws -> ClassObject? {
    for operand in [left, right] {
      guard case .instance(let handle) = operand, case .dictionary? = held(by: operand) else { continue }
      let type = heap.type(of: handle)
      if !OrderedDictionaries.contains(type) { continue }
      if case .builtin? = member(.initializer, of: type) { return type }
      throw ListingError(
        .notImplemented, "'|' of '\(type.name)', a class derived from OrderedDict with an __init__ of its own")
    }
    return nil
  }
}
