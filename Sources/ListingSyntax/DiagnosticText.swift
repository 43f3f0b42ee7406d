/// Formats a diagnostic for the user: position and message, then the source line, then a mark below the wrong part with
/// the help.
///
///     attention.py:12:11: error: '$' has no meaning in a listing
///        12 |     x = 1 $ 2
///           |           ^ remove it
///
/// The column counts characters. Tabs are drawn as blanks, wide characters use two columns, and invisible characters
/// are drawn as a dot, so that no character of a listing can move the cursor. Only the part of a long line around the
/// mark is drawn.
public func describe(_ diagnostic: Diagnostic, in file: SourceFile) -> String {
  let length = file.text.utf8.count
  let start = min(max(diagnostic.range.start, 0), length)
  let number = file.line(at: start)
  let headline = "\(file.name):\(number):\(file.column(at: start)): \(diagnostic.severity.word): \(diagnostic.message)"
  let index = min(number, file.lines.count) - 1
  let lineStart = file.lineStarts[min(index, file.lineStarts.count - 1)]
  let picture = DrawnLine(file.lines[index], from: start - lineStart, to: diagnostic.range.end - lineStart)
  let gutter = leftPadded(String(number), to: 5)
  let marks = "^" + String(repeating: "~", count: max(0, picture.width - 1))
  let help = diagnostic.help.map { " " + $0 } ?? ""
  return """
    \(headline)
    \(gutter) | \(picture.text)
    \(String(repeating: " ", count: gutter.count)) | \(String(repeating: " ", count: picture.indent))\(marks)\(help)
    """
}

extension Diagnostic.Severity {
  fileprivate var word: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .note: "note"
    }
  }
}

/// A source line as it is drawn, with the columns of its marked part.
private struct DrawnLine {
  private(set) var text = ""
  /// `indent` is the number of columns before the marked part, `width` the number of columns of the marked part.
  private(set) var indent = 0
  private(set) var width = 0

  /// `mostColumns`: the largest number of columns drawn of a line. `mostIndent`: the largest number of columns before
  /// the mark. If more columns precede the mark, only the last `contextBefore` of them are drawn.
  private static let mostColumns = 110
  private static let mostIndent = 70
  private static let contextBefore = 40

  private struct Cell {
    let text: String
    let width: Int
    let isMarked: Bool
  }

  /// Draws a line and marks its bytes `from ..< to`, clipped to the line.
  init(_ line: String, from: Int, to: Int) {
    var cells: [Cell] = []
    var offset = 0
    var column = 0
    for character in line {
      let length = character.utf8.count
      let isMarked = offset + length > from && offset < to
      let drawn = Self.drawn(character, column: column)
      cells.append(Cell(text: drawn.text, width: drawn.width, isMarked: isMarked))
      column += drawn.width
      if !isMarked, offset < from { indent += drawn.width }
      offset += length
    }
    width = cells.reduce(0) { $0 + ($1.isMarked ? $1.width : 0) }
    crop(&cells)
    text = cells.map(\.text).joined()
  }

  private mutating func crop(_ cells: inout [Cell]) {
    if indent > Self.mostIndent {
      var removed = 0
      var count = 0
      while count < cells.count, indent - removed > Self.contextBefore {
        removed += cells[count].width
        count += 1
      }
      cells.replaceSubrange(..<count, with: [Cell(text: "…", width: 1, isMarked: false)])
      indent += 1 - removed
    }
    var columns = 0
    guard
      let end = cells.firstIndex(where: {
        columns += $0.width; return columns > Self.mostColumns
      })
    else { return }
    cells.replaceSubrange(end..., with: [Cell(text: "…", width: 1, isMarked: false)])
    width = min(width, Self.mostColumns - indent)
  }

  private static func drawn(_ character: Character, column: Int) -> (text: String, width: Int) {
    if character == "\t" {
      let width = 4 - column % 4
      return (String(repeating: " ", count: width), width)
    }
    let width = displayWidth(character)
    return width == 0 ? ("·", 1) : (String(character), width)
  }
}

/// The number of columns that a terminal uses for a character: 0 for invisible characters, 2 for East Asian wide
/// characters and emoji, otherwise 1.
private func displayWidth(_ character: Character) -> Int {
  guard let scalar = character.unicodeScalars.first else { return 0 }
  if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F ? 1 : 0 }
  for part in character.unicodeScalars where isUnsafe(part) { return 0 }
  let isWide = wideRanges.contains { $0.contains(scalar.value) }
  return isWide || scalar.properties.isEmojiPresentation ? 2 : 1
}

/// Whether a terminal may interpret the character instead of showing it. True for control characters and direction
/// marks, but not for the joiner U+200D, which emoji contain.
private func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: true
  case .format: scalar.value != 0x200D
  case .nonspacingMark, .enclosingMark, .spacingMark: false
  default: false
  }
}

/// The characters whose East Asian Width in Unicode is W or F, rounded to whole blocks.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F,
  0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF,
  0x20000...0x3FFFD,
]

private func leftPadded(_ text: String, to width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}
