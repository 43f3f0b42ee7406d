import Commands
import Screen

/// The first line: what is debugged, and where in its loops the cursor is.
struct TitleBar {
  let snapshot: StopSnapshot
  let appearance: Appearance

  func render(_ area: Rect, into buffer: inout ScreenBuffer) {
    let bar = appearance[.statusBar]
    func onBar(_ role: Theme.Role) -> Style { bar.overlaid(by: appearance, role) }
    buffer.fill(area, style: bar)
    var right = StyledText()
    if let loop = snapshot.loopPosition { right.append(" \(plain(loop)) ", onBar(.active)) }
    if snapshot.isFinished { right.append(" finished ", onBar(.done)) }
    if area.width >= 60 {
      let timeline = snapshot.timeline
      right.append(" stop \(timeline.stop) of \(timeline.knownStops)\(timeline.knowsEnd ? "" : "+") ", bar)
    }
    right = right.truncated(to: area.width, ellipsis: "")
    let rightX = area.right - right.displayWidth
    var left = StyledText(" fwdb ", bar.bold)
    left.append(" \(plain(snapshot.title))", bar)
    if !snapshot.listingName.isEmpty { left.append("  \(snapshot.listingName)", onBar(.title)) }
    let room = max(0, rightX - area.x - 1)
    buffer.put(left.truncated(to: room, ellipsis: appearance.glyphs.ellipsis), at: area.origin)
    buffer.put(right, at: Point(x: rightX, y: area.y))
  }

  /// With no dots between its parts where there are none.
  private func plain(_ text: String) -> String {
    appearance.glyphs == .unicode ? text : String(text.map { $0 == "·" ? "-" : $0 })
  }
}

/// The last line: the keys of the focused pane that are used most.
struct FooterBar {
  struct Item {
    let key: String
    let label: String
    let isEssential: Bool
  }

  let items: [Item]
  let appearance: Appearance

  /// Below this width keys stand closer together, so that those that everybody needs are all there.
  private static let roomy = 100

  func render(_ area: Rect, into buffer: inout ScreenBuffer) {
    let bar = appearance[.statusBar]
    buffer.fill(area, style: bar)
    let gap = area.width < Self.roomy ? 1 : 2
    func width(_ item: Item) -> Int { item.key.displayWidth + 1 + item.label.displayWidth + gap }
    var room = area.width - 1 + gap
    var shown: Set<Int> = []
    for isEssential in [true, false] {
      for (place, item) in items.enumerated() where item.isEssential == isEssential && width(item) <= room {
        shown.insert(place)
        room -= width(item)
      }
    }
    var line = StyledText(" ", bar)
    for place in shown.sorted() {
      line.append(items[place].key, bar.overlaid(by: appearance, .key))
      line.append(" \(items[place].label)" + String(repeating: " ", count: gap), bar)
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
    if let running = state.running, let progress = state.progress {
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
  /// What runs, where it is, how long it has taken, how far it has come; and how to stop it.
  private func line(of running: String, _ progress: RunProgress.Report, width: Int) -> StyledText {
    var line = StyledText(" \(running) ", appearance[.active])
    line.append(NumberText.seconds(state.elapsed) + " ", appearance[.number])
    line.append("Esc stops ", appearance[.key])
    if let searched = progress.searched {
      line.append(" searching ", appearance[.faint])
      line.append(Bar(searched).text(width: 10, glyphs: appearance.glyphs), appearance[.histogram])
      line.append(" \(Int(max(0, min(searched, 1)) * 100))% ", appearance[.number])
    } else if let journey = progress.journey, !journey.isEmpty {
      let share = Double(progress.clock - journey.lowerBound) / Double(journey.count)
      line.append(" computing again ", appearance[.faint])
      line.append(Bar(share).text(width: 10, glyphs: appearance.glyphs), appearance[.histogram])
      line.append(" \(Int(max(0, min(share, 1)) * 100))% ", appearance[.number])
    }
    if let layer = progress.layer {
      line.append(" layer \(layer.turn)" + (layer.count.map { " of \($0)" } ?? ""), appearance[.number])
    }
    if !progress.function.isEmpty {
      line.append("  \(progress.file):\(progress.line) ", appearance[.faint])
      line.append(progress.operation, appearance[.text])
    }
    return line
  }

  /// How the command being typed is written, where there is room for it.
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

extension Style {
  /// A role on a bar; where the bar is reversed, a colour would become its background.
  fileprivate func overlaid(by appearance: Appearance, _ role: Theme.Role) -> Style {
    let style = appearance[role]
    return attributes.contains(.reverse) ? adding(style.attributes) : overlaid(by: style)
  }
}
