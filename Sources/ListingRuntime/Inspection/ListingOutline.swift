import ListingSyntax

/// The functions of a listing, and the lines where a breakpoint can stop.
public struct ListingOutline: Sendable {
  public struct Function: Sendable, Hashable {
    /// The function's name, preceded by the enclosing classes: `ConformerEncoderLayer.forward`.
    public let qualifiedName: String
    public let name: String
    public let file: String
    /// The source line of `def`, counted from 1.
    public let line: Int
    /// The lines where a breakpoint can stop, ascending.
    public let lines: [Int]
  }

  /// All functions that have a statement, ordered by file and then by line. The files are in the order of reading.
  public private(set) var functions: [Function] = []
  /// For each file, the lines inside functions where a breakpoint can stop, ascending.
  public private(set) var lines: [String: [Int]] = [:]
  public private(set) var files: [String: SourceFile] = [:]

  init(_ sources: ListingSources) { _ = add(sources) }

  /// Adds the files that the machine has read since the last call. The cost depends on the new files only.
  ///
  /// - Returns: the paths of the new files, and the indexes of their functions.
  public mutating func addNewFiles(of machine: Machine) -> (files: [String], functions: Range<Int>) {
    add(machine.sources)
  }

  private mutating func add(_ sources: ListingSources) -> (files: [String], functions: Range<Int>) {
    let new = sources.filesRead(from: files.count)
    let first = functions.count
    for file in new {
      files[file.name] = file
      let found = Self.functions(of: file.name, in: sources)
      functions += found
      if !found.isEmpty { lines[file.name] = Set(found.flatMap(\.lines)).sorted() }
    }
    return (new.map(\.name), first..<functions.count)
  }

  private static func functions(of path: String, in sources: ListingSources) -> [Function] {
    guard let file = sources.reading(path)?.code else { return [] }
    var functions: [Function] = []
    var open = [file]
    while let code = open.popLast() {
      open += code.codes
      let lines = code.breakableLines.sorted()
      // Omit files and class bodies: their statements run before a debugger exists.
      if code.name == "<module>" || code.isClassBody || lines.isEmpty { continue }
      functions.append(
        Function(qualifiedName: code.qualifiedName, name: code.name, file: path, line: code.line, lines: lines))
    }
    return functions.sorted { $0.line < $1.line }
  }
}

extension Code {
  /// Whether the code is a class body: only a class body makes the cell `__class__`, which `super()` reads.
  fileprivate var isClassBody: Bool { cells.first == NameUse.classCell && ownCells == 1 && parameters.isEmpty }
}
