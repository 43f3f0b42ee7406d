extension ScreenBuffer {
  /// The characters, one line for each row, without spaces at line ends.
  public var text: String {
    lines { $0.isContinuation ? "" : String($0.character) }
  }

  /// The styles as text. First comes a line for each row, with one letter for each cell. Then comes a line for each
  /// letter, with the letter's style.
  ///
  /// `.` is plain. Styles get letters in order of appearance: a…z, A…Z, 0…9, then `?`.
  public var styleMap: String {
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    var seen: [Style: Int] = [:]
    var order: [Style] = []
    func letter(_ style: Style) -> Character {
      if style == .plain { return "." }
      let index = seen[style] ?? order.count
      if index == order.count {
        seen[style] = index
        order.append(style)
      }
      return index < letters.count ? letters[index] : "?"
    }
    let map = lines(trimming: ".") { String(letter($0.style)) }
    let key = order.enumerated().map { index, style in
      "\(index < letters.count ? letters[index] : "?") \(style.name)\n"
    }
    return map + key.joined()
  }

  /// `text`, a rule, and `styleMap`, for golden tests.
  public var golden: String {
    text + String(repeating: "-", count: size.width) + "\n" + styleMap
  }

  private func lines(trimming blank: Character = " ", _ show: (Cell) -> String) -> String {
    var result = ""
    for y in 0..<size.height {
      var line = ""
      for x in 0..<size.width { line += show(self[x, y]) }
      while line.last == blank { line.removeLast() }
      result += line + "\n"
    }
    return result
  }
}
