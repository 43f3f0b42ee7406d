import Commands
import Screen

/// The completions of the word being typed, above the prompt.
struct CompletionMenu {
  let prompt: PromptState
  let appearance: Appearance

  private static let mostRows = 10

  func render(above line: Rect, into buffer: inout ScreenBuffer) {
    let candidates = prompt.candidates
    let rows = min(candidates.count, Self.mostRows, line.y - 1)
    if rows < 1 { return }
    let isCommand = prompt.cursor == prompt.typed
    let words = candidates.map(\.displayWidth).max() ?? 0
    let help = candidates.map { isCommand ? Self.help(of: $0) : "" }
    let helpWidth = help.map(\.displayWidth).max() ?? 0
    let width = min(line.width, words + (helpWidth > 0 ? helpWidth + 2 : 0) + 2)
    // Align the menu with the word that it completes, if there is room.
    let before = String(prompt.text[..<max(0, prompt.cursor - prompt.typed)]).displayWidth
    let x = max(0, min(line.x + before, line.right - width))
    let chosen = prompt.chosen ?? 0
    let top = scrolled(0, toShow: chosen, of: candidates.count, height: rows)
    let area = Rect(x: x, y: line.y - rows, width: width, height: rows)
    let style = appearance[.statusBar]
    buffer.fill(area, style: style)
    for row in 0..<rows {
      let index = top + row
      let isChosen = index == prompt.chosen
      var text = StyledText(
        " " + candidates[index].padded(to: words), isChosen ? appearance[.searchMatch] : style)
      if !help[index].isEmpty { text.append("  " + help[index], isChosen ? appearance[.searchMatch] : style) }
      buffer.put(text.truncated(to: width, ellipsis: appearance.glyphs.ellipsis), at: area.row(row).origin)
    }
    if candidates.count > rows {
      let more = " \(candidates.count - rows) more "
      let y = area.bottom - 1
      buffer.put(
        more, at: Point(x: area.right - more.displayWidth, y: y), style: style, maxWidth: max(0, width))
    }
  }

  private static func help(of name: String) -> String {
    ScreenCommand.all.first { $0.name == name }?.help ?? (try? CommandTable.find(name))?.summary ?? ""
  }
}
