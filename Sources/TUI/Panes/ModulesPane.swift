import Commands
import Screen

/// The network as a tree: modules with the parameters in them counted, and each parameter with its shape.
struct ModulesPane {
  let state: ModulesState
  let breakpoints: [Breakpoint]
  /// The module whose call is looked at.
  let currentPath: String?
  let isFocused: Bool
  let appearance: Appearance

  func render(_ place: ScreenLayout.Place, into buffer: inout ScreenBuffer) {
    let rows = state.rows
    let total = state.modules.first.map { "\(NumberText.count($0.parameterCount)) parameters" } ?? ""
    PaneHeader(place: place, isFocused: isFocused, note: total, appearance: appearance).render(into: &buffer)
    let list = ListRendering(state: state.list, isFocused: isFocused, appearance: appearance)
    if rows.isEmpty {
      list.renderHint("there is no model here, only a listing", in: place.content, into: &buffer)
      return
    }
    let width = place.content.width
    list.render(count: rows.count, in: place.content, into: &buffer) { index in line(rows[index], width) }
  }

  private func line(_ row: ModulesState.Row, _ width: Int) -> StyledText {
    let glyphs = appearance.glyphs
    var line = StyledText(String(repeating: "  ", count: min(row.depth, max(0, width / 4))))
    switch row.kind {
    case .module(let module, let hasParts, let isExpanded):
      let isCurrent = currentPath == row.path && !row.path.isEmpty
      // Whose part is running is seen from outside too.
      let holdsCurrent = !isExpanded && currentPath.map { $0.hasPrefix(row.path + ".") } ?? false
      let mark: Character = hasParts ? glyphs.mark(isExpanded ? .expanded : .collapsed) : " "
      line.append("\(mark) ", appearance[.faint])
      let stops = breakpoints.filter { $0.location == .modules(row.path) }
      if let stop = stops.first {
        line.append(
          "\(glyphs.mark(stop.isEnabled ? .breakpoint : .disabledBreakpoint)) ",
          appearance[stop.isEnabled ? .breakpoint : .disabledBreakpoint])
      }
      line.append(row.name, isCurrent ? appearance[.active] : appearance[.name])
      if isCurrent || holdsCurrent { line.append(" \(glyphs.mark(.currentLine))", appearance[.active]) }
      line.append("  " + module.typeName, appearance[.type])
      if module.parameterCount > 0 { line.append("  " + NumberText.count(module.parameterCount), appearance[.number]) }
    case .parameter(let parameter):
      line.append("  " + row.name, appearance[.text])
      line.append("  " + shapeText(parameter.shape), appearance[.shape])
      line.append("  " + parameter.dtype.shortName, appearance[.type])
      if parameter.isBuffer { line.append("  buffer", appearance[.faint]) }
    }
    return line
  }
}
