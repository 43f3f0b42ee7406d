import Commands
import Screen

/// Watched expressions with their values at this stop. Changed values are marked.
struct WatchesPane: Pane {
  var list = ListState()

  static let keys = [
    KeyBinding(
      .character("a"), in: .panes([.watches]), does: .pane(.add), "add", "type an expression to watch", footer: 5),
    KeyBinding(
      .character("e"), in: .panes([.watches]), does: .pane(.edit), "edit", "change the selected expression", footer: 6),
    KeyBinding(
      Key(.delete), .character("x"), in: .panes([.watches]), does: .pane(.delete), "delete", "stop watching it",
      footer: 7),
    KeyBinding(
      Key(.enter), in: .panes([.watches]), does: .pane(.open), "inspect", "inspect its tensor", footer: 8),
  ]

  private func selected(_ context: PaneContext) -> WatchedExpression? { list.selection(of: context.snapshot.watches) }

  mutating func perform(_ action: PaneAction, in context: PaneContext) -> [PaneRequest] {
    if action == .add { return [.prompt(PromptState(kind: .command, text: "display "))] }
    guard let watch = selected(context) else { return [] }
    switch action {
    case .open:
      guard let tensor = watch.tensor else { return [.say("\(watch.expression) = \(watch.text)")] }
      return [.inspect(tensor, watch.expression)]
    case .edit:
      return [.prompt(PromptState(kind: .command, text: watch.command, following: watch.removingCommand))]
    case .delete: return [.run(watch.removingCommand)]
    default: return []
    }
  }

  mutating func scroll(_ rows: Int, in context: PaneContext) { list.move(rows, count: context.snapshot.watches.count) }

  mutating func click(_ point: Point, isAgain: Bool, in context: PaneContext) -> [PaneRequest] {
    let isOnItem = list.choose(at: point, in: context.content, count: context.snapshot.watches.count)
    return isOnItem && isAgain ? perform(.open, in: context) : []
  }

  mutating func settle(in context: PaneContext) {
    list.settle(count: context.snapshot.watches.count, height: context.content.height)
  }

  func copiedValue(in context: PaneContext) -> String? { selected(context)?.text }

  func copiedCommand(in context: PaneContext) -> String? { selected(context)?.command }

  // MARK: Drawing

  func render(_ place: ScreenLayout.Place, in context: PaneContext, into buffer: inout ScreenBuffer) {
    let watches = context.snapshot.watches
    PaneHeader(place, context, note: watches.isEmpty ? "" : "\(watches.count)").render(into: &buffer)
    if watches.isEmpty {
      let hint = "no expressions yet: press a to add one, such as x.std(); its value is shown at every stop"
      place.putWrapped(hint, context, into: &buffer)
      return
    }
    let widest = watches.map(\.expression.displayWidth).max() ?? 0
    let width = min(widest, max(8, place.content.width / 2))
    list.render(count: watches.count, in: place.content, context, into: &buffer) { index in
      line(watches[index], width, context.appearance)
    }
  }

  private func line(_ watch: WatchedExpression, _ width: Int, _ appearance: Appearance) -> StyledText {
    let glyphs = appearance.glyphs
    var line = StyledText(watch.hasChanged ? "\(glyphs.mark(.changed)) " : "  ", appearance[.changed])
    // A watchpoint has the mark of a breakpoint, because a watchpoint also stops the pass.
    line.append(watch.isStopping ? "\(glyphs.mark(.breakpoint)) " : "  ", appearance[.breakpoint])
    line.append(
      watch.expression.padded(to: width, ellipsis: glyphs.ellipsis),
      watch.hasChanged ? appearance[.name].bold : appearance[.name])
    line.append("  ")
    switch watch.value {
    case .success(let value):
      line.append(value.line.map { $0 == "\n" ? " " : String($0) }.joined(), appearance[.value])
      if let marks = watch.tensor?.summary?.marks, !marks.isEmpty { line.append("  " + marks, appearance[.warning]) }
    case .failure(let error): line.append(error.summary, appearance[.faint])
    }
    return line
  }
}

extension WatchedExpression {
  /// The command that adds the same watched expression again.
  fileprivate var command: String { "\(isStopping ? "watch" : "display") \(expression)" }

  fileprivate var removingCommand: String { "\(isStopping ? "delete" : "undisplay") \(id)" }
}
