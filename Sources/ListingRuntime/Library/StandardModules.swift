/// The members of Python's standard library that are written in Swift, by module. The table also contains the package
/// `typeguard`, whose functions check nothing.
enum StandardModules {
  static func all(object: ClassObject, types: [String: ClassObject]) -> [String: ImportedModule] {
    let enumType = types["EnumType"].map(Value.type)
    return Dictionary(
      uniqueKeysWithValues: [
        module(
          "abc",
          [
            "ABC": .type(ClassMethods.abstractBase), "ABCMeta": .type(ClassMethods.abstractMeta),
            "abstractmethod": .builtin(ClassMethods.abstractMethod),
          ]),
        module(
          "collections",
          [
            "abc": .module(ImportedModule(name: "collections.abc", members: AbstractClasses.collectionModule)),
            "namedtuple": .builtin(Records.namedTuple),
            "OrderedDict": .type(OrderedDictionaries.type(dictionary: types["dict"] ?? object)),
          ]),
        ("importlib", ModuleLookup.module),
        module(
          "enum", Enums.members.merging(["EnumMeta": enumType, "EnumType": enumType].compactMapValues { $0 }) { $1 }),
        module(
          "typeguard",
          [
            "typechecked": keeping("typechecked"),
            "check_argument_types": .builtin(BuiltinFunction("check_argument_types()") { _, _ in .bool(true) }),
            "check_return_type": .builtin(BuiltinFunction("check_return_type(value)") { _, _ in .bool(true) }),
          ]),
      ])
  }

  private static func module(_ name: String, _ members: [String: Value]) -> (String, ImportedModule) {
    (name, ImportedModule(name: name, members: members))
  }

  /// Makes a decorator that returns the decorated object unchanged. The decorator can be used with or without
  /// arguments.
  static func keeping(_ name: String) -> Value {
    .builtin(
      BuiltinFunction("\(name)(*args, **kwargs)") { _, a in
        switch a.rest.first {
        case .function?, .type?, .descriptor?, .builtin?: a.rest[0]
        default: keeping(name)
        }
      })
  }
}
