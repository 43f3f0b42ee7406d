import ListingSyntax

/// Compiles text that the standard library generates, such as the `__init__` of a dataclass. The resulting function has
/// the same parameters, errors and speed as a function of the listing.
enum GeneratedFunctions {
  /// Compiles `text` and returns the function named `name`, which may be nested in the first class or function of
  /// `text`. `names` is a dict of the function's global variables. It does not contain Python's builtins, which the
  /// function can also use. The default of a parameter `x` is the value of the name `_dflt_x`. If this name is absent,
  /// the default is the value of `_HAS_DEFAULT_FACTORY`.
  static let compiled = BuiltinFunction("compiled_function(text, name, names)") { m, a in
    let parsed = parseListing(SourceFile(name: file, text: try a.string(0, m)))
    if let error = parsed.diagnostics.first(where: { $0.severity == .error }) {
      throw ListingError(kind: "SyntaxError", message: describe(error, in: parsed.module.file))
    }
    var code = Compiler.compile(parsed.module, dialect: m.currentDialect, isLibrary: true)
    let name = try a.string(1, m)
    while let inner = code.codes.first {
      code = inner
      if code.name == name { break }
    }
    let globals = m.heap.add(.namespace(Namespace()))
    guard case .dictionary(let names) = a[2] else { throw ListingError(.typeError, "names must be a dict") }
    for entry in m.heap.dictionary(names).entries {
      if case .string(let name) = entry.key { m.heap.setName(name, in: globals, to: entry.value) }
    }
    let values = m.heap.namespace(globals)
    var defaults: [Int: Value] = [:]
    for slot in code.defaults {
      defaults[slot] = values["_dflt_\(code.parameters[slot].name)"] ?? values["_HAS_DEFAULT_FACTORY"]
    }
    return .function(FunctionObject(code: code, globals: globals, defaults: defaults, closure: []))
  }

  /// The file name of generated functions.
  static let file = "<generated>"

  static let all: [String: Value] = [compiled.name: .builtin(compiled)]
}
