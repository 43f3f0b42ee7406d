import Commands
import Screen

/// The view state of the listing: the file, the cursor, colours and names. Other files of this folder contain the keys
/// and the drawing.
struct SourcePane {
  /// The file shown.
  var file: SourceFile?
  /// The cursor's line, counted from 1.
  var cursor = 1
  /// The cursor's column, in characters. The column selects a name.
  var column = 0
  /// The number of lines above the first visible line.
  var top = 0
  /// The number of columns left of the first visible column.
  var left = 0
  /// The last search pattern.
  var pattern = ""
  /// The colours of each file that `read` has read, by file name.
  var highlights: [String: [[HighlightSpan]]] = [:]
  /// The names in each file that `read` has read, by file name.
  private(set) var names: [String: [[NameSpan]]] = [:]
  /// The positions where jumps to definitions started, the latest last.
  private var jumps: [(file: SourceFile, line: Int, column: Int)] = []

  var lineCount: Int { file?.lines.count ?? 0 }

  /// Shows a line of a file.
  mutating func show(_ file: SourceFile, line: Int) {
    self.file = file
    cursor = max(1, min(line, file.lines.count))
    (left, column) = (0, 0)
    read(file)
  }

  /// Finds a file's colours and names.
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

  /// The name at the cursor, or the nearest name on the cursor's line; nil if the line has no name.
  var selectedName: NameSpan? {
    func distance(_ span: NameSpan) -> Int {
      max(0, span.columns.lowerBound - column, column - span.columns.upperBound + 1)
    }
    return names(onLine: cursor).min { distance($0) < distance($1) }
  }

  /// Selects the next or previous name of the line. Returns false at the ends.
  mutating func moveName(_ step: Int) -> Bool {
    let names = names(onLine: cursor)
    guard let selected = selectedName, let place = names.firstIndex(of: selected),
      names.indices.contains(place + step)
    else { return false }
    column = names[place + step].columns.lowerBound
    return true
  }

  // MARK: Definitions

  /// Moves to another line, and stores the current position for `jumpBack`.
  mutating func jump(to file: SourceFile, line: Int) {
    if let here = self.file { jumps.append((here, cursor, column)) }
    if jumps.count > 100 { jumps.removeFirst() }
    show(file, line: line)
  }

  /// Moves back to the start of the last jump. Returns false if there was no jump.
  mutating func jumpBack() -> Bool {
    guard let last = jumps.popLast() else { return false }
    show(last.file, line: last.line)
    column = last.column
    return true
  }

  /// The line where a file defines a class or function; nil if the file does not define it. With `method`, the line of
  /// this method if the class defines it.
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
    // A method is indented more than its class. The next definition with the class's indentation ends the class.
    if let method, let inside = definitions(method, from: found.line + 1), inside.column > found.column,
      !lines.indices[(found.line + 1)..<inside.line].contains(where: { line in
        lines[line].contains { isDefinition($0, line) && $0.columns.lowerBound <= found.column }
      })
    {
      return inside.line + 1
    }
    return found.line + 1
  }

  /// The line that declares a parameter, in a signature that starts on `line`.
  func parameter(_ name: String, from line: Int, in file: SourceFile) -> Int? {
    guard let lines = names[file.name], let colours = highlights[file.name] else { return nil }
    return lines.indices.dropFirst(line - 1).prefix(40).first { line in
      lines[line].contains { span in
        span.name == name && colours[line].contains { $0.kind == .parameter && $0.columns == span.columns }
      }
    }.map { $0 + 1 }
  }
}
