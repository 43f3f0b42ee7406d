import ListingSyntax

extension Machine {
  enum Imported {
    case ready(Value)
    /// The file must run first and now has a frame. The import instruction runs again after the file.
    case loading
    /// The `__getattr__` of a file returns the name's value.
    case computed(Value)
  }

  /// Runs a file of the listing, unless it has already run, and returns its namespace.
  public mutating func load(_ path: String) throws(ListingError) -> Handle {
    let depth = frames.count
    hostCalls += 1
    let floor = catchFloor
    catchFloor = depth
    defer {
      hostCalls -= 1
      catchFloor = floor
    }
    do {
      guard let handle = try file(path) else {
        throw ListingError(.importError, "the listing \(sources.name) has no \(path)")
      }
      try run(untilDepth: depth)
      return handle
    } catch let error as ListingError {
      frames.removeLast(frames.count - depth)
      throw error
    } catch { preconditionFailure("imports throw listing errors") }
  }

  /// The namespace of a file; nil if the listing has no such file. If the file has not run, pushes a frame for it.
  mutating func file(_ path: String) throws -> Handle? {
    if let handle = files[path] { return handle }
    if let module = StandardListings.module(at: path), let code = StandardListings.code(of: module) {
      return begin(code, path, members: library.modules[module]?.members ?? [:], StandardListings.helpers(of: module))
    }
    guard let source = sources.files[path], let reading = sources.reading(path) else { return nil }
    guard let code = reading.code else {
      let error = reading.diagnostics.first { $0.severity == .error }
      throw ListingError(kind: "SyntaxError", message: error.map { describe($0, in: source) } ?? path)
    }
    for warning in reading.diagnostics { note(describe(warning, in: source)) }
    return begin(code, path)
  }

  /// Gives a file's code a frame and a namespace with these members.
  private mutating func begin(_ code: Code, _ path: String, members: [String: Value]...) -> Handle {
    let handle = heap.add(.namespace(Namespace()))
    for (name, value) in members.joined().sorted(by: { $0.key < $1.key }) { heap.setName(name, in: handle, to: value) }
    heap.setName("__name__", in: handle, to: .string(StandardListings.module(at: path) ?? moduleName(of: path) ?? path))
    heap.setName("__file__", in: handle, to: .string(path))
    if !code.isLibrary { heap.setName("__doc__", in: handle, to: code.docstring.map(Value.string) ?? .none) }
    files[path] = handle
    frames.append(Frame(code: code, globals: handle, purpose: .file, began: clock))
    return handle
  }

  /// The module that `import a.b.c` binds: the package `a`; or `a.b.c` with `as`, if `bindsLast`.
  mutating func importModule(_ name: String, bindsLast: Bool) throws -> Imported {
    let root = String(name.prefix { $0 != "." })
    let standard = bindsLast ? name : root
    if StandardListings.has(standard) {
      // `import os.path` runs the submodule too.
      for module in standard == name ? [name] : [standard, name] where StandardListings.has(module) {
        guard try fileUnlessLoading(StandardListings.path(of: module)) != nil else { return .loading }
      }
      guard let handle = files[StandardListings.path(of: standard)] else { return .loading }
      return .ready(.module(ImportedModule(name: standard, namespace: handle)))
    }
    if let module = library.module(bindsLast ? name : root) { return .ready(.module(module)) }
    let parts = name.split(separator: ".").map(String.init)
    // Run each package before its submodules, and make each submodule an attribute of its package.
    if existing([root]) != nil {
      var outer: Handle?
      var first: ImportedModule?
      var last: ImportedModule?
      for count in parts.indices {
        let dotted = parts[...count].joined(separator: ".")
        guard let path = existing(Array(parts[...count])) else {
          throw ListingError(.importError, "the listing \(sources.name) has no file for '\(dotted)'")
        }
        guard let handle = try fileUnlessLoading(path) else { return .loading }
        let module = ImportedModule(name: dotted, namespace: handle)
        if let outer { heap.setName(parts[count], in: outer, to: .module(module)) }
        (outer, first, last) = (handle, first ?? module, module)
      }
      if let module = bindsLast ? last : first { return .ready(.module(module)) }
    }
    if let path = filePath(of: name, level: 0, from: "") {
      guard let handle = try fileUnlessLoading(path) else { return .loading }
      let found = ImportedModule(name: name, namespace: handle)
      if bindsLast || parts.count == 1 { return .ready(.module(found)) }
      // The import names packages for which the folder has no file: bind empty modules for them.
      var members: Value = .module(found)
      for index in parts.indices.dropFirst().reversed() {
        members = .module(
          ImportedModule(name: parts[..<index].joined(separator: "."), members: [parts[index]: members]))
      }
      return .ready(members)
    }
    return .ready(stub(bindsLast ? name : root))
  }

