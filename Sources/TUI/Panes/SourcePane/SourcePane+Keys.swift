import Commands
import Screen

extension SourcePane: Pane {
  static let keys = [
    KeyBinding(
      Key(.enter), in: .panes([.source]), does: .pane(.open), "inspect", "inspect the value of the selected name",
      footer: 5),
    KeyBinding(
      Key(.right), .character("l"), in: .panes([.source]), does: .pane(.moveName(1)), "next name",
      "select the line's next name; at the end, scroll"),
    KeyBinding(
      Key(.left), .character("h"), in: .panes([.source]), does: .pane(.moveName(-1)), "previous name",
      "select the previous name"),
    KeyBinding(
      .character("D"), .function(12), in: .panes([.source]), does: .pane(.goToDefinition), "definition",
      "go to the definition of the selected name: a class, a function, the first line with a variable", footer: 33),
    KeyBinding(
      Key(.backspace), in: .panes([.source]), does: .pane(.goBack), "jump back", "return to where the last jump started"
    ),
    KeyBinding(
      .character("."), in: .panes([.source]), does: .pane(.showCurrentLine), "current line",
      "go to the line that runs next", footer: 31),
    KeyBinding(
      .character("]"), .character("o"), in: .panes([.source]), does: .pane(.showFile(1)), "next file",
      "show the listing's next file"),
    KeyBinding(
      .character("["), in: .panes([.source]), does: .pane(.showFile(-1)), "previous file",
      "show the listing's previous file"),
    KeyBinding(
      .character("*"), in: .panes([.source]), does: .pane(.find(.forward)), "next match",
      "go to the next match of the search"),
    KeyBinding(
      .character("#"), in: .panes([.source]), does: .pane(.find(.backward)), "previous match",
      "go to the previous match"),
  ]

  mutating func perform(_ action: PaneAction, in context: PaneContext) -> [PaneRequest] {
    switch action {
    case .open: return inspectName()
    case .moveName(let step):
      if moveName(step) { keepNameInSight(context) } else { scrollLine(step, context) }
    case .goToDefinition: return goToDefinition(context)
    case .goBack: return jumpBack() ? [] : [.say("there is no jump to return from")]
    case .showCurrentLine: return [.showSelectedFrame]
    case .showFile(let step): showFile(step, context)
    case .find(let direction): return find(direction)
    default: break
    }
    return []
  }

  mutating func scroll(_ rows: Int, in context: PaneContext) { cursor = max(1, min(cursor + rows, lineCount)) }

  mutating func scrollSideways(_ columns: Int) { left = max(0, left + columns) }

  /// A click beside a line number toggles a breakpoint. A click on a name marks and inspects the name. If the inspector
  /// would cover the source, only the second click inspects.
  mutating func click(_ point: Point, isAgain: Bool, in context: PaneContext) -> [PaneRequest] {
    let row = point.y - context.content.y
    guard let file, top + row < file.lines.count else { return [] }
    cursor = top + row + 1
    let gutter = Self.gutterWidth(of: file)
    if point.x < context.content.x + gutter - 2 { return toggleBreakpoint(context) }
    let before = selectedName
    let column = point.x - context.content.x - gutter + left
    guard let clicked = names(onLine: cursor).first(where: { $0.columns.contains(column) }) else { return [] }
    self.column = clicked.columns.lowerBound
    return context.hasInspectorInView || isAgain && before == clicked ? inspectName() : []
  }

  mutating func settle(in context: PaneContext) {
    cursor = max(1, min(cursor, lineCount))
    top = scrolled(top, toShow: cursor - 1, of: lineCount, height: context.content.height, margin: 3)
  }

  func copiedValue(in context: PaneContext) -> String? {
    file.map { $0.lines.isEmpty ? "" : $0.lines[cursor - 1] }
  }

  func copiedCommand(in context: PaneContext) -> String? { file.map { "list \($0.name):\(cursor)" } }

  /// Sets a breakpoint on the cursor's line, or deletes the breakpoints on this line.
  func toggleBreakpoint(_ context: PaneContext) -> [PaneRequest] {
    guard let file else { return [] }
    let here = context.snapshot.breakpoints(file: file.name, line: cursor)
    if here.isEmpty { return [.run("break \(file.name):\(cursor)")] }
    return [.run("delete " + here.map { String($0.id) }.joined(separator: " "))]
  }

  // MARK: Scrolling

  /// Scrolls sideways, up to the end of the cursor's line.
  private mutating func scrollLine(_ step: Int, _ context: PaneContext) {
    guard let file, context.place != nil else { return }
    let width = file.lines[cursor - 1].displayWidth
    let room = context.content.width - Self.gutterWidth(of: file)
    if step < 0 || width - left > room { scrollSideways(8 * step) }
  }

