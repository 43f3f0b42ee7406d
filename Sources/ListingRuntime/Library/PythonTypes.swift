/// The classes of Python's values. `type(x)` returns such a class, and `isinstance` accepts it.
enum PythonTypes {
  /// The classes, by name. A call of a class runs the builtin with the same name.
  static func all(object: ClassObject) -> [String: ClassObject] {
    var types: [String: ClassObject] = ["object": object, "tuple": Records.tuple, "type": ClassMethods.typeClass]
    func add(_ name: String, base: ClassObject = object) {
      if types[name] != nil { return }
      types[name] = ClassObject(name: name, base: base, native: native(name), maker: maker(name))
    }
    for name in [
      "int", "float", "complex", "str", "bytes", "bytearray", "list", "dict", "set", "frozenset", "slice", "range",
      "enumerate", "zip", "map", "filter",
      "reversed", "type", "property", "staticmethod", "classmethod",
    ] { add(name) }
    if let int = types["int"] { add("bool", base: int) }
    types["EnumType"] = types["type"].map { ClassObject(name: "EnumType", base: $0, module: "enum") }
    for name in [
      "NoneType", "NotImplementedType", "ellipsis", "dict_keys", "dict_values", "dict_items", "generator", "iterator",
      "list_iterator", "range_iterator", "set_iterator", "function", "builtin_function_or_method", "method", "super",
      "module", "dtype", "device", "mappingproxy", "callable_iterator",
    ] { add(name) }
    return types
  }

  static func native(_ name: String) -> [String: BuiltinFunction] {
    var native = (TypeMethods.all[name] ?? [:]).merging(SpecialMethods.all[name] ?? [:]) { $1 }
    // Only the classes in `SpecialMethods.all`, such as `int`, have derived classes whose instances hold a value. For
    // another class, such as `slice`, `__new__` is the builtin that makes the value.
    if SpecialMethods.all[name] == nil, let maker = maker(name) { native["__new__"] = maker }
    if name == "type" { native.merge(ClassMethods.ofType) { $1 } }
    if name == "dict" { native["fromkeys"] = TypeMethods.fromKeys }
    native.merge(ScalarAttributes.ofClass(name)) { own, _ in own }
    return native
  }

  static func maker(_ name: String) -> BuiltinFunction? {
    if name == "method" { return ClassMethods.method }
    return if case .builtin(let maker)? = PythonBuiltins.all[name] { maker } else { nil }
  }
}

extension Machine {
  /// The class of a value. Nil for a stub.
  func type(of value: Value) -> ClassObject? {
    switch value {
    case .instance(let handle): heap.type(of: handle)
    case .record(let record): record.type
    case .tensor(let reference):
      reference.isArray
        ? library.arrayType
        : reference.isParameter && currentDialect == .torch
          ? library.parameterType : library.tensorType(currentDialect)
    case .stub: nil
    case .type(let type): type.metaclass ?? library.types[type.isEnum ? "EnumType" : "type"]
    default: library.types[typeName(of: value)]
    }
  }

  /// `map`, `filter`, `enumerate`, `zip` and `iter(function, sentinel)` may return a generator of the prelude. The key
  /// is the name of the generator function. The value is the name of Python's type.
  private static let iteratorNames = [
    "map_items": "map", "filter_items": "filter", "enumerated": "enumerate", "zipped": "zip",
    "called_until": "callable_iterator",
  ]

  /// Python's name for the iterator's type, such as `list_iterator`.
  func iteratorName(of handle: Handle) -> String {
    guard case .iterator(let iterator) = heap[handle] else { return "iterator" }
    return switch iterator.kind {
    case .list: "list_iterator"
    case .set: "set_iterator"
    case .range: "range_iterator"
    case .enumerate: "enumerate"
    case .zip: "zip"
    case .generator(_, let name): Self.iteratorNames[name] ?? "generator"
    case .ended: "generator"
    case .values, .view, .tensor, .asking: "iterator"
    }
  }

  /// The `__name__` of the file that runs: the file of the innermost frame of the listing.
  var callersModuleName: String? {
    guard let frame = frames.last(where: { !$0.code.isLibrary }),
      case .string(let name)? = heap.value(of: "__name__", in: frame.globals)
    else { return nil }
    return name
  }

  /// The module name of a file: `transformer.attention` for `transformer/attention.py`. Nil for code that is not in a
  /// file of the listing, for example code typed at the prompt.
  func moduleName(of file: String) -> String? {
    if file.hasPrefix("<") { return nil }
    var parts = (file.hasSuffix(".py") ? file.dropLast(3) : file[...]).split(separator: "/").map(String.init)
    if parts.last == "__init__" { parts.removeLast() }
    return parts.joined(separator: ".")
  }
}
