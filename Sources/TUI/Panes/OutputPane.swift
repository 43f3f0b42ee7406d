import Commands
import Screen

/// The output of commands, the latest at the bottom.
struct OutputPane: Pane {
  struct Line {
    var text: String
    var role: Theme.Role
  }

  private(set) var lines: [Line] = []
  /// The number of rows below the last row shown.
  private var scrolledBack = 0
  private static let limit = 4000

  static let keys = [
    KeyBinding(
      Key(.delete), in: .panes([.output]), does: .pane(.delete), "clear", "clear the output", footer: 5)
  ]

  mutating func append(_ text: String, _ role: Theme.Role) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(Line(text: String(line), role: role))
    }
    if lines.count > Self.limit { lines.removeFirst(lines.count - Self.limit) }
    scrolledBack = 0
  }

  // MARK: Keys

  mutating func perform(_ action: PaneAction, in context: PaneContext) -> [PaneRequest] {
    if action == .delete { self = OutputPane() }
    return []
  }

  /// May scroll beyond the oldest row. `settle` limits the position afterwards, because the number of rows depends on
  /// the pane's width.
  mutating func scroll(_ rows: Int, in context: PaneContext) {
    scrolledBack = max(0, min(scrolledBack - rows, 1 << 20))
  }

  mutating func settle(in context: PaneContext) {
    if context.place == nil || scrolledBack == 0 { return }
    let size = context.content.size
    let all = rows(scrolledBack + size.height, width: size.width).count
    scrolledBack = max(0, min(scrolledBack, all - size.height))
  }

  /// The output after the last typed command.
  func copiedValue(in context: PaneContext) -> String? {
    let start = lines.lastIndex { $0.role == .prompt }.map { $0 + 1 } ?? 0
    return lines[start...].map(\.text).joined(separator: "\n")
  }

  func copiedCommand(in context: PaneContext) -> String? {
    lines.last { $0.role == .prompt && $0.text.hasPrefix(": ") }.map { String($0.text.dropFirst(2)) }
  }

  // MARK: Drawing

  func render(_ place: ScreenLayout.Place, in context: PaneContext, into buffer: inout ScreenBuffer) {
    PaneHeader(place, context, note: scrolledBack > 0 ? "\(scrolledBack) more below" : "").render(into: &buffer)
    if lines.isEmpty {
      place.put("no output yet", context, into: &buffer)
      return
    }
    let area = place.content
    for (row, line) in rows(area.height, width: area.width, skipping: scrolledBack).enumerated() {
      buffer.put(line.text, at: area.row(row).origin, style: context.appearance[line.role], maxWidth: area.width)
    }
  }

  /// Skips the last `skipped` rows, and returns the `count` rows before the skipped rows. Lines longer than `width` are
  /// broken into several rows.
  func rows(_ count: Int, width: Int, skipping skipped: Int = 0) -> [Line] {
    var rows: [Line] = []
    for line in lines.reversed() where rows.count < count + skipped {
      rows += line.text.brokenLines(to: width).reversed().map { Line(text: $0, role: line.role) }
    }
    return rows.dropFirst(skipped).prefix(count).reversed()
  }
}
