/// Helper functions for dataclasses. The module `dataclasses` is written in the listing language: `DataclassListing`.
enum Dataclasses {
  fileprivate static let mark: Name = "__dataclass_fields__"
  fileprivate static let parameters: Name = "__dataclass_params__"

  /// Functions that the listings of `dataclasses` and `functools` call.
  static let helpers: [String: Value] = Dictionary(
    uniqueKeysWithValues: [
      BuiltinFunction("is_stub(object)") { _, a in if case .stub = a[0] { .bool(true) } else { .bool(false) } },
      // Returns whether the value is a slot, such as the value of `C.x` if the class C has `__slots__ = ('x',)`.
      BuiltinFunction("is_slot(object)") { _, a in
        if case .stub(let stub) = a[0] { .bool(stub.name.hasPrefix("the slot ")) } else { .bool(false) }
      },
      BuiltinFunction("own_member(cls, name)") { m, a in
        guard case .type(let type) = a[0], let namespace = type.namespace else { return .none }
        return m.heap.namespace(namespace)[try a.string(1, m)] ?? .none
      },
      // Returns whether Python cannot hash the value. Such a value is not allowed as the default of a dataclass field.
      BuiltinFunction("is_mutable(object)") { m, a in
        switch a[0] {
        case .list, .dictionary, .set, .byteArray: .bool(true)
        case .instance(let handle):
          if case .none? = m.member("__hash__", of: m.heap.type(of: handle)) {
            .bool(true)
          } else {
            .bool(m.key(of: a[0]) == nil)
          }
        default: .bool(false)
        }
      },
      BuiltinFunction("is_decorated(object)") { _, a in
        switch a[0] {
        case .function, .type, .descriptor, .builtin, .method, .instance, .stub: .bool(true)
        default: .bool(false)
        }
      },
    ].map { ($0.name, .builtin($0)) })
}

extension Machine {
  /// The names of the fields that the generated `__repr__` of a dataclass shows. Nil if the class has no generated
  /// `__repr__`.
  func dataclassFields(of type: ClassObject) -> [String]? {
    guard case .dictionary(let fields)? = member(Dataclasses.mark, of: type),
      case .function(let text)? = member("__repr__", of: type), text.code.file.name == GeneratedFunctions.file
    else { return nil }
    return names(of: fields, with: "repr")
  }

  /// The hash key of an instance of a frozen dataclass whose `__eq__` and `__hash__` are generated. Nil for other
  /// values.
  func dataclassKey(of value: Value, asItem: Bool) throws -> HashableValue? {
    guard case .instance(let handle) = value else { return nil }
    let type = heap.type(of: handle)
    guard let owner = type.ancestry.first(where: { ownMember("__eq__", of: $0) != nil }),
      case .function(let equal)? = ownMember("__eq__", of: owner), equal.code.file.name == GeneratedFunctions.file,
      case .function(let hash)? = member("__hash__", of: type), hash.code.file.name == GeneratedFunctions.file,
      ownMember("__hash__", of: owner) != nil, case .dictionary(let fields)? = ownMember(Dataclasses.mark, of: owner),
      case .instance(let parameters)? = ownMember(Dataclasses.parameters, of: owner),
      case .bool(true)? = heap.attribute("frozen", of: parameters)
    else { return nil }
    let names = names(of: fields, with: "compare")
    var keys: [HashableValue] = [.reference(ObjectIdentifier(type)), .string("fields of a dataclass")]
    for name in names {
      guard let field = heap.attribute(Name(name), of: handle) ?? member(name, of: type) else { return nil }
      keys.append(try hashable(field, asItem: asItem))
    }
    return .tuple(keys)
  }

  /// The docstring that Python gives a dataclass without its own: the class's name and the parameters of `__init__`.
  /// Nil if the class is no dataclass. A stub if fwdb does not know the text of an annotation or of a default.
  func dataclassDocstring(of type: ClassObject) -> Value? {
    guard ownMember(Dataclasses.mark, of: type) != nil else { return nil }
    let initializer = member("__init__", of: type)
    var annotations: DictionaryObject?
    if case .function(let function)? = initializer, let names = heap.names(of: function),
      case .dictionary(let handle)? = heap.value(of: Self.annotationsAttribute, in: names)
    {
      annotations = heap.dictionary(handle)
    }
    let unknown = Value.stub(newStub("the docstring of the dataclass \(type.name)"))
    var parts: [String] = []
    var isNamed = false
    for parameter in (try? parameters(of: .type(type))) ?? [] {
      if parameter.kind == 3, !isNamed {
        parts.append("*")
        isNamed = true
      }
      var text = parameter.name
      if let annotation = annotations?[.string(parameter.name)] {
        guard let shown = annotationText(annotation) else { return unknown }
        text += ": " + shown
      }
      if let value = parameter.value {
        guard let shown = defaultText(value) else { return unknown }
        text += (annotations?[.string(parameter.name)] == nil ? "=" : " = ") + shown
      }
      parts.append(text)
    }
    return .string("\(type.name)(\(parts.joined(separator: ", ")))")
  }

  /// The text of an annotation in a signature. Nil for the text of an expression, which fwdb does not evaluate.
  private func annotationText(_ annotation: Value) -> String? {
    switch annotation {
    case .type(let type):
      type.module.map { $0 == "builtins" ? type.pathInFile : "\($0).\(type.pathInFile)" } ?? type.name
    case .none: "None"
    case .record(let record) where UnionTypes.contains(annotation): unionText(record)
    default: nil
    }
  }

  private func defaultText(_ value: Value) -> String? {
    if case .instance(let handle) = value, heap.type(of: handle).name == "_DefaultFactory",
      heap.type(of: handle).traits.body?.isLibrary == true
    {
      return "<factory>"
    }
    return textMethods(in: value).isEmpty ? try? checkedRepresentation(of: value) : nil
  }

  /// The names of the fields for which `option`, an argument of `field`, is True.
  private func names(of fields: Handle, with option: Name) -> [String] {
    heap.dictionary(fields).entries.compactMap { entry in
      guard case .string(let name) = entry.key, case .instance(let field) = entry.value,
        case .string("_FIELD")? = heap.attribute("_field_type", of: field),
        case .bool(true)? = heap.attribute(option, of: field)
      else { return nil }
      return name
    }
  }
}
