import ListingSyntax

extension Machine {
  enum Imported {
    case ready(Value)
    /// The file must run first and now has a frame. The import instruction runs again after the file has run.
    case loading
    /// The module defines `__getattr__`, which returns the imported value: call this function.
    case found(by: Value, arguments: [Value])
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
      // The packages around the file run first, each in its own frame. Repeat until the file itself has run.
      while true {
        if let handle = try loadedModule(at: path) { return handle }
        guard frames.count > depth else {
          throw ListingError(.importError, "the listing \(sources.name) has no \(path)")
        }
        try run(untilDepth: depth)
      }
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
    if path.hasSuffix("/") { return beginFolder(path) }
    guard let source = try source(at: path), let reading = sources.reading(path) else { return nil }
    guard let code = reading.code else {
      let errors = reading.diagnostics.filter { $0.severity == .error }
      var error = ListingError(
        kind: "SyntaxError", message: errors.prefix(10).map { describe($0, in: source) }.joined(separator: "\n"))
      error.isRefusal = true
      throw error
    }
    for warning in reading.diagnostics { note(describe(warning, in: source)) }
    return begin(code, path)
  }

  /// Pushes a frame for a file's code, with a new namespace that contains `members`.
  private mutating func begin(_ code: Code, _ path: String, members: [String: Value]...) -> Handle {
    let handle = heap.add(.namespace(Namespace()))
    for (name, value) in members.joined().sorted(by: { $0.key < $1.key }) { heap.setName(name, in: handle, to: value) }
    let name = StandardListings.module(at: path) ?? moduleName(of: path) ?? path
    heap.setName("__name__", in: handle, to: .string(name))
    heap.setName("__file__", in: handle, to: .string(path))
    if !code.isLibrary { heap.setName("__doc__", in: handle, to: code.docstring.map(Value.string) ?? .none) }
    if path.hasSuffix(Self.packageFile) {
      heap.setName("__package__", in: handle, to: .string(name))
      let places = list([.string(Self.folder(of: path).joined(separator: "/"))])
      heap.setName("__path__", in: handle, to: places)
    } else {
      let package = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? ""
      heap.setName("__package__", in: handle, to: .string(package))
    }
    files[path] = handle
    frames.append(Frame(code: code, globals: handle, purpose: .file, began: clock))
    return handle
  }

  /// Makes the namespace of a folder without `__init__.py`. No code runs.
  private mutating func beginFolder(_ path: String) -> Handle {
    let handle = heap.add(.namespace(Namespace()))
    let name = path.split(separator: "/").joined(separator: ".")
    heap.setName("__name__", in: handle, to: .string(name))
    heap.setName("__package__", in: handle, to: .string(name))
    let places = list([.string(String(path.dropLast()))])
    heap.setName("__path__", in: handle, to: places)
    files[path] = handle
    bindToPackage(path, handle)
    return handle
  }

  /// Makes a module an attribute of its package, after the module's file has run.
  mutating func bindToPackage(_ path: String, _ handle: Handle) {
    let parts = Self.parts(of: path)
    guard files[path] == handle, let name = parts.last, parts.count > 1 else { return }
    let folder = parts.dropLast().joined(separator: "/")
    guard let package = files["\(folder)/\(Self.packageFile)"] ?? files[folder + "/"] else { return }
    let module = ImportedModule(name: parts.joined(separator: "."), namespace: handle)
    heap.setName(name, in: package, to: .module(module))
  }

  // MARK: import

