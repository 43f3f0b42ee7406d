import ListingSyntax

/// The files of one listing: a folder of `.py` text.
public struct ListingSources: Sendable {
  /// `paddlespeech@1.0`, or the path of a person's own folder.
  public let name: String
  /// By path within the folder: `attention.py`, `transformer/attention.py`.
  public let files: [String: SourceFile]
  /// The dialect of a file that imports neither library, and of the prompt before anything runs.
  public let dialect: Dialect

  public init(name: String, files: [String: String]) {
    self.name = name
    let sources = files.reduce(into: [:]) { $0[$1.key] = SourceFile(name: $1.key, text: $1.value) }
    self.files = sources
    let spoken = files.keys.sorted().lazy.compactMap { path in
      sources[path].flatMap { Self.dialect(of: parseListing($0).module.body) }
    }
    dialect = spoken.first ?? .torch
  }

  /// The library that a file imports.
  static func dialect(of body: [Statement]) -> Dialect? {
    for statement in body {
      var roots: [String?] = []
      switch statement.kind {
      case .importModules(let modules): roots = modules.map { $0.module.parts.first?.text }
      case .importFrom(let module?, 0, _): roots = [module.parts.first?.text]
      case .attempt(let body, _, _): if let dialect = dialect(of: body) { return dialect }
      default: break
      }
      for case let root? in roots { if let dialect = Dialect(rawValue: root) { return dialect } }
    }
    return nil
  }

  /// What the parser has to say of the files, worst first; errors mean that the listing cannot run.
  public func diagnostics() -> [(file: SourceFile, diagnostic: Diagnostic)] {
    files.values.sorted { $0.name < $1.name }.flatMap { file in parseListing(file).diagnostics.map { (file, $0) } }
  }
}

extension ListingSources {
  /// The errors among the diagnostics, described with their lines.
  public func errors() -> [String] {
    diagnostics().filter { $0.diagnostic.severity == .error }.map { describe($0.diagnostic, in: $0.file) }
  }
}
