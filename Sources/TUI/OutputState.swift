import Screen

/// What commands have printed.
struct OutputState {
  struct Line {
    var text: String
    var role: Theme.Role
  }

  var lines: [Line] = []
  /// The rows that lie below the shown ones.
  var scrolledBack = 0
  static let limit = 4000

  mutating func append(_ text: String, _ role: Theme.Role) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(Line(text: String(line), role: role))
    }
    if lines.count > Self.limit { lines.removeFirst(lines.count - Self.limit) }
    scrolledBack = 0
  }

  /// What was printed since the last command was typed.
  var lastAnswer: String {
    let start = lines.lastIndex { $0.role == .prompt }.map { $0 + 1 } ?? 0
    return lines[start...].map(\.text).joined(separator: "\n")
  }

  // MARK: Rows

  /// The last rows of a pane of some width, `skipped` of them left out: a line that is too long goes on below.
  func rows(_ count: Int, width: Int, skipping skipped: Int = 0) -> [Line] {
    var rows: [Line] = []
    for line in lines.reversed() where rows.count < count + skipped {
      rows += line.text.brokenLines(to: width).reversed().map { Line(text: $0, role: line.role) }
    }
    return rows.dropFirst(skipped).prefix(count).reversed()
  }

  /// Keeps the rows that are scrolled back within what there is.
  mutating func settle(in size: Size) {
    if scrolledBack <= 0 {
      scrolledBack = 0
    } else {
      let all = rows(scrolledBack + size.height, width: size.width).count
      scrolledBack = max(0, min(scrolledBack, all - size.height))
    }
  }
}

extension String {
  /// In lines of at most so many columns, broken at blanks where there are some; what goes on stands a little further
  /// in than where it began.
  func brokenLines(to columns: Int) -> [String] {
    if utf8.count <= columns || displayWidth <= columns { return [self] }
    let indent = min(prefix { $0 == " " }.count + 2, columns / 3)
    var lines: [String] = []
    var rest = Substring(self)
    while true {
      let margin = lines.isEmpty ? "" : String(repeating: " ", count: indent)
      let room = max(1, columns - margin.count)
      var line = Substring(String(rest).prefix(columns: room))
      if line.isEmpty { line = rest.prefix(1) }
      if line.count == rest.count {
        lines.append(margin + line)
        return lines
      }
      // At the last blank, unless that would leave half a line empty.
      let next = rest[rest.index(rest.startIndex, offsetBy: line.count)]
      if next != " ", let blank = line.lastIndex(of: " "), line[..<blank].displayWidth * 2 > room {
        line = line[...blank]
      }
      rest = rest.dropFirst(line.count).drop { $0 == " " }
      while line.last == " " { line.removeLast() }
      lines.append(margin + line)
      if rest.isEmpty { return lines }
    }
  }
}
