/// Modules by name at run time: `importlib.import_module` and `sys.modules`.
extension Machine {
  /// The module that `importlib.import_module(name, package)` returns.
  mutating func importedModule(_ arguments: [Value], _ named: [(String, Value)]) throws -> Imported {
    let bound = try ModuleLookup.importModule.bind(arguments, named)
    var name = try bound.string(0, self)
    let level = name.prefix { $0 == "." }.count
    if level > 0 {
      if bound.isNone(1) {
        throw ListingError(
          .typeError, "the 'package' argument is required to perform a relative import for '\(name)'")
      }
      let outer = try bound.string(1, self).split(separator: ".").dropLast(level - 1)
      name = (outer + [name.dropFirst(level)]).joined(separator: ".")
    }
    if let code = frames.last?.code, try !canImport(nil, from: name, level: 0, in: code) {
      let error = ListingError(kind: "ModuleNotFoundError", message: "No module named '\(name)'")
      if isCaught(error) { throw error }
    }
    return try importModule(name, bindsLast: true)
  }

  /// The entry of `sys.modules`; None if the module is not imported. Throws if fwdb does not know whether it is
  /// imported.
  fileprivate func loadedModule(_ name: String) throws -> Value {
    // A file of the listing takes precedence over fwdb's own module of the same name. The path of fwdb's module begins
    // with `<`, so it comes later in descending order.
    for (path, handle) in files.sorted(by: { $0.key > $1.key }) {
      if case .string(name)? = heap.value(of: "__name__", in: handle) {
        return .module(ImportedModule(name: StandardListings.module(at: path) ?? name, namespace: handle))
      }
    }
    var isUnknown = library.has(name)
    for handle in files.values {
      for (_, value) in heap.namespace(handle) {
        switch value {
        case .module(let module) where module.name == name || module.name.hasPrefix(name + "."):
          if let found = library.module(name) { return .module(found) }
        case .stub(let stub) where stub.name == name || stub.name.hasPrefix(name + "."): isUnknown = true
        default: break
        }
      }
    }
    if isUnknown {
      throw ListingError(.notImplemented, "sys.modules: fwdb cannot tell whether '\(name)' is imported")
    }
    return .none
  }
}

enum ModuleLookup {
  /// The machine runs the call itself, because the module's file may have to run first.
  static let importModule = BuiltinFunction("import_module(name, package=None)") { _, _ in .none }

  static let loaded = BuiltinFunction("loaded_module(name)") { m, a in try m.loadedModule(a.string(0, m)) }

  static let module = ImportedModule(name: "importlib", members: ["import_module": .builtin(importModule)])
}
