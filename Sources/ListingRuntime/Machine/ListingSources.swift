import ListingSyntax

/// A listing: the Python files of one folder, parsed and compiled.
public struct ListingSources: Sendable {
  /// The name of the bundled listing, such as `paddlespeech@1.0`, or the path of the user's folder.
  public let name: String
  /// The files by path within the folder: `attention.py`, `transformer/attention.py`.
  public let files: [String: SourceFile]
  /// The dialect of the prompt, and of files that import neither torch nor Paddle.
  public let dialect: Dialect
  /// The diagnostics and the code of each file, by the file's path. Each file is parsed and compiled once, at
  /// initialization.
  private let readings: [String: Reading]

  struct Reading: Sendable {
    let diagnostics: [Diagnostic]
    /// The code of the file's statements; nil if a diagnostic is an error.
    let code: Code?
  }

  public init(name: String, files: [String: String]) {
    self.name = name
    self.files = files.reduce(into: [:]) { $0[$1.key] = SourceFile(name: $1.key, text: $1.value) }
    let parsed = self.files.mapValues(parseListing)
    let dialects = parsed.compactMapValues { Self.dialect(of: $0.module.body) }
    let common = dialects.min { $0.key < $1.key }?.value ?? .torch
    dialect = common
    readings = parsed.reduce(into: [:]) { readings, file in
      let (path, parsed) = file
      readings[path] = Reading(
        diagnostics: parsed.diagnostics,
        code: parsed.hasErrors ? nil : Compiler.compile(parsed.module, dialect: dialects[path] ?? common))
    }
  }

  func reading(_ path: String) -> Reading? { readings[path] }

  /// The dialect of the first framework that the statements import; nil if they import none.
  private static func dialect(of body: [Statement]) -> Dialect? {
    for statement in body {
      var roots: [String?] = []
      switch statement.kind {
      case .importModules(let modules): roots = modules.map { $0.module.parts.first?.text }
      case .importFrom(let module?, 0, _): roots = [module.parts.first?.text]
      case .attempt(let attempt): if let dialect = dialect(of: attempt.body) { return dialect }
      default: break
      }
      for case let root? in roots { if let dialect = Dialect(rawValue: root) { return dialect } }
    }
    return nil
  }

  /// The parser's diagnostics of all files, in the order of the file names. If one is an error, the listing cannot run.
  public func diagnostics() -> [(file: SourceFile, diagnostic: Diagnostic)] {
    files.values.sorted { $0.name < $1.name }.flatMap { file in
      (readings[file.name]?.diagnostics ?? []).map { (file, $0) }
    }
  }
}

extension ListingSources {
  /// The errors among the diagnostics, formatted with their lines.
  public func errors() -> [String] {
    diagnostics().filter { $0.diagnostic.severity == .error }.map { describe($0.diagnostic, in: $0.file) }
  }
}

// MARK: Scripts

extension ListingSources {
  /// The listing of a script: its file and the files that imports name, directly or through other files.
  ///
  /// - Parameters:
  ///   - main: the script's path within the folder.
  ///   - reading: the text of a file of the folder; nil when there is no such file.
  public init<Failure>(
    name: String, script main: String, reading: (String) throws(Failure) -> String?
  ) throws(Failure) {
    var files: [String: String] = [:]
    var asked: Set = [main]
    var open = [main]
    while let path = open.popLast() {
      guard let text = try reading(path) else { continue }
      files[path] = text
      for candidate in Self.importedFiles(of: path, text) where asked.insert(candidate).inserted {
        open.append(candidate)
      }
    }
    self.init(name: name, files: files)
  }

  /// The paths at which the files may be that a file imports.
  private static func importedFiles(of path: String, _ text: String) -> [String] {
    let parsed = parseListing(SourceFile(name: path, text: text))
    if parsed.hasErrors { return [] }
    var paths: [String] = []
    func add(_ module: String, level: Int) {
      let parts = module.split(separator: ".").map(String.init)
      var starts = [parts[...]]
      var folder: [String] = []
      if level > 0 {
        folder = Array(path.split(separator: "/").map(String.init).dropLast(level))
      } else {
        if parts.first.map(Library.shared.has) ?? true { return }
        starts = parts.indices.map { parts[$0...] }
      }
      for start in starts {
        for count in 0...start.count {
          let file = (folder + start.prefix(count)).joined(separator: "/")
          paths += file.isEmpty ? ["__init__.py"] : ["\(file).py", "\(file)/__init__.py"]
        }
      }
    }
    func visit(_ code: Code) {
      // `importlib.import_module('package.layers')`
      if code.names.contains("import_module") {
        for case .string(let text) in code.constants where text.utf8.count < 200 && !text.contains(" ") {
          add(String(text.drop { $0 == "." }), level: text.first == "." ? 1 : 0)
        }
      }
      for instruction in code.instructions {
        switch instruction {
        case .importModule(let name, _): add(code.names[name], level: 0)
        case .importAll(let module, let level): add(code.names[module], level: level)
        case .importName(let module, let level, let name):
          let module = code.names[module]
          add(module.isEmpty ? code.names[name] : "\(module).\(code.names[name])", level: level)
        default: break
        }
      }
      code.codes.forEach(visit)
    }
    visit(Compiler.compile(parsed.module, dialect: .torch))
    return paths
  }
}
