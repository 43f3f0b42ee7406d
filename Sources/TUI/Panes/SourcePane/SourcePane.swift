import Commands
import Screen

/// The listing: where the user is in it, its colours and names. Keys and drawing are in the files beside this one.
struct SourcePane {
  /// The file shown.
  var file: SourceFile?
  /// From 1.
  var cursor = 1
  /// The column of the name that the cursor is on, counted in characters.
  var column = 0
  /// Lines above the shown ones.
  var top = 0
  /// Columns scrolled off to the left.
  var left = 0
  /// What was searched for last.
  var pattern = ""
  /// Colours of each file shown so far, by its name.
  var highlights: [String: [[HighlightSpan]]] = [:]
  /// The names in each of them.
  private(set) var names: [String: [[NameSpan]]] = [:]
  /// Where jumps to definitions began, the last one last.
  private var jumps: [(file: SourceFile, line: Int, column: Int)] = []

  var lineCount: Int { file?.lines.count ?? 0 }

  /// Shows a line of a file.
  mutating func show(_ file: SourceFile, line: Int) {
    self.file = file
    cursor = max(1, min(line, file.lines.count))
    (left, column) = (0, 0)
    read(file)
  }

  /// Finds out what is to be coloured in a file, and its names.
  mutating func read(_ file: SourceFile) {
    if highlights[file.name] != nil { return }
    highlights[file.name] = file.highlights()
    names[file.name] = file.names()
  }

  // MARK: Names

  /// The names of a line, from left to right.
  func names(onLine line: Int) -> [NameSpan] {
    guard let file, let lines = names[file.name], lines.indices.contains(line - 1) else { return [] }
    return lines[line - 1]
  }

  /// The name that Enter looks into: at the cursor's column, or the nearest on its line.
  var selectedName: NameSpan? {
    func distance(_ span: NameSpan) -> Int {
      max(0, span.columns.lowerBound - column, column - span.columns.upperBound + 1)
    }
    return names(onLine: cursor).min { distance($0) < distance($1) }
  }

  /// To the next name of the line, or the one before; false at the ends.
  mutating func moveName(_ step: Int) -> Bool {
    let names = names(onLine: cursor)
    guard let selected = selectedName, let place = names.firstIndex(of: selected),
      names.indices.contains(place + step)
    else { return false }
    column = names[place + step].columns.lowerBound
    return true
  }

  // MARK: Definitions

  /// Remembers the place, and goes to another.
  mutating func jump(to file: SourceFile, line: Int) {
    if let here = self.file { jumps.append((here, cursor, column)) }
    if jumps.count > 100 { jumps.removeFirst() }
    show(file, line: line)
  }

  /// Back to where the last jump began; false when there was none.
  mutating func jumpBack() -> Bool {
    guard let last = jumps.popLast() else { return false }
    show(last.file, line: last.line)
    column = last.column
    return true
  }

  /// Where a file defines a class or function; of a class with such a method, the method.
  func definition(of name: String, method: String? = nil, in file: SourceFile) -> Int? {
    guard let lines = names[file.name], let colours = highlights[file.name] else { return nil }
    func isDefinition(_ span: NameSpan, _ line: Int) -> Bool {
      colours[line].contains { $0.kind == .definition && $0.columns == span.columns }
    }
    func definitions(_ name: String, from line: Int) -> (line: Int, column: Int)? {
      for line in lines.indices.dropFirst(line) {
        if let span = lines[line].first(where: { $0.name == name && isDefinition($0, line) }) {
          return (line, span.columns.lowerBound)
        }
      }
      return nil
    }
    guard let found = definitions(name, from: 0) else { return nil }
    // A method stands further in; what stands as far out as the class begins something else.
    if let method, let inside = definitions(method, from: found.line + 1), inside.column > found.column,
      !lines.indices[(found.line + 1)..<inside.line].contains(where: { line in
        lines[line].contains { isDefinition($0, line) && $0.columns.lowerBound <= found.column }
      })
    {
      return inside.line + 1
    }
    return found.line + 1
  }

  /// The line where a parameter is declared, in a signature that begins on `line`.
  func parameter(_ name: String, from line: Int, in file: SourceFile) -> Int? {
    guard let lines = names[file.name], let colours = highlights[file.name] else { return nil }
    return lines.indices.dropFirst(line - 1).prefix(40).first { line in
      lines[line].contains { span in
        span.name == name && colours[line].contains { $0.kind == .parameter && $0.columns == span.columns }
      }
    }.map { $0 + 1 }
  }
}