  /// The module that an import binds. `import a.b.c` binds the package `a`. `import a.b.c as x` binds `a.b.c`;
  /// `bindsLast` is true for this form.
  mutating func importModule(_ name: String, bindsLast: Bool) throws -> Imported {
    let root = String(name.prefix { $0 != "." })
    let standard = bindsLast ? name : root
    let isOwn = try usesOwnModule(name)
    if isOwn, StandardListings.has(standard) {
      // `import os.path` runs the submodule too.
      for module in standard == name ? [name] : [standard, name] where StandardListings.has(module) {
        guard try fileUnlessLoading(StandardListings.path(of: module)) != nil else { return .loading }
      }
      guard let handle = files[StandardListings.path(of: standard)] else { return .loading }
      return .ready(.module(ImportedModule(name: standard, namespace: handle)))
    }
    if isOwn, let module = library.module(bindsLast ? name : root) { return .ready(.module(module)) }
    let parts = name.split(separator: ".").map(String.init)
    if try existing([root]) != nil {
      var first: ImportedModule?
      var last: ImportedModule?
      for count in parts.indices {
        let part = Array(parts[...count])
        guard let path = try existing(part) else { throw try noModule(part) }
        guard let handle = try loadedModule(at: path) else { return .loading }
        let module = ImportedModule(name: part.joined(separator: "."), namespace: handle)
        (first, last) = (first ?? module, module)
      }
      if let module = bindsLast ? last : first { return .ready(.module(module)) }
    }
    if let path = try path(of: name, level: 0, from: "") {
      guard let handle = try loadedModule(at: path) else { return .loading }
      let found = ImportedModule(name: name, namespace: handle)
      if bindsLast || parts.count == 1 { return .ready(.module(found)) }
      // If the import names packages that have no file in the folder, bind an empty module for each of these packages.
      var members: Value = .module(found)
      for index in parts.indices.dropFirst().reversed() {
        members = .module(
          ImportedModule(name: parts[..<index].joined(separator: "."), members: [parts[index]: members]))
      }
      return .ready(members)
    }
    return .ready(stub(bindsLast ? name : root))
  }

  private func noModule(_ parts: [String]) throws -> ListingError {
    let outer = parts.dropLast().joined(separator: ".")
    let isPackage = try existing(Array(parts.dropLast())).map { $0.hasSuffix("/") || $0.hasSuffix(Self.packageFile) }
    return ListingError(
      kind: "ModuleNotFoundError",
      message: "No module named '\(parts.joined(separator: "."))'"
        + (isPackage == false ? "; '\(outer)' is not a package" : ""))
  }

  /// The value that `from module import name` binds.
  mutating func importName(_ name: String, from module: String, level: Int, in code: Code) throws -> Imported {
    if level == 0, try usesOwnModule(module) {
      if StandardListings.has(module) {
        guard let handle = try fileUnlessLoading(StandardListings.path(of: module)) else { return .loading }
        if let value = heap.namespace(handle)[name] ?? library.modules["\(module).\(name)"].map(Value.module) {
          return .ready(value)
        }
        if StandardListings.has("\(module).\(name)") { return try importModule("\(module).\(name)", bindsLast: true) }
        return .ready(stub("\(module).\(name)"))
      }
      if module == "torch", name == "__version__" { return .ready(preludeFunction("torch_version")) }
      if let library = library.module(module) {
        if let value = library.members[name] ?? self.library.modules["\(module).\(name)"].map(Value.module)
          ?? setting("\(module).\(name)")
        {
          return .ready(value)
        }
        return .ready(stub("\(module).\(name)"))
      }
    }
    if let path = try path(of: module, level: level, from: code.file.name) {
      guard let handle = try self.loadedModule(at: path) else { return .loading }
      return try member(name, of: handle, at: path)
    }
    // The imported name may be a file itself: `from . import attention`.
    let dotted = module.isEmpty ? name : "\(module).\(name)"
    if let path = try path(of: dotted, level: level, from: code.file.name) {
      guard let handle = try self.loadedModule(at: path) else { return .loading }
      return .ready(.module(ImportedModule(name: dotted, namespace: handle)))
    }
    let parts = module.split(separator: ".").map(String.init)
    if level == 0, let root = parts.first, try existing([root]) != nil {
      let missing = try parts.indices.first { try existing(Array(parts[...$0])) == nil } ?? parts.count - 1
      throw try noModule(Array(parts[...missing]))
    }
    // A relative import without a file: the user may have copied one file of a package. Import a stub and add a note.
    let dots = String(repeating: ".", count: level)
    if level == 0 { return .ready(stub(dotted)) }
    let known = sources.filesRead.keys.compactMap { $0.split(separator: "/").last.map { String($0.dropLast(3)) } }
    let last = (module.isEmpty ? name : module).split(separator: ".").last.map(String.init) ?? name
    note(
      "the listing \(sources.name) has no file for '\(dots)\(module.isEmpty ? name : module)': "
        + "\(name) can be imported, not used\(suggestion(for: last, among: known))")
    return .ready(.stub(newStub(dots + dotted)))
  }

