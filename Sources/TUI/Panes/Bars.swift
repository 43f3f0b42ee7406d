import Screen

/// The first line: what is debugged, and where in its loops the cursor is.
struct TitleBar {
  let situation: Situation
  let appearance: Appearance

  func render(_ area: Rect, into buffer: inout ScreenBuffer) {
    let bar = appearance[.statusBar]
    func onBar(_ role: Theme.Role) -> Style { bar.overlaid(by: appearance, role) }
    buffer.fill(area, style: bar)
    var right = StyledText()
    if let loop = situation.loopPosition { right.append(" \(loop) ", onBar(.active)) }
    if situation.isFinished { right.append(" finished ", onBar(.done)) }
    if let timeline = situation.timeline, area.width >= 60 {
      right.append(" stop \(timeline.stop) of \(timeline.knownStops)\(timeline.knowsEnd ? "" : "+") ", bar)
    }
    right = right.truncated(to: area.width, ellipsis: "")
    let rightX = area.right - right.displayWidth
    var left = StyledText(" fwdb ", bar.bold)
    left.append(" \(situation.title)", bar)
    if !situation.listingName.isEmpty { left.append("  \(situation.listingName)", onBar(.title)) }
    let room = max(0, rightX - area.x - 1)
    buffer.put(left.truncated(to: room, ellipsis: appearance.glyphs.ellipsis), at: area.origin)
    buffer.put(right, at: Point(x: rightX, y: area.y))
  }
}

/// The last line: the keys of the focused pane that are used most.
struct FooterBar {
  let bindings: [KeyBinding]
  let appearance: Appearance

  func render(_ area: Rect, into buffer: inout ScreenBuffer) {
    let bar = appearance[.statusBar]
    buffer.fill(area, style: bar)
    var line = StyledText(" ", bar)
    for binding in bindings {
      var item = StyledText(binding.keys[0].name, bar.overlaid(by: appearance, .key))
      item.append(" \(binding.label)  ", bar)
      if line.displayWidth + item.displayWidth - 1 <= area.width { line += item }
    }
    buffer.put(line, at: area.origin, maxWidth: area.width)
  }
}

/// The line above it: what is typed, what runs, or what happened last.
struct MessageLine {
  let state: AppState
  let appearance: Appearance

  /// Gives the terminal's cursor, while something is typed.
  @discardableResult
  func render(_ area: Rect, into buffer: inout ScreenBuffer) -> Point? {
    if let prompt = state.prompt { return render(prompt, area, into: &buffer) }
    let line: StyledText
    if let running = state.running, state.isSlow {
      line = StyledText(" running: \(running)\(appearance.glyphs.ellipsis)  Esc stops", appearance[.active])
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
    if !prompt.candidates.isEmpty {
      let text = "   " + prompt.candidates.joined(separator: "  ")
      let room = area.width - start - used
      buffer.put(
        text.truncated(to: room, ellipsis: appearance.glyphs.ellipsis), at: Point(x: area.x + start + used, y: area.y),
        style: appearance[.faint])
    }
    return Point(x: area.x + start + before.displayWidth - left, y: area.y)
  }
}

extension Style {
  /// A role on a bar; where the bar is reversed, a colour would become its background.
  fileprivate func overlaid(by appearance: Appearance, _ role: Theme.Role) -> Style {
    let style = appearance[role]
    return attributes.contains(.reverse) ? adding(style.attributes) : overlaid(by: style)
  }
}
