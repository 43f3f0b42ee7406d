import ListingSyntax

/// Compiles text that the standard library writes while it runs, such as the `__init__` of a dataclass: so its
/// parameters, its errors and its speed are those of a function that the listing defines.
enum GeneratedFunctions {
  /// The function of the first `def` in a text. It sees Python's builtin names.
  static let compiled = BuiltinFunction("compiled_function(text)") { m, a in
    let parsed = parseListing(SourceFile(name: "<generated>", text: try a.string(0, m)))
    if let error = parsed.diagnostics.first(where: { $0.severity == .error }) {
      throw ListingError(kind: "SyntaxError", message: describe(error, in: parsed.module.file))
    }
    let code = Compiler.compile(parsed.module, dialect: m.currentDialect, isLibrary: true)
    guard let function = code.codes.first else { throw ListingError(.valueError, "the text defines no function") }
    return .function(
      FunctionObject(code: function, globals: m.heap.add(.namespace(Namespace())), defaults: [:], closure: []))
  }

  static let all: [String: Value] = [compiled.name: .builtin(compiled)]
}