  /// A member of a file's module. The search order is: a name in the file's namespace, a file of the package, the value
  /// that the module's `__getattr__` returns.
  private mutating func member(_ name: String, of handle: Handle, at path: String) throws -> Imported {
    let names = heap.namespace(handle)
    if let value = names[name] { return .ready(value) }
    let parts = Self.parts(of: path)
    let isPackage = path.hasSuffix(Self.packageFile) || path.hasSuffix("/")
    if isPackage, let inner = try existing(parts + [name]), inner != path {
      guard let handle = try loadedModule(at: inner) else { return .loading }
      let dotted = (parts + [name]).joined(separator: ".")
      return .ready(.module(ImportedModule(name: dotted, namespace: handle)))
    }
    var module = parts.joined(separator: ".")
    if case .string(let own)? = names["__name__"] { module = own }
    let place = path.hasSuffix("/") ? "unknown location" : path
    let missing = "cannot import name '\(name)' from '\(module)' (\(place))"
    if let getter = names["__getattr__"] {
      return .found(
        by: preludeFunction("imported_attribute"), arguments: [getter, .string(name), .string(missing)])
    }
    if isLoading(handle) {
      throw ListingError(
        .importError, "'\(name)' of \(path) is imported before it is defined: the files import each other",
        python: "cannot import name '\(name)' from partially initialized module '\(module)' "
          + "(most likely due to a circular import) (\(place))")
    }
    throw ListingError(
      .importError, "\(path) has no '\(name)'\(suggestion(for: name, among: names.names))", python: missing)
  }

  /// Runs `from module import *`. Returns false if a file must run first; the file then has a frame.
  mutating func importAll(from module: String, level: Int, _ f: Int) throws -> Bool {
    let code = frames[f].code
    let isLibrary = try level == 0 && usesOwnModule(module)
    let names: [(String, Value)]
    if isLibrary, StandardListings.has(module) {
      guard let handle = try fileUnlessLoading(StandardListings.path(of: module)) else { return false }
      names = heap.namespace(handle).map { ($0.name, $0.value) }
      bindAbsentNames(of: module, among: Set(names.map(\.0)), frames[f].globals)
    } else if isLibrary, let library = library.module(module) {
      names = Array(library.members)
      bindAbsentNames(of: module, among: Set(names.map(\.0)), frames[f].globals)
    } else if let path = try path(of: module, level: level, from: code.file.name) {
      guard let handle = try self.loadedModule(at: path) else { return false }
      if let listed = heap.namespace(handle)["__all__"] {
        // Import the names in `__all__`, including names that begin with an underscore and files of the package.
        for item in try allItems(of: listed) {
          guard case .string(let name) = item else {
            throw ListingError(
              .typeError, "Item in \(moduleName(of: path) ?? path).__all__ must be str, not \(typeName(of: item))")
          }
          switch try member(name, of: handle, at: path, isListed: true) {
          case .ready(let value): heap.setName(name, in: frames[f].globals, to: value)
          case .loading: return false
          case .found:
            throw ListingError.unsupported("import * of a name that the module's __getattr__ makes, '\(name)',")
          }
        }
        return true
      }
      names = heap.namespace(handle).map { ($0.name, $0.value) }
    } else {
      note("\(String(repeating: ".", count: level))\(module) is not part of fwdb: no names come from it")
      openImports[frames[f].globals] = module
      names = []
    }
    for (name, value) in names where !name.hasPrefix("_") { heap.setName(name, in: frames[f].globals, to: value) }
    return true
  }

  /// Binds stubs for the names that `import *` of a module binds in Python and that fwdb lacks.
  private mutating func bindAbsentNames(of module: String, among known: Set<String>, _ globals: Handle) {
    guard let all = StarNames.names(of: module) else {
      openImports[globals] = module
      return
    }
    for name in all where !known.contains(name) {
      heap.setName(name, in: globals, to: .stub(newStub("\(module).\(name)")))
    }
  }