  /// The value that `from module import name` binds.
  mutating func importName(_ name: String, from module: String, level: Int, in code: Code) throws -> Imported {
    if level == 0, StandardListings.has(module) {
      guard let handle = try fileUnlessLoading(StandardListings.path(of: module)) else { return .loading }
      if let value = heap.namespace(handle)[name] ?? library.modules["\(module).\(name)"].map(Value.module) {
        return .ready(value)
      }
      if StandardListings.has("\(module).\(name)") { return try importModule("\(module).\(name)", bindsLast: true) }
      return .ready(stub("\(module).\(name)"))
    }
    if level == 0, module == "torch", name == "__version__" { return .ready(preludeFunction("torch_version")) }
    if level == 0, let library = library.module(module) {
      if let value = library.members[name] ?? self.library.modules["\(module).\(name)"].map(Value.module) {
        return .ready(value)
      }
      return .ready(stub("\(module).\(name)"))
    }
    if let path = filePath(of: module, level: level, from: code.file.name) {
      guard let handle = try fileUnlessLoading(path) else { return .loading }
      if let value = heap.namespace(handle)[name] { return .ready(value) }
      // `__init__.py` does not define the name: look for a file of the package with that name.
      let dotted = module.isEmpty ? name : "\(module).\(name)"
      if path.hasSuffix("__init__.py"), let inner = filePath(of: dotted, level: level, from: code.file.name),
        inner != path
      {
        guard let handle = try fileUnlessLoading(inner) else { return .loading }
        return .ready(.module(ImportedModule(name: dotted, namespace: handle)))
      }
      if let method = heap.value(of: Self.fallbackMethod, in: handle) { return .computed(method) }
      if isLoading(handle) {
        throw ListingError(
          .importError, "'\(name)' of \(path) is imported before it is defined: the files import each other")
      }
      throw ListingError(
        .importError, "\(path) has no '\(name)'\(suggestion(for: name, among: heap.namespace(handle).names))")
    }
    // The module itself may be a file: `from . import attention`.
    let dotted = module.isEmpty ? name : "\(module).\(name)"
    if let path = filePath(of: dotted, level: level, from: code.file.name) {
      guard let handle = try fileUnlessLoading(path) else { return .loading }
      return .ready(.module(ImportedModule(name: dotted, namespace: handle)))
    }
    // A relative import without a file: the user may have copied one file of a package. Import a stub and add a note.
    let dots = String(repeating: ".", count: level)
    if level == 0 { return .ready(stub(dotted)) }
    let known = sources.files.keys.compactMap { $0.split(separator: "/").last.map { String($0.dropLast(3)) } }
    let last = (module.isEmpty ? name : module).split(separator: ".").last.map(String.init) ?? name
    note(
      "the listing \(sources.name) has no file for '\(dots)\(module.isEmpty ? name : module)': "
        + "\(name) can be imported, not used\(suggestion(for: last, among: known))")
    return .ready(.stub(newStub(dots + dotted)))
  }

  /// Runs `from module import *`. Returns false if the module's file must run first; the file then has a frame.
  mutating func importAll(from module: String, level: Int, _ f: Int) throws -> Bool {
    let code = frames[f].code
    let names: [(String, Value)]
    if level == 0, StandardListings.has(module) {
      guard let handle = try fileUnlessLoading(StandardListings.path(of: module)) else { return false }
      names = heap.namespace(handle).map { ($0.name, $0.value) }
    } else if level == 0, let library = library.module(module) {
      names = Array(library.members)
    } else if let path = filePath(of: module, level: level, from: code.file.name) {
      guard let handle = try fileUnlessLoading(path) else { return false }
      if let chosen = heap.namespace(handle)["__all__"] {
        for item in try allItems(of: chosen) {
          guard case .string(let name) = item, let value = heap.namespace(handle)[name] else {
            throw ListingError(
              .attributeError, "module '\(module)' has no attribute \(representation(of: item)) of its __all__")
          }
          heap.setName(name, in: frames[f].globals, to: value)
        }
        return true
      }
      names = heap.namespace(handle).map { ($0.name, $0.value) }
    } else {
      note("\(String(repeating: ".", count: level))\(module) is not part of fwdb: no names come from it")
      names = []
    }
    for (name, value) in names where !name.hasPrefix("_") { heap.setName(name, in: frames[f].globals, to: value) }
    return true
  }

