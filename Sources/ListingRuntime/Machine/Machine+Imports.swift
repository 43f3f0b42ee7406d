import ListingSyntax

extension Machine {
  enum Imported {
    case ready(Value)
    /// The file was given a frame. The import runs again after the file.
    case loading
  }

  /// Runs a file of the listing and returns its namespace.
  public mutating func load(_ path: String) throws(ListingError) -> Handle {
    let depth = frames.count
    hostCalls += 1
    defer { hostCalls -= 1 }
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

  /// The namespace of a file; nil if there is no such file. A file that has not run is given a frame.
  private mutating func file(_ path: String) throws -> Handle? {
    if let handle = files[path] { return handle }
    guard let source = sources.files[path], let reading = sources.reading(path) else { return nil }
    guard let code = reading.code else {
      let error = reading.diagnostics.first { $0.severity == .error }
      throw ListingError(kind: "SyntaxError", message: error.map { describe($0, in: source) } ?? path)
    }
    for warning in reading.diagnostics { note(describe(warning, in: source)) }
    let handle = heap.add(.namespace(Namespace()))
    heap.setName("__name__", in: handle, to: .string(path))
    heap.setName("__file__", in: handle, to: .string(path))
    files[path] = handle
    frames.append(Frame(code: code, globals: handle, purpose: .file, began: clock))
    return handle
  }

  /// `import a.b.c`: binds the first package, or with `as` the last one.
  mutating func importModule(_ name: String, bindsLast: Bool) throws -> Imported {
    let root = String(name.prefix { $0 != "." })
    if let module = library.module(bindsLast ? name : root) { return .ready(.module(module)) }
    let parts = name.split(separator: ".").map(String.init)
    // Each package runs before its submodules and then has them as attributes.
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
      // The import names more packages than the folder has. The additional packages are empty.
      var members: Value = .module(found)
      for index in parts.indices.dropFirst().reversed() {
        members = .module(
          ImportedModule(name: parts[..<index].joined(separator: "."), members: [parts[index]: members]))
      }
      return .ready(members)
    }
    return .ready(stub(bindsLast ? name : root))
  }

  /// `from module import name`.
  mutating func importName(_ name: String, from module: String, level: Int, in code: Code) throws -> Imported {
    if level == 0, let library = library.module(module) {
      if let value = library.members[name] ?? self.library.modules["\(module).\(name)"].map(Value.module) {
        return .ready(value)
      }
      return .ready(stub("\(module).\(name)"))
    }
    if let path = filePath(of: module, level: level, from: code.file.name) {
      guard let handle = try fileUnlessLoading(path) else { return .loading }
      if let value = heap.namespace(handle)[name] { return .ready(value) }
      // The name is a file of the package, not a name in its `__init__`.
      let dotted = module.isEmpty ? name : "\(module).\(name)"
      if path.hasSuffix("__init__.py"), let inner = filePath(of: dotted, level: level, from: code.file.name),
        inner != path
      {
        guard let handle = try fileUnlessLoading(inner) else { return .loading }
        return .ready(.module(ImportedModule(name: dotted, namespace: handle)))
      }
      if isLoading(handle) {
        throw ListingError(
          .importError, "'\(name)' of \(path) is imported before it is defined: the files import each other")
      }
      throw ListingError(
        .importError, "\(path) has no '\(name)'\(suggestion(for: name, among: heap.namespace(handle).names))")
    }
    // `from . import attention`
    let dotted = module.isEmpty ? name : "\(module).\(name)"
    if let path = filePath(of: dotted, level: level, from: code.file.name) {
      guard let handle = try fileUnlessLoading(path) else { return .loading }
      return .ready(.module(ImportedModule(name: dotted, namespace: handle)))
    }
    // The user may have copied a single file of a package without its neighbours.
    let dots = String(repeating: ".", count: level)
    if level == 0 { return .ready(stub(dotted)) }
    let known = sources.files.keys.compactMap { $0.split(separator: "/").last.map { String($0.dropLast(3)) } }
    let last = (module.isEmpty ? name : module).split(separator: ".").last.map(String.init) ?? name
    note(
      "the listing \(sources.name) has no file for '\(dots)\(module.isEmpty ? name : module)': "
        + "\(name) can be imported, not used\(suggestion(for: last, among: known))")
    return .ready(.stub(Stub(name: dots + dotted)))
  }

  /// `from module import *`; false if the module's file must run first.
  mutating func importAll(from module: String, level: Int, _ f: Int) throws -> Bool {
    let code = frames[f].code
    let names: [(String, Value)]
    if level == 0, let library = library.module(module) {
      names = Array(library.members)
    } else if let path = filePath(of: module, level: level, from: code.file.name) {
      guard let handle = try fileUnlessLoading(path) else { return false }
      names = heap.namespace(handle).map { ($0.name, $0.value) }
    } else {
      note("\(String(repeating: ".", count: level))\(module) is not part of fwdb: no names come from it")
      names = []
    }
    for (name, value) in names where !name.hasPrefix("_") { heap.setName(name, in: frames[f].globals, to: value) }
    return true
  }

  /// Nil if the file was just given a frame.
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

  /// The listing's file for an imported module. With leading dots, the name is relative to the importing file's folder.
  /// A name without dots finds the file with the longest suffix of the name: `paddlespeech.s2t.modules.mask` finds
  /// `mask.py`.
  private func filePath(of module: String, level: Int, from importer: String) -> String? {
    let parts = module.split(separator: ".").map(String.init)
    if level > 0 {
      var folder = importer.split(separator: "/").map(String.init).dropLast()
      for _ in 1..<max(level, 1) where !folder.isEmpty { folder.removeLast() }
      return existing(Array(folder) + parts)
    }
    if parts.isEmpty || library.modules[parts[0]] != nil { return nil }
    return parts.indices.lazy.compactMap { existing(Array(parts[$0...])) }.first
  }

  private func existing(_ parts: [String]) -> String? {
    let path = parts.joined(separator: "/")
    return ["\(path).py", path.isEmpty ? "__init__.py" : "\(path)/__init__.py"].first { sources.files[$0] != nil }
  }

  private mutating func stub(_ name: String) -> Value {
    let stub = Stub(name: name)
    if !stub.isForTypesOnly { note("\(name) is not part of fwdb: it can be imported, not used") }
    return .stub(stub)
  }

  /// After a file has run, notes the names that it uses from builtin modules and fwdb does not have: `torch.compile` in
  /// a function.
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

  /// Whether `import module`, or `from module import name`, finds more than a stub.
  func canImport(_ name: String?, from module: String, level: Int, in code: Code) -> Bool {
    if level == 0, let library = library.module(module) {
      return name.map { library.members[$0] != nil || self.library.modules["\(module).\($0)"] != nil } ?? true
    }
    if filePath(of: module, level: level, from: code.file.name) != nil { return true }
    guard let name else { return false }
    return filePath(of: module.isEmpty ? name : "\(module).\(name)", level: level, from: code.file.name) != nil
  }
}
