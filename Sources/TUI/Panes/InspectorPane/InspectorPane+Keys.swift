import Commands
import Screen

/// The effect of a key in the inspector.
enum InspectorAction: Hashable {
  case moveSlice(Int), nextSliceAxis, nextPlane
  case nextPicture(Int), show(InspectorPane.Picture), showAttention
  case toggleWindow, toggleRange, nextPooling, nextScale
  case nextFormat, changeDigits(Int)
  case toggleLine
  case askIndex
  case compareWithStopBefore, askComparison, askLayer, nextSide
}

extension InspectorPane {
  static let keys: [KeyBinding] =
    [
      KeyBinding(Key(.escape), in: .panes([.inspector]), does: .back, "back", "return to the variables", footer: 5)
    ] + pictureKeys + sliceKeys + numberKeys + comparisonKeys

  private static func row(
    _ characters: String, _ action: InspectorAction, _ label: String, _ help: String, footer: Int? = nil
  ) -> KeyBinding {
    KeyBinding(
      characters.map { .character($0) }, in: .panes([.inspector]), does: .pane(.inspector(action)), label, help,
      footer: footer)
  }

  private static let pictureKeys = [
    row(
      "m", .nextPicture(1), "picture",
      "next picture: heat map, all slices, attention, values, histogram, lines, statistics",
      footer: 1),
    row("M", .nextPicture(-1), "previous picture", "previous picture"),
    row(
      "a", .showAttention, "attention",
      "stages of an attention side by side: the current one, or the last that this frame computed", footer: 3
    ),
    row("H", .show(.heatMap), "heat map", "show the heat map"),
    row("V", .show(.values), "values", "show the numbers"),
    row("P", .show(.lines), "plot", "show rows as lines"),
    row("o", .toggleLine, "keep line", "keep this row in the line plot, or remove it"),
  ]

  private static let sliceKeys = [
    row(
      ".", .moveSlice(1), "next slice", "next index along the axis in bold, such as the head", footer: 2),
    row(",", .moveSlice(-1), "previous slice", "previous index"),
    row(";", .nextSliceAxis, "slice axis", "choose the axis that , and . move along"),
    row("x", .nextPlane, "axes", "choose which two axes are rows and columns", footer: 4),
    row("i", .askIndex, "go to index", "type an index to go to, such as 0, 3, 17, 40; same as :[0,3,17,40]", footer: 7),
    row("w", .toggleWindow, "1:1", "show each element around the cursor, or the whole slice pooled", footer: 6),
  ]

  private static let numberKeys = [
    row(
      "v", .nextScale, "scale", "colour scale: linear, log |x|, symmetric log, by rank",
      footer: 40),
    row(
      "g", .toggleRange, "all slices", "colour scale and statistics of this slice, or of the whole tensor", footer: 41),
    row(
      "p", .nextPooling, "pooling", "value of a cell that covers several elements: mean, max, max |x|",
      footer: 42),
    row("e", .nextFormat, "format", "number format: aligned, scientific, short, exact", footer: 43),
    row("+", .changeDigits(1), "more digits", "one more digit"),
    row("_", .changeDigits(-1), "fewer digits", "one digit fewer"),
    KeyBinding(
      .character("y"), in: .panes([.inspector]), does: .copyValue, "copy",
      "copy the number under the cursor to the clipboard", footer: 44),
    KeyBinding(
      .character("Y"), in: .panes([.inspector]), does: .copyCommand, "copy command",
      "copy the command that prints this slice"),
  ]

  private static let comparisonKeys = [
    row("-", .compareWithStopBefore, "change", "compare with the previous stop, or end the comparison", footer: 8),
    row("=", .askComparison, "compare", "compare with an expression; an empty one ends the comparison"),
    row("@", .askLayer, "other layer", "compare with the same variable of another layer"),
    row("r", .nextSide, "side", "show the difference, the other tensor, or this tensor"),
  ]
}

