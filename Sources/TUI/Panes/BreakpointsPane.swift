import Commands
import Screen

/// Breakpoints, watchpoints and catchpoints, one on each line.
struct BreakpointsPane: Pane {
  var list = ListState()

  static let keys = [
    KeyBinding(
      Key(.enter), in: .panes([.breakpoints]), does: .pane(.open), "show", "show its line in the source", footer: 5),
    KeyBinding(
      .character(" "), in: .panes([.breakpoints]), does: .pane(.toggleEnabled), "on/off",
      "enable or disable it", footer: 6),
    KeyBinding(
      .character("e"), in: .panes([.breakpoints]), does: .pane(.edit), "condition", "type its condition: i == 11",
      footer: 7),
    KeyBinding(
      Key(.delete), .character("x"), in: .panes([.breakpoints]), does: .pane(.delete), "delete", "delete it",
      footer: 8),
    KeyBinding(
      .character("a"), in: .panes([.breakpoints]), does: .pane(.add), "add", "type the location of a new one", footer: 9
    ),
  ]

  private func selected(_ context: PaneContext) -> Breakpoint? { list.selection(of: context.snapshot.breakpoints) }

  mutating func perform(_ action: PaneAction, in context: PaneContext) -> [PaneRequest] {
    if action == .add { return [.prompt(PromptState(kind: .command, text: "break "))] }
    guard let breakpoint = selected(context) else { return [] }
    switch action {
    case .open:
      guard let (name, line) = breakpoint.sourceLine, let file = context.snapshot.file(named: name) else {
        return [.say("breakpoint \(breakpoint.id) has no line in the source")]
      }
      return [.showSource(file, line: line)]
    case .toggleEnabled: return [.run("\(breakpoint.isEnabled ? "disable" : "enable") \(breakpoint.id)")]
    case .edit:
      let text = "condition \(breakpoint.id) \(breakpoint.condition ?? "")"
      return [.prompt(PromptState(kind: .command, text: text))]
    case .delete: return [.run("delete \(breakpoint.id)")]
    default: return []
    }
  }

  mutating func scroll(_ rows: Int, in context: PaneContext) {
    list.move(rows, count: context.snapshot.breakpoints.count)
  }

  mutating func click(_ point: Point, isAgain: Bool, in context: PaneContext) -> [PaneRequest] {
    guard list.choose(at: point, in: context.content, count: context.snapshot.breakpoints.count) else { return [] }
    // A click on a breakpoint's mark enables or disables the breakpoint.
    return perform(point.x < context.content.x + 2 ? .toggleEnabled : .open, in: context)
  }

  mutating func settle(in context: PaneContext) {
    list.settle(count: context.snapshot.breakpoints.count, height: context.content.height)
  }

  func copiedValue(in context: PaneContext) -> String? { selected(context)?.placeText }

  func copiedCommand(in context: PaneContext) -> String? { selected(context)?.command }

  // MARK: Drawing

  func render(_ place: ScreenLayout.Place, in context: PaneContext, into buffer: inout ScreenBuffer) {
    let breakpoints = context.snapshot.breakpoints
    let disabled = breakpoints.filter { !$0.isEnabled }.count
    let note = breakpoints.isEmpty ? "" : "\(breakpoints.count)" + (disabled > 0 ? ", \(disabled) off" : "")
    PaneHeader(place, context, note: note).render(into: &buffer)
    if breakpoints.isEmpty {
      let hint =
        "no breakpoints yet: press b on a source line to set one, or a here to type a location such as encoder.encoders.*"
      place.putWrapped(hint, context, into: &buffer)
      return
    }
    let digits = String(breakpoints.last?.id ?? 0).count
    list.render(count: breakpoints.count, in: place.content, context, into: &buffer) { index in
      line(breakpoints[index], digits: digits, context.appearance)
    }
  }

  private func line(_ breakpoint: Breakpoint, digits: Int, _ appearance: Appearance) -> StyledText {
    let glyphs = appearance.glyphs
    let isOn = breakpoint.isEnabled
    var line = StyledText(
      "\(breakpoint.mark(glyphs)) ",
      appearance[isOn ? .breakpoint : .disabledBreakpoint])
    line.append("\(breakpoint.id)".padded(to: digits + 1), appearance[.lineNumber])
    line.append(breakpoint.placeText, appearance[isOn ? .name : .faint])
    if case .log(let template) = breakpoint.kind { line.append("  prints \"\(template)\"", appearance[.string]) }
    if let condition = breakpoint.condition {
      line.append("  if ", appearance[.keyword])
      line.append(condition, appearance[.text])
    }
    if breakpoint.isTemporary { line.append("  once", appearance[.faint]) }
    if !isOn { line.append("  off", appearance[.warning]) }
    if case .pending = breakpoint.resolution { line.append("  nothing matches yet", appearance[.warning]) }
    if case .modules(_, let count) = breakpoint.resolution, count != 1 {
      line.append("  \(count) modules", appearance[.faint])
    }
    if breakpoint.hitCount > 0 {
      line.append("  hits \(breakpoint.hitCount)", appearance[.faint])
    }
    if breakpoint.ignoreCount > 0 { line.append("  ignores \(breakpoint.ignoreCount) more", appearance[.faint]) }
    return line
  }
}

extension Breakpoint {
  /// The location in the syntax that the user types: `encoder.py:107`, `catch nan`. A line location shows the resolved
  /// line if it is known.
  var placeText: String {
    switch kind {
    case .watch(let watch): return "watch " + (watch.isPredicate ? "-p " : "") + watch.expression
    case .catchpoint(let event): return "catch " + event.text
    case .stop, .log: break
    }
    if case .line(let file, let line) = resolution { return "\(file):\(line)" }
    switch location {
    case .line(let file, let line): return "\(file):\(line)"
    case .function(let name): return name
    case .modules(let pattern): return pattern
    case .layer(let number): return "layer \(number)"
    case .operation(let name, let within): return "op \(name)" + (within.map { " in \($0)" } ?? "")
    case .everywhere: return ""
    }
  }

  /// The command that sets an equal breakpoint.
  var command: String {
    let condition = condition.map { " if \($0)" } ?? ""
    switch kind {
    case .watch, .catchpoint: return placeText + condition
    case .log(let template): return "logpoint \(placeText) \"\(template)\"\(condition)"
    case .stop: return "\(isTemporary ? "tbreak" : "break") \(placeText)\(condition)"
    }
  }

  /// The source line of a line breakpoint or function breakpoint; nil for other breakpoints.
  var sourceLine: (file: String, line: Int)? {
    switch resolution {
    case .line(let file, let line): (file, line)
    case .functions(let places): places.first.map { ($0.file, $0.firstLine) }
    case .modules, .layer, .operation, .everywhere, .pending: nil
    }
  }

  var isLogPoint: Bool { if case .log = kind { true } else { false } }

  /// The breakpoint's mark in the list and beside its source line.
  func mark(_ glyphs: Glyphs) -> Character {
    if !isEnabled { return glyphs.mark(.disabledBreakpoint) }
    if case .pending = resolution { return glyphs.mark(.pendingBreakpoint) }
    if isLogPoint { return glyphs.mark(.logPoint) }
    if isTemporary { return "t" }
    return glyphs.mark(condition == nil ? .breakpoint : .conditionalBreakpoint)
  }
}
