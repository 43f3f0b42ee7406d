import Commands
import Screen

/// What a key does in the inspector.
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
      KeyBinding(Key(.escape), in: .panes([.inspector]), does: .back, "back", "back to the variables", footer: 5)
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
      "heat map, all slices, attention, values, histogram, lines, statistics: the next",
      footer: 1),
    row("M", .nextPicture(-1), "picture before", "the picture before"),
    row(
      "a", .showAttention, "attention",
      "all stages of an attention side by side: of the one here, or the last that this call has been through", footer: 3
    ),
    row("H", .show(.heatMap), "heat map", "show the heat map"),
    row("V", .show(.values), "values", "show the numbers"),
    row("P", .show(.lines), "plot", "show rows as lines"),
    row("o", .toggleLine, "keep line", "keep this row in the line plot beside others, or let it go"),
  ]

  private static let sliceKeys = [
    row(
      ".", .moveSlice(1), "next slice", "the next index along the axis in bold: head, batch item", footer: 2),
    row(",", .moveSlice(-1), "slice before", "the one before"),
    row(";", .nextSliceAxis, "slice axis", "which axis , and . move along"),
    row("x", .nextPlane, "axes", "which two axes are the rows and columns; each pair both ways round", footer: 4),
    row("i", .askIndex, "go to index", "type an index to go to: 0, 3, 17, 40; the same as :[0,3,17,40]", footer: 7),
    row("w", .toggleWindow, "1:1", "one cell an element around the cursor, or all pooled", footer: 6),
  ]

  private static let numberKeys = [
    row(
      "v", .nextScale, "scale", "colours in proportion, by the logarithm of |x|, by logarithm around zero, by rank",
      footer: 40),
    row("g", .toggleRange, "all slices", "colours and figures of this slice, or of the whole tensor", footer: 41),
    row(
      "p", .nextPooling, "pooling", "what a cell of many elements shows: their mean, the greatest, the greatest |x|",
      footer: 42),
    row("e", .nextFormat, "format", "how numbers are written: aligned, scientific, short, as print does", footer: 43),
    row("+", .changeDigits(1), "more digits", "one digit more"),
    row("_", .changeDigits(-1), "fewer digits", "one digit less"),
    KeyBinding(
      .character("y"), in: .panes([.inspector]), does: .copyValue, "copy",
      "copy the number under the cursor to the clipboard", footer: 44),
    KeyBinding(
      .character("Y"), in: .panes([.inspector]), does: .copyCommand, "copy command",
      "copy the command that prints this slice"),
  ]

  private static let comparisonKeys = [
    row("-", .compareWithStopBefore, "change", "compare with the stop before, or no longer", footer: 8),
    row("=", .askComparison, "compare", "compare with another variable or expression; nothing typed ends it"),
    row("@", .askLayer, "other layer", "compare with the same variable of another layer"),
    row("r", .nextSide, "side", "of a comparison: the difference, the other, the tensor itself"),
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
      ? [.say("choose a tensor among the variables first", .warning)] : [.prompt(PromptState(kind: kind))]
  }

  mutating func move(_ movement: Movement, in context: PaneContext) {
    move(movement, in: InspectorFrame(self, in: context.content).picture, context.appearance)
  }

  /// The wheel goes through the slices.
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

  /// A tensor fits any pane: there is nothing to scroll.
  mutating func settle(in context: PaneContext) {}

  func copiedValue(in context: PaneContext) -> String? {
    guard let elements = shown, let value = elements.element(at: index) else { return nil }
    return NumberText.exact(value, elements.dtype)
  }

  func copiedCommand(in context: PaneContext) -> String? {
    tensor == nil ? nil : "print/values " + sliceExpression
  }

  // MARK: Going to an element

  /// What a text like `[0, 3, 17, 40]` says, with or without brackets; nil when it is no index at all.
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
