/// A line of text that consists of pieces. Each piece has one style.
public struct StyledText: Hashable, Sendable, ExpressibleByStringInterpolation {
  public private(set) var runs: [Run] = []

  public struct Run: Hashable, Sendable {
    public var text: String
    public var style: Style
  }

  public init(_ text: String = "", _ style: Style = .plain) {
    append(text, style)
  }

  public init(stringLiteral value: String) {
    self.init(value)
  }

  public mutating func append(_ text: String, _ style: Style = .plain) {
    if text.isEmpty { return }
    if let last = runs.last, last.style == style {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(text: text, style: style))
    }
  }

  public mutating func append(_ other: StyledText) {
    for run in other.runs { append(run.text, run.style) }
  }

  public static func + (a: StyledText, b: StyledText) -> StyledText {
    var result = a
    result.append(b)
    return result
  }

  public static func += (a: inout StyledText, b: StyledText) { a.append(b) }

  public var isEmpty: Bool { runs.isEmpty }
  public var text: String { runs.map(\.text).joined() }
  public var displayWidth: Int { runs.reduce(0) { $0 + $1.text.displayWidth } }

  /// The text cut to a number of columns. The ellipsis has the style of the piece that is cut.
  public func truncated(to columns: Int, ellipsis: String = "…") -> StyledText {
    if displayWidth <= columns { return self }
    let mark = ellipsis.displayWidth <= columns ? ellipsis : ""
    var result = StyledText()
    var room = columns - mark.displayWidth
    for run in runs {
      if run.text.displayWidth > room {
        result.append(run.text.prefix(columns: room) + mark, run.style)
        return result
      }
      room -= run.text.displayWidth
      result.append(run.text, run.style)
    }
    return result
  }

  /// The text without its first columns, for a view that is scrolled sideways.
  public func dropping(columns: Int) -> StyledText {
    var result = StyledText()
    var left = max(0, columns)
    for run in runs {
      let width = run.text.displayWidth
      result.append(left == 0 ? run.text : run.text.dropping(columns: left), run.style)
      left = max(0, left - width)
    }
    return result
  }

  /// The text with a style applied to every piece, for example to mark a selected line.
  public func overlaid(by style: Style) -> StyledText {
    var result = StyledText()
    for run in runs { result.append(run.text, run.style.overlaid(by: style)) }
    return result
  }
}