  private mutating func member(_ name: String, of handle: Handle, at path: String, isListed: Bool) throws -> Imported {
    do { return try member(name, of: handle, at: path) } catch let error as ListingError
      where error.kind == "ImportError"
    {
      throw ListingError(
        .attributeError, "module '\(moduleName(of: path) ?? path)' has no attribute '\(name)'")
    }
  }

  // MARK: fwdb's modules and the listing's files

  /// Modules that Python has loaded before a script starts, or that are built into Python. A file of the same name
  /// never replaces such a module. A file also never replaces a module whose name begins with an underscore.
  private static let loadedAtStart: Set = [
    "abc", "atexit", "builtins", "codecs", "encodings", "errno", "faulthandler", "gc", "genericpath", "io", "itertools",
    "marshal", "os", "posix", "posixpath", "pwd", "site", "stat", "sys", "time", "xxsubtype", "zipimport",
  ]
  private static let frameworks: Set = ["numpy", "paddle", "torch"]

  /// Whether an import of this module binds fwdb's own version. In Python, a file of the listing takes precedence over
  /// a module of the standard library with the same name. For a framework, fwdb's own version is always used. If the
  /// listing has a file of this name, a note tells the user.
  private mutating func usesOwnModule(_ module: String) throws -> Bool {
    let (isOwn, text) = try ownModule(module)
    if let text { note(text) }
    return isOwn
  }

  private func ownModule(_ module: String) throws -> (Bool, note: String?) {
    let root = String(module.prefix { $0 != "." })
    guard library.has(root) || library.module(root) != nil else { return (true, nil) }
    if frames.last?.code.isLibrary ?? false || root.hasPrefix("_") || Self.loadedAtStart.contains(root) {
      return (true, nil)
    }
    // In Python too, the standard library takes precedence over a folder without `__init__.py`.
    guard let path = try existing([root]), !path.hasSuffix("/") else { return (true, nil) }
    if Self.frameworks.contains(root) {
      return (true, "import \(root) means fwdb's own \(root): the file \(path) of the listing is not used")
    }
    let text = "import \(root) means the file \(path) of the listing, not Python's module \(root)"
    return (false, sources.isScript ? nil : text)
  }

  // MARK: Finding files

  private static let packageFile = "__init__.py"

  /// The namespace of a module's file. Nil if the listing has no such file. Also nil if the file, or the file of a
  /// package around it, must run first; this file then has a frame.
  private mutating func loadedModule(at path: String) throws -> Handle? {
    if let handle = files[path] { return handle }
    let folder = Self.folder(of: path)
    for count in folder.indices {
      let package = folder[...count].joined(separator: "/") + "/" + Self.packageFile
      if package == path || files[package] != nil { continue }
      if try source(at: package) != nil {
        guard try fileUnlessLoading(package) != nil else { return nil }
      } else if !sources.isScript {
        continue
      } else {
        _ = try file(folder[...count].joined(separator: "/") + "/")
      }
    }
    return try fileUnlessLoading(path)
  }

  /// The namespace of a file; nil if the file must run first and now has a frame.
  private mutating func fileUnlessLoading(_ path: String) throws -> Handle? {
    let depth = frames.count
    let handle = try file(path)
    return frames.count > depth ? nil : handle
  }

  /// Whether the namespace belongs to a file whose statements are still running.
  func isLoading(_ handle: Handle) -> Bool {
    frames.contains { frame in
      if case .file = frame.purpose { frame.globals == handle } else { false }
    }
  }

