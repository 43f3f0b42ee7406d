import ListingSyntax

/// The functions of a listing, and the lines where a breakpoint can stop.
public struct ListingOutline: Sendable {
  public struct Function: Sendable, Hashable {
    /// The name with the enclosing classes: `ConformerEncoderLayer.forward`.
    public let qualifiedName: String
    public let name: String
    public let file: String
    /// The source line of `def`, counted from 1.
    public let line: Int
    /// The lines where a breakpoint can stop, ascending.
    public let lines: [Int]
  }

  /// All functions that have a statement, in the order of file names and lines.
  public let functions: [Function]
  /// For each file, the lines inside functions where a breakpoint can stop, ascending.
  public let lines: [String: [Int]]
  public let files: [String: SourceFile]

  init(_ sources: ListingSources) {
    var functions: [Function] = []
    let files = sources.filesRead
    for path in files.keys {
      guard let file = sources.reading(path)?.code else { continue }
      var open = [file]
      while let code = open.popLast() {
        open += code.codes
        let lines = code.breakableLines.sorted()
        // Omit files and class bodies: their statements run before a debugger exists.
        if code.name == "<module>" || code.isClassBody || lines.isEmpty { continue }
        functions.append(
          Function(qualifiedName: code.qualifiedName, name: code.name, file: path, line: code.line, lines: lines))
      }
    }
    self.functions = functions.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
    lines = functions.reduce(into: [:]) { $0[$1.file, default: []] += $1.lines }.mapValues { Set($0).sorted() }
    self.files = files
  }
}

extension Code {
  /// Whether the code is a class body: only a class body makes the cell `__class__`, which `super()` reads.
  fileprivate var isClassBody: Bool { cells.first == NameUse.classCell && ownCells == 1 && parameters.isEmpty }
}
