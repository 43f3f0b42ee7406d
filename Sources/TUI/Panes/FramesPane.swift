import Commands
import Screen

/// The call stack, innermost frame first, with the module of each frame.
struct FramesPane: Pane {
  var list = ListState()

  static let keys = [
    KeyBinding(
      Key(.enter), in: .panes([.frames]), does: .pane(.open), "select", "select a frame: its source and variables",
      footer: 5)
  ]

  mutating func perform(_ action: PaneAction, in context: PaneContext) -> [PaneRequest] {
    action == .open ? [.run("frame \(list.selected)")] : []
  }

  mutating func scroll(_ rows: Int, in context: PaneContext) { list.move(rows, count: context.snapshot.frames.count) }

  mutating func click(_ point: Point, isAgain: Bool, in context: PaneContext) -> [PaneRequest] {
    list.choose(at: point, in: context.content, count: context.snapshot.frames.count)
      ? perform(.open, in: context) : []
  }

  mutating func settle(in context: PaneContext) {
    list.settle(count: context.snapshot.frames.count, height: context.content.height)
  }

  func copiedValue(in context: PaneContext) -> String? {
    context.snapshot.frame.map { "\($0.function) at \($0.file.name):\($0.line)" }
  }

  func copiedCommand(in context: PaneContext) -> String? { "frame \(list.selected)" }

  // MARK: Drawing

  func render(_ place: ScreenLayout.Place, in context: PaneContext, into buffer: inout ScreenBuffer) {
    let frames = context.snapshot.frames
    PaneHeader(place, context, note: frames.isEmpty ? "" : "\(frames.count)").render(into: &buffer)
    if frames.isEmpty {
      let text = context.snapshot.isFinished ? "the pass is over" : "no function is running"
      place.put(text, context, into: &buffer)
      return
    }
    let widest = frames.map { $0.function.displayWidth }.max() ?? 0
    let width = min(widest, max(12, place.content.width * 2 / 3))
    list.render(count: frames.count, in: place.content, context, into: &buffer) { index in
      line(frames[index], of: frames.count, width: width, place.content, context)
    }
  }

  private func line(_ frame: FrameView, of count: Int, width: Int, _ area: Rect, _ context: PaneContext) -> StyledText {
    let appearance = context.appearance
    let glyphs = appearance.glyphs
    let isSelected = frame.index == context.snapshot.selectedFrame
    var line = StyledText(isSelected ? "\(glyphs.mark(.currentLine)) " : "  ", appearance[.active])
    line.append("\(frame.index) ".padded(to: String(count).count + 1), appearance[.lineNumber])
    line.append(
      frame.function.padded(to: width, ellipsis: glyphs.ellipsis),
      isSelected ? appearance[.name].bold : appearance[.name])
    line.append(area.width < 50 ? " :\(frame.line)" : " \(frame.file.name):\(frame.line)", appearance[.faint])
    if let path = frame.modulePath, !path.isEmpty { line.append(" " + path, appearance[.type]) }
    for loop in frame.loops { line.append("  " + loop.target + " " + loop.progress, appearance[.number]) }
    return line
  }
}
