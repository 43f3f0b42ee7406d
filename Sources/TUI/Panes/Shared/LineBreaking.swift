import Screen

extension String {
  /// Wraps words to lines of at most `columns`. A word longer than `columns` gets its own line.
  func wrapped(to columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      if !line.isEmpty, line.displayWidth + 1 + word.description.displayWidth > columns {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// Wraps a text to lines of at most `columns`. A text without spaces, for example Chinese, is cut anywhere.
  func wrappedAnywhere(to columns: Int) -> [String] {
    if contains(" ") { return wrapped(to: columns) }
    var lines: [String] = []
    var rest = self
    while !rest.isEmpty {
      let line = rest.prefix(columns: columns)
      if line.isEmpty { break }
      lines.append(line)
      rest.removeFirst(line.count)
    }
    return lines
  }

  /// Breaks a line into lines of at most `columns`, at spaces if possible. Continuation lines are indented further.
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
      // Break at the last space, unless the line would then be less than half full.
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
