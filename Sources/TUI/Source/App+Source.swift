import Commands
import Screen

/// What a key does in the source, beside scrolling and searching.
enum SourceAction: Hashable {
  case moveName(Int), inspectName, goToDefinition, goBack
}

extension KeyTable {
  /// The source's own keys for names.
  static let names: [KeyBinding] = [
    KeyBinding(
      [Key(.enter)], in: .panes([.source]), does: .source(.inspectName), "inspect",
      "look into what the marked name holds", footer: 5),
    KeyBinding(
      [Key(.right), .character("l")], in: .panes([.source]), does: .source(.moveName(1)), "next name",
      "mark the line's next name; at its end, scroll"),
    KeyBinding(
      [Key(.left), .character("h")], in: .panes([.source]), does: .source(.moveName(-1)), "name before",
      "mark the name before"),
    KeyBinding(
      [.character("D"), .function(12)], in: .panes([.source]), does: .source(.goToDefinition), "definition",
      "go to where the marked name is defined: a class, a function, the first line that has the variable", footer: 33),
    KeyBinding(
      [Key(.backspace)], in: .panes([.source]), does: .source(.goBack), "jump back", "back to before the last jump"),
  ]
}

extension App {
  mutating func perform(_ action: SourceAction) -> [Effect] {
    switch action {
    case .moveName(let step):
      if !state.source.moveName(step) {
        scrollSideways(step)
      } else if let name = state.source.selectedName {
        keepInSight(name)
      }
    case .inspectName: return inspectName()
    case .goToDefinition: goToDefinition()
    case .goBack: if !state.source.jumpBack() { say("there was no jump to come back from") }
    }
    return []
  }

  /// As far as the line goes, and back.
  private mutating func scrollSideways(_ step: Int) {
    guard let file = state.source.file, let place = state.layout.place(of: .source) else { return }
    let width = file.lines[state.source.cursor - 1].displayWidth
    let room = place.content.width - SourcePane.gutterWidth(of: file)
    if step < 0 || width - state.source.left > room { state.source.left = max(0, state.source.left + 8 * step) }
  }

  /// A click on a name marks it, and looks into it: where that would cover the source, by a second click.
  mutating func clickSource(column: Int, again isAgain: Bool) -> [Effect] {
    let before = state.source.selectedName
    let clicked = state.source.names(onLine: state.source.cursor).first { $0.columns.contains(column) }
    guard let clicked else { return [] }
    state.source.column = clicked.columns.lowerBound
    if state.layout.hasInspectorInView || isAgain && before == clicked { return inspectName() }
    return []
  }

  private mutating func keepInSight(_ name: NameSpan) {
    guard let file = state.source.file, let place = state.layout.place(of: .source) else { return }
    let width = max(8, place.content.width - SourcePane.gutterWidth(of: file))
    let left = state.source.left
    if name.columns.upperBound > left + width { state.source.left = name.columns.upperBound - width }
    if name.columns.lowerBound < left { state.source.left = max(0, name.columns.lowerBound - 4) }
  }

  // MARK: What a name holds

  /// Looks into a tensor; opens a module or container among the variables; says anything else.
  mutating func inspectName() -> [Effect] {
    guard let name = state.source.selectedName else {
      showSelectedFrame()
      return []
    }
    guard let expression = name.expression else {
      say("what \(name.name) belongs to is computed: only running the line tells its value", .warning)
      return []
    }
    return look(for: expression, .inspection)
  }

  /// Opens a variable's children, when it is a variable of the selected call.
  mutating func openVariable(_ expression: String) {
    guard let index = rows.firstIndex(where: { $0.expression == expression }) else { return }
    state.variables.list.selected = index
    if rows[index].value.hasChildren {
      state.variables.expanded.insert(expression)
      loadChildren(of: expression)
    }
    focus(.variables)
  }

  // MARK: Definitions

  private mutating func goToDefinition() {
    guard let name = state.source.selectedName, let here = state.source.file else { return }
    let files = [here] + state.snapshot.files.filter { $0.name != here.name }
    for file in files { state.source.read(file) }
    var targets: [(name: String, method: String?)] = []
    // What is called in a line is an object: its class says what runs.
    if let expression = name.expression,
      case .success(let value) = state.session.debugger.evaluate(expression, frame: state.snapshot.selectedFrame),
      case .module(let className, _, _) = value.view
    {
      targets.append((className, "forward"))
    }
    targets.append((name.name, nil))
    for target in targets {
      for file in files {
        if let line = state.source.definition(of: target.name, method: target.method, in: file) {
          state.source.jump(to: file, line: line)
          return
        }
      }
    }
    if let line = firstLine(with: name.name, in: here), line != state.source.cursor {
      state.source.jump(to: here, line: line)
    } else {
      say("\(name.name) is not defined in this listing: it is built in, or this is where it first stands", .warning)
    }
  }

  /// The first line of the function around the cursor that has a name: where a variable comes from.
  private func firstLine(with name: String, in file: SourceFile) -> Int? {
    let lines = 1...max(1, min(state.source.cursor, file.lines.count))
    let isBeginning = { (line: Int) in file.lines[line - 1].drop { $0 == " " }.hasPrefix("def ") }
    let start = lines.last(where: isBeginning) ?? 1
    return (start...lines.upperBound).first { line in
      state.source.names(onLine: line).contains { $0.name == name && $0.expression == name }
    }
  }
}
