import ListingSyntax

/// Where the functions of a listing are, and the lines that a breakpoint can stand on.
public struct ListingOutline: Sendable {
  public struct Function: Sendable, Hashable {
    /// `ConformerEncoderLayer.forward`.
    public let qualifiedName: String
    public let name: String
    public let file: String
    /// The line of `def`.
    public let line: Int
    /// Lines with code, ascending.
    public let lines: [Int]
  }

  /// In the order of files and lines. Functions without a statement are left out.
  public let functions: [Function]
  /// For each file the lines inside functions that have code, ascending.
  public let lines: [String: [Int]]
  public let files: [String: SourceFile]

  init(_ sources: ListingSources) {
    var functions: [Function] = []
    for path in sources.files.keys {
      guard let file = sources.reading(path)?.code else { continue }
      var open = [file]
      while let code = open.popLast() {
        open += code.codes
        let lines = code.breakableLines.sorted()
        // Statements of files and class bodies have run before anything can be stopped.
        if code.name == "<module>" || code.isClassBody || lines.isEmpty { continue }
        functions.append(
          Function(qualifiedName: code.qualifiedName, name: code.name, file: path, line: code.line, lines: lines))
      }
    }
    self.functions = functions.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
    lines = functions.reduce(into: [:]) { $0[$1.file, default: []] += $1.lines }.mapValues { Set($0).sorted() }
    files = sources.files
  }
}

extension Code {
  /// The body of a class: what makes the cell that `super()` looks into.
  fileprivate var isClassBody: Bool { cells.first == NameUse.classCell && ownCells == 1 && parameters.isEmpty }
}