  /// The path of the listing's file for an imported module; nil if there is none. With leading dots (`level` > 0), the
  /// name is relative to the importing file's folder. Otherwise, outside scripts, the longest suffix of the name that
  /// is a file is used: `paddlespeech.s2t.modules.mask` finds `mask.py`.
  private func path(of module: String, level: Int, from importer: String) throws -> String? {
    let parts = module.split(separator: ".").map(String.init)
    if level > 0 {
      var folder = Self.folder(of: importer)
      if sources.isScript, folder.isEmpty || level > folder.count {
        throw ListingError(
          .importError,
          folder.isEmpty
            ? "attempted relative import with no known parent package"
            : "attempted relative import beyond top-level package")
      }
      for _ in 1..<max(level, 1) where !folder.isEmpty { folder.removeLast() }
      return try existing(folder + parts)
    }
    if try parts.isEmpty || library.has(parts[0]) && ownModule(module).0 { return nil }
    if let path = try existing(parts) { return path }
    if try sources.isScript || existing([parts[0]]) != nil { return nil }
    for start in parts.indices.dropFirst() {
      if let path = try existing(Array(parts[start...])), !path.hasSuffix("/") { return path }
    }
    return nil
  }

  /// The path of the module with this dotted name, from the listing's root: a package's `__init__.py`, a file, or a
  /// folder, whose path ends with a slash. Nil if there is none.
  private func existing(_ parts: [String]) throws -> String? {
    let path = parts.joined(separator: "/")
    for candidate in path.isEmpty ? [Self.packageFile] : ["\(path)/\(Self.packageFile)", "\(path).py"] {
      if try source(at: candidate) != nil { return candidate }
    }
    return !path.isEmpty && sources.isFolder(path) ? path + "/" : nil
  }

  private func source(at path: String) throws -> SourceFile? {
    do { return try sources.file(at: path) } catch {
      throw ListingError(.importError, error.description, isRefusal: true)
    }
  }

  private static func folder(of path: String) -> [String] {
    Array(path.split(separator: "/").map(String.init).dropLast())
  }

  /// The parts of the dotted name of the module at a path.
  private static func parts(of path: String) -> [String] {
    var parts = path.split(separator: "/").map(String.init)
    if path.hasSuffix("/") { return parts }
    let last = parts.popLast() ?? ""
    if last != packageFile { parts.append(last.hasSuffix(".py") ? String(last.dropLast(3)) : last) }
    return parts
  }

  private mutating func stub(_ name: String) -> Value {
    let stub = newStub(name)
    if !stub.isForTypesOnly { note("\(name) is not part of fwdb: it can be imported, not used") }
    return .stub(stub)
  }

  /// Adds a note for each name of a builtin module that the file uses and that fwdb lacks, such as `torch.compile` in a
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
        if module.members[name] == nil, library.modules["\(module.name).\(name)"] == nil, !name.hasPrefix("__"),
          setting("\(module.name).\(name)") == nil
        {
          let stub = Stub(name: "\(module.name).\(name)")
          if !stub.isForTypesOnly, !stub.isLoss { note("\(stub.name) is not part of fwdb") }
        }
        break
      }
    }
    for inner in code.codes { noteMissingNames(in: inner, globals) }
  }

  mutating func note(_ text: String) { if !notes.contains(text) { notes.append(text) } }

  /// Throws if an import inside a `try` block would bind only a stub.
  func checkImport(_ name: String?, from module: String, level: Int, in code: Code) throws {
    if try canImport(name, from: module, level: level, in: code) { return }
    if let name, try canImport(nil, from: module, level: level, in: code) {
      throw ListingError(.importError, "cannot import name '\(name)' from '\(module)'")
    }
    throw ListingError(
      kind: "ModuleNotFoundError", message: "No module named '\(module.isEmpty ? name ?? "" : module)'")
  }

  /// Whether fwdb or the listing has the module, and the name in the module, that an import requests. If false, the
  /// import makes a stub.
  func canImport(_ name: String?, from module: String, level: Int, in code: Code) throws -> Bool {
    if level == 0, try code.isLibrary || ownModule(module).0 {
      if StandardListings.has(module) { return true }
      if let library = library.module(module) {
        guard let name else { return true }
        return library.members[name] != nil || self.library.modules["\(module).\(name)"] != nil
      }
    }
    // If the listing has the package, run the import: it raises an error if a part of the package is missing.
    if level == 0, let root = module.split(separator: ".").first, try existing([String(root)]) != nil { return true }
    if try path(of: module, level: level, from: code.file.name) != nil { return true }
    guard let name else { return false }
    return try path(of: module.isEmpty ? name : "\(module).\(name)", level: level, from: code.file.name) != nil
  }
}
