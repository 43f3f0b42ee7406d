import ListingSyntax

/// The functions of a listing, and the lines that a breakpoint can stop on.
public struct ListingOutline: Sendable {
  public struct Function: Sendable, Hashable {
    /// `ConformerEncoderLayer.forward`.
    public let qualifiedName: String
    public let name: String
    public let file: String
    /// The line of `def`.
    public let line: Int
    /// The lines with code, ascending.
    public let lines: [Int]
  }

  /// In the order of files and lines, without functions that have no statement.
  public let functions: [Function]
  /// For each file the lines with code inside functions, ascending.
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
        // The statements of files and class bodies run before a debugger can stop.
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
  /// Whether it is a class body: it makes the cell that `super()` reads.
  fileprivate var isClassBody: Bool { cells.first == NameUse.classCell && ownCells == 1 && parameters.isEmpty }
}
