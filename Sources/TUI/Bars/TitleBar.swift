import Commands
import Screen

/// The header: the model, the cursor's position in the loops, and the stop number.
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

  /// Replaces `·` by `-` if the terminal shows only ASCII.
  private func plain(_ text: String) -> String {
    appearance.glyphs == .unicode ? text : String(text.map { $0 == "·" ? "-" : $0 })
  }
}

extension Style {
  /// A role's style on a bar. If the bar is drawn in reverse, only the role's attributes apply: in reverse, the role's
  /// colour would be the colour of the background.
  func overlaid(by appearance: Appearance, _ role: Theme.Role) -> Style {
    let style = appearance[role]
    return attributes.contains(.reverse) ? adding(style.attributes) : overlaid(by: style)
  }
}