  /// The namespace of a file; nil if the file must run first and now has a frame.
  private mutating func fileUnlessLoading(_ path: String) throws -> Handle? {
    let depth = frames.count
    let handle = try file(path)
    return frames.count > depth ? nil : handle
  }

  private func isLoading(_ handle: Handle) -> Bool {
    frames.contains { frame in
      if case .file = frame.purpose { frame.globals == handle } else { false }
    }
  }

  /// The path of the listing's file for an imported module; nil if there is none. With leading dots (`level` > 0), the
  /// name is relative to the importing file's folder. Otherwise the longest suffix of the name that is a file is used:
  /// `paddlespeech.s2t.modules.mask` finds `mask.py`.
  private func filePath(of module: String, level: Int, from importer: String) -> String? {
    let parts = module.split(separator: ".").map(String.init)
    if level > 0 {
      var folder = importer.split(separator: "/").map(String.init).dropLast()
      for _ in 1..<max(level, 1) where !folder.isEmpty { folder.removeLast() }
      return existing(Array(folder) + parts)
    }
    if parts.isEmpty || library.has(parts[0]) { return nil }
    return parts.indices.lazy.compactMap { existing(Array(parts[$0...])) }.first
  }

  private func existing(_ parts: [String]) -> String? {
    let path = parts.joined(separator: "/")
    return ["\(path).py", path.isEmpty ? "__init__.py" : "\(path)/__init__.py"].first { sources.files[$0] != nil }
  }

  private mutating func stub(_ name: String) -> Value {
    let stub = newStub(name)
    if !stub.isForTypesOnly { note("\(name) is not part of fwdb: it can be imported, not used") }
    return .stub(stub)
  }

  /// Adds a note for each name that the file uses from a builtin module but fwdb lacks, such as `torch.compile` in a
  /// function. Called after the file has run.
  mutating func noteMissingNames(in code: Code, _ globals: Handle) {
    let names = heap.namespace(globals)
    for (index, instruction) in code.instructions.enumerated() {
      guard case .loadGlobal(let name) = instruction, case .module(var module)? = names[code.names[name]],
        module.namespace == nil
      else { continue }
      for next in code.instructions[(index + 1)...] {
        guard case .loadAttribute(let attribute) = next else { break }
        let name = code.names[attribute]
        if case .module(let inner)? = module.members[name], inner.namespace == nil {
          module = inner
          continue
        }
        if module.members[name] == nil, library.modules["\(module.name).\(name)"] == nil, !name.hasPrefix("__") {
          let stub = Stub(name: "\(module.name).\(name)")
          if !stub.isForTypesOnly, !stub.isLoss { note("\(stub.name) is not part of fwdb") }
        }
        break
      }
    }
    for inner in code.codes { noteMissingNames(in: inner, globals) }
  }

  mutating func note(_ text: String) { if !notes.contains(text) { notes.append(text) } }

  /// Throws if an import below `try` would find only a stub.
  func checkImport(_ name: String?, from module: String, level: Int, in code: Code) throws {
    if canImport(name, from: module, level: level, in: code) { return }
    if let name, canImport(nil, from: module, level: level, in: code) {
      throw ListingError(.importError, "cannot import name '\(name)' from '\(module)'")
    }
    throw ListingError(
      kind: "ModuleNotFoundError", message: "No module named '\(module.isEmpty ? name ?? "" : module)'")
  }

  /// Whether fwdb or the listing has what `import module` or `from module import name` imports. If false, the import
  /// makes a stub.
  func canImport(_ name: String?, from module: String, level: Int, in code: Code) -> Bool {
    if level == 0, StandardListings.has(module) { return true }
    if level == 0, let library = library.module(module) {
      return name.map { library.members[$0] != nil || self.library.modules["\(module).\($0)"] != nil } ?? true
    }
    if filePath(of: module, level: level, from: code.file.name) != nil { return true }
    guard let name else { return false }
    return filePath(of: module.isEmpty ? name : "\(module).\(name)", level: level, from: code.file.name) != nil
  }
}