  private mutating func keepNameInSight(_ context: PaneContext) {
    guard let file, let name = selectedName, context.place != nil else { return }
    let width = max(8, context.content.width - Self.gutterWidth(of: file))
    if name.columns.upperBound > left + width { left = name.columns.upperBound - width }
    if name.columns.lowerBound < left { left = max(0, name.columns.lowerBound - 4) }
  }

  private mutating func showFile(_ step: Int, _ context: PaneContext) {
    let files = context.snapshot.files
    guard !files.isEmpty else { return }
    let index = files.firstIndex { $0.name == self.file?.name } ?? 0
    let file = files[(index + step + files.count) % files.count]
    let frame = context.snapshot.frames.first { $0.file.name == file.name }
    show(file, line: frame?.line ?? 1)
  }

  // MARK: Searching

  /// Moves to the next or previous line with a match. After the last such line comes the first.
  mutating func find(_ direction: Direction) -> [PaneRequest] {
    guard let file, !pattern.isEmpty else { return [] }
    let wanted = Array(pattern)
    let found = file.lines.indices.filter { !matches(of: wanted, in: Array(file.lines[$0])).isEmpty }
    guard let first = found.first, let last = found.last else {
      return [.say("no match in \(file.name) for \(pattern)", .warning)]
    }
    let here = cursor - 1
    let line =
      direction == .forward ? found.first { $0 > here } ?? first : found.last { $0 < here } ?? last
    cursor = line + 1
    column = matches(of: wanted, in: Array(file.lines[line])).first?.lowerBound ?? 0
    let place = (found.firstIndex(of: line) ?? 0) + 1
    return [.say("line \(place) of \(found.count) with \(pattern): * next, # previous, Esc ends")]
  }

  // MARK: Inspecting a name

  /// Shows the value of the name at the cursor: a tensor in the inspector, the items of a module or container in the
  /// variables pane, any other value as a message.
  private func inspectName() -> [PaneRequest] {
    guard let name = selectedName else { return [.showSelectedFrame] }
    guard let expression = name.expression else {
      return [.say("\(name.name) belongs to a computed value: run the line to see it", .warning)]
    }
    return [.look(expression, .inspection)]
  }

  // MARK: Definitions

  private mutating func goToDefinition(_ context: PaneContext) -> [PaneRequest] {
    guard let name = selectedName, let here = file else { return [] }
    let files = [here] + context.snapshot.files.filter { $0.name != here.name }
    for file in files { read(file) }
    var targets: [(name: String, method: String?)] = []
    // A called name may be a module object. In this case, the definition is the forward method of the module's class.
    if let expression = name.expression,
      case .success(let value) = context.session.debugger.evaluate(expression, frame: context.snapshot.selectedFrame),
      case .module(let className, _, _) = value.view
    {
      targets.append((className, "forward"))
    }
    targets.append((name.name, nil))
    for target in targets {
      for file in files {
        if let line = definition(of: target.name, method: target.method, in: file) {
          jump(to: file, line: line)
          return []
        }
      }
    }
    if let line = firstLine(with: name.name, in: here), line != cursor {
      jump(to: here, line: line)
      return []
    }
    return [
      .say("\(name.name) has no other definition in this listing: it is a builtin, or defined here", .warning)
    ]
  }

  /// The first line that contains a name, within the function around the cursor: usually the variable's assignment.
  private func firstLine(with name: String, in file: SourceFile) -> Int? {
    let lines = 1...max(1, min(cursor, file.lines.count))
    let isBeginning = { (line: Int) in file.lines[line - 1].drop { $0 == " " }.hasPrefix("def ") }
    let start = lines.last(where: isBeginning) ?? 1
    return (start...lines.upperBound).first { line in
      names(onLine: line).contains { $0.name == name && $0.expression == name }
    }
  }
}

/// The ranges of a line that match a pattern, without overlaps. Case matters only if the pattern contains a capital.
func matches(of pattern: [Character], in line: [Character]) -> [Range<Int>] {
  guard !pattern.isEmpty, line.count >= pattern.count else { return [] }
  let ignoresCase = !pattern.contains(where: \.isUppercase)
  var result: [Range<Int>] = []
  var start = 0
  while start + pattern.count <= line.count {
    let isMatch = pattern.indices.allSatisfy { index in
      let character = line[start + index]
      return character == pattern[index] || ignoresCase && character.lowercased() == pattern[index].lowercased()
    }
    if isMatch { result.append(start..<start + pattern.count) }
    start += isMatch ? pattern.count : 1
  }
  return result
}
