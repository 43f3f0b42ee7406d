import Commands
import Screen

/// Where the pass is to stop, one line a breakpoint.
struct BreakpointsPane {
  let breakpoints: [Breakpoint]
  let state: ListState
  let isFocused: Bool
  let appearance: Appearance

  func render(_ place: ScreenLayout.Place, into buffer: inout ScreenBuffer) {
    let disabled = breakpoints.filter { !$0.isEnabled }.count
    let note = breakpoints.isEmpty ? "" : "\(breakpoints.count)" + (disabled > 0 ? ", \(disabled) off" : "")
    PaneHeader(place: place, isFocused: isFocused, note: note, appearance: appearance).render(into: &buffer)
    let list = ListRendering(state: state, isFocused: isFocused, appearance: appearance)
    if breakpoints.isEmpty {
      let hint = "no breakpoints yet: b on a line of the source sets one, a here (or :break encoder.encoders.*) others"
      list.renderHint(hint, in: place.content, into: &buffer)
      return
    }
    list.render(count: breakpoints.count, in: place.content, into: &buffer) { index in line(breakpoints[index]) }
  }

  private func line(_ breakpoint: Breakpoint) -> StyledText {
    let glyphs = appearance.glyphs
    let isOn = breakpoint.isEnabled
    var line = StyledText(
      "\(breakpoint.mark(glyphs)) ",
      appearance[isOn ? .breakpoint : .disabledBreakpoint])
    line.append("\(breakpoint.id)".padded(to: String(breakpoints.last?.id ?? 0).count + 1), appearance[.lineNumber])
    line.append(breakpoint.placeText, appearance[isOn ? .name : .faint])
    if case .log(let template) = breakpoint.kind { line.append("  says \"\(template)\"", appearance[.string]) }
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
      line.append("  reached \(breakpoint.hitCount == 1 ? "once" : "\(breakpoint.hitCount) times")", appearance[.faint])
    }
    if breakpoint.ignoreCount > 0 { line.append("  passes \(breakpoint.ignoreCount) more", appearance[.faint]) }
    return line
  }
}

extension Breakpoint {
  /// As it was asked for, with its line where that is known: `encoder.py:107`, `forward_attention`, `catch nan`.
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

  /// The command that sets such a one again.
  var command: String {
    let condition = condition.map { " if \($0)" } ?? ""
    switch kind {
    case .watch, .catchpoint: return placeText + condition
    case .log(let template): return "logpoint \(placeText) \"\(template)\"\(condition)"
    case .stop: return "\(isTemporary ? "tbreak" : "break") \(placeText)\(condition)"
    }
  }

  /// The line that it can be shown at.
  var sourceLine: (file: String, line: Int)? {
    switch resolution {
    case .line(let file, let line): (file, line)
    case .functions(let places): places.first.map { ($0.file, $0.firstLine) }
    case .modules, .layer, .operation, .everywhere, .pending: nil
    }
  }
}
