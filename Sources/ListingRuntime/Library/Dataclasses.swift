/// `@dataclass`: makes the annotated attributes of a class parameters of its `__init__`.
enum Dataclasses {
  private static let mark = "__dataclass_fields__"

  /// The decorator, used as `@dataclass` or as `@dataclass(frozen=True)`. Its options have no effect.
  static let decorator = BuiltinFunction("dataclass(cls=None, **options)") { m, a in
    if a.isNone(0) { return .builtin(plain) }
    return try decorate(a[0], &m)
  }

  private static let plain = BuiltinFunction("dataclass(cls)") { m, a in try decorate(a[0], &m) }

  private static func decorate(_ value: Value, _ m: inout Machine) throws -> Value {
    if case .stub = value { return value }
    guard case .type(let type) = value, let namespace = type.namespace else {
      throw ListingError(.typeError, "dataclass() needs a class that the listing defines")
    }
    m.heap.setName(mark, in: namespace, to: .tuple(type.fields.map(Value.string)))
    if m.heap.namespace(namespace)["__init__"] == nil {
      m.heap.setName("__init__", in: namespace, to: .builtin(initializer))
    }
    return value
  }

  private static let initializer = BuiltinFunction("__init__(self, *values, **named)", prelude: "dataclass_init")

  private static let fieldType = ClassObject(name: "Field", base: Records.object, module: "dataclasses")

  static let field = BuiltinFunction("field(**options)") { m, a in
    var instance = Instance(type: fieldType)
    for (name, value) in a.named { instance.attributes[name] = value }
    return .instance(m.heap.add(.instance(instance)))
  }

  /// A function for the prelude. For each field it returns a tuple: the name, whether the field has a default, the
  /// default, and the default factory.
  static let fields = BuiltinFunction("dataclass_fields(object)") { m, a in
    guard case .instance(let handle) = a[0] else { return m.list([]) }
    let type = m.heap.type(of: handle)
    return m.list(
      type.fields.map { name in
        guard let value = m.member(name, of: type) else { return .tuple([.string(name), .bool(false), .none, .none]) }
        if case .instance(let field) = value, m.heap.type(of: field) === fieldType {
          let options = m.heap.instance(field).attributes
          return .tuple([
            .string(name), .bool(options["default"] != nil), options["default"] ?? .none,
            options["default_factory"] ?? .none,
          ])
        }
        return .tuple([.string(name), .bool(true), value, .none])
      })
  }

  static let asDictionary = BuiltinFunction("asdict(obj)") { m, a in
    guard case .instance(let handle) = a[0], let fields = m.dataclassFields(of: m.heap.type(of: handle)) else {
      throw ListingError(.typeError, "asdict() should be called on dataclass instances")
    }
    let attributes = m.heap.instance(handle).attributes
    return m.dictionary(fields.compactMap { name in attributes[name].map { (name, $0) } })
  }

  fileprivate static func isMarked(_ type: ClassObject, _ m: Machine) -> Bool {
    if case .tuple? = m.member(mark, of: type) { true } else { false }
  }
}

extension Machine {
  /// The field names of a dataclass; nil for another class.
  func dataclassFields(of type: ClassObject) -> [String]? { Dataclasses.isMarked(type, self) ? type.fields : nil }
}