extension InspectorPane: Pane {
  mutating func perform(_ action: PaneAction, in context: PaneContext) -> [PaneRequest] {
    guard case .inspector(let action) = action else { return [] }
    switch action {
    case .moveSlice(let steps): moveSlice(steps)
    case .nextSliceAxis: nextSliceAxis()
    case .nextPlane: nextPlane()
    case .nextPicture(let steps): nextPicture(steps)
    case .show(let picture): if pictures.contains(picture) { self.picture = picture }
    case .showAttention: return showAttention(context)
    case .toggleWindow: isWindowed.toggle()
    case .toggleRange: spansTensor.toggle()
    case .nextPooling: nextPooling()
    case .nextScale: nextScale()
    case .nextFormat:
      format.nextStyle()
      return [.say(format.words)]
    case .changeDigits(let steps):
      format.change(digits: steps)
      return [.say(format.words)]
    case .toggleLine: toggleLine()
    case .askIndex: return ask(.index)
    case .compareWithStopBefore: return compareWithStopBefore(context)
    case .askComparison: return ask(.comparison)
    case .askLayer: return ask(.layer)
    case .nextSide: comparison?.nextSide()
    }
    return []
  }

  private func ask(_ kind: PromptState.Kind) -> [PaneRequest] {
    tensor == nil
      ? [.say("select a tensor in Variables first", .warning)] : [.prompt(PromptState(kind: kind))]
  }

  mutating func move(_ movement: Movement, in context: PaneContext) {
    move(movement, in: InspectorFrame(self, in: context.content).picture, context.appearance)
  }

  /// The mouse wheel changes the slice.
  mutating func scroll(_ rows: Int, in context: PaneContext) { moveSlice(rows.signum()) }

  mutating func click(_ point: Point, isAgain: Bool, in context: PaneContext) -> [PaneRequest] {
    drag(to: point, in: context)
    return []
  }

  mutating func drag(to point: Point, in context: PaneContext) {
    let area = InspectorFrame(self, in: context.content).picture
    guard area.contains(point) else { return }
    switch picture {
    case .heatMap:
      let plane = InspectorPlane(self, in: area, context.appearance)
      guard let (row, column) = plane?.cell(at: point, in: area, context.appearance) else { return }
      moveCursor(row: row, column: column)
    case .values:
      guard let (row, column) = ValuesPicture.Grid(self, in: area)?.cell(at: point, in: area) else { return }
      moveCursor(row: row, column: column)
    case .gallery:
      let panel = GalleryPicture.panels(self, in: area).first { $0.area.contains(point) }
      if let panel { moveCursor(slice: panel.number) }
    case .lines:
      guard rank > 0, area.width > 1 else { return }
      moveCursor(column: (point.x - area.x) * (shape[columnAxis] - 1) / (area.width - 1))
    case .attention, .histogram, .statistics: break
    }
  }

  /// Does nothing: pictures are scaled to the pane, so the inspector does not scroll.
  mutating func settle(in context: PaneContext) {}

  func copiedValue(in context: PaneContext) -> String? {
    guard let elements = shown, let value = elements.element(at: index) else { return nil }
    return NumberText.exact(value, elements.dtype)
  }

  func copiedCommand(in context: PaneContext) -> String? {
    tensor == nil ? nil : "print/values " + sliceExpression
  }

  // MARK: Going to an element

  /// Moves the cursor to an index such as `[0, 3, 17, 40]`; the brackets may be omitted. Returns nil if the text is not
  /// an index.
  mutating func jump(to text: String) -> [PaneRequest]? {
    let inner = text.filter { !$0.isWhitespace }.drop { $0 == "[" }
    let places = inner.prefix { $0 != "]" }.split(separator: ",").map { Int($0) }
    guard !places.isEmpty, !places.contains(nil) else { return nil }
    if jump(to: places.compactMap { $0 }) {
      isPinned = true
      return [.say("")]
    }
    return [.say("\(expression ?? "it") has the shape \(shapeText(shape)): there is no element \(text)", .failure)]
  }
}
