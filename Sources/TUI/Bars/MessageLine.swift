import Commands
import Screen

/// The line above the footer: the prompt, the running command, or the last message.
struct MessageLine {
  let state: AppState
  let appearance: Appearance

  /// Draws the line. Returns the position of the terminal's cursor while the prompt is open, else nil.
  @discardableResult
  func render(_ area: Rect, into buffer: inout ScreenBuffer) -> Point? {
    if let prompt = state.prompt { return render(prompt, area, into: &buffer) }
    let line: StyledText
    if let running = state.commands.running, let progress = state.commands.progress {
      line = self.line(of: running, progress, width: area.width)
    } else {
      line = StyledText(" " + state.message.text, appearance[state.message.role])
    }
    buffer.put(line.truncated(to: area.width, ellipsis: appearance.glyphs.ellipsis), at: area.origin)
    return nil
  }

  private func render(_ prompt: PromptState, _ area: Rect, into buffer: inout ScreenBuffer) -> Point? {
    let start = buffer.put(prompt.kind.label, at: area.origin, style: appearance[.prompt])
    let before = String(prompt.text[..<prompt.cursor])
    let room = area.width - start - 1
    if room < 1 { return nil }
    let left = max(0, before.displayWidth - room)
    let shown = String(prompt.text).dropping(columns: left).prefix(columns: room + 1)
    let used = buffer.put(shown, at: Point(x: area.x + start, y: area.y))
    renderUsage(prompt, in: area, from: area.x + start + used + 3, into: &buffer)
    return Point(x: area.x + start + before.displayWidth - left, y: area.y)
  }
}

extension MessageLine {
  /// The running command, its time and progress, and the key that interrupts it.
  private func line(of running: String, _ progress: RunProgress.Report, width: Int) -> StyledText {
    var line = StyledText(" \(running) ", appearance[.active])
    line.append(NumberText.seconds(state.commands.elapsed) + " ", appearance[.number])
    line.append("Esc stops ", appearance[.key])
    if let searched = progress.searched {
      line.append(" searching ", appearance[.faint])
      line.append(Bar(searched).text(width: 10, glyphs: appearance.glyphs), appearance[.histogram])
      line.append(" \(Int(max(0, min(searched, 1)) * 100))% ", appearance[.number])
    } else if let journey = progress.journey, !journey.isEmpty {
      let share = Double(progress.clock - journey.lowerBound) / Double(journey.count)
      line.append(" replaying ", appearance[.faint])
      line.append(Bar(share).text(width: 10, glyphs: appearance.glyphs), appearance[.histogram])
      line.append(" \(Int(max(0, min(share, 1)) * 100))% ", appearance[.number])
    }
    if let layer = progress.layer {
      line.append(" layer \(layer.iteration)" + (layer.count.map { " of \($0)" } ?? ""), appearance[.number])
    }
    if !progress.function.isEmpty {
      line.append("  \(progress.file):\(progress.line) ", appearance[.faint])
      line.append(progress.operation, appearance[.text])
    }
    return line
  }

  /// The usage of the command being typed, if there is room.
  private func renderUsage(_ prompt: PromptState, in area: Rect, from x: Int, into buffer: inout ScreenBuffer) {
    guard prompt.kind == .command, let word = String(prompt.text).split(separator: " ").first.map(String.init) else {
      return
    }
    let usage =
      ScreenCommand.all.first { $0.name == word }?.usage ?? (try? CommandTable.find(word))?.usage
    guard let usage, x + usage.displayWidth < area.right, usage != word else { return }
    buffer.put(usage, at: Point(x: area.right - usage.displayWidth - 1, y: area.y), style: appearance[.faint])
  }
}
