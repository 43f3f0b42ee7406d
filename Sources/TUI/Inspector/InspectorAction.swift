import Screen

/// What a key does in the inspector.
enum InspectorAction: Hashable {
  case moveSlice(Int), nextSliceAxis, nextPlane
  case nextPicture(Int), show(InspectorState.Picture), showAttention
  case toggleWindow, toggleRange, nextPooling, nextScale
  case nextFormat, changeDigits(Int)
  case toggleLine
  case askIndex
  case compareWithStopBefore, askComparison, askLayer, nextSide
  case copyValue, copyCommand
}

extension KeyTable {
  /// The inspector's own keys.
  static let inspector: [KeyBinding] = pictureKeys + sliceKeys + numberKeys + comparisonKeys

  private static func row(
    _ characters: String, _ action: InspectorAction, _ label: String, _ help: String, footer: Int? = nil
  ) -> KeyBinding {
    KeyBinding(
      characters.map { .character($0) }, in: .panes([.inspector]), does: .inspector(action), label, help, footer: footer
    )
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
    row("y", .copyValue, "copy", "copy the number under the cursor to the clipboard", footer: 44),
    row("Y", .copyCommand, "copy command", "copy the command that prints this slice"),
  ]

  private static let comparisonKeys = [
    row("-", .compareWithStopBefore, "change", "compare with the stop before, or no longer", footer: 8),
    row("=", .askComparison, "compare", "compare with another variable or expression; nothing typed ends it"),
    row("@", .askLayer, "other layer", "compare with the same variable of another layer"),
    row("r", .nextSide, "side", "of a comparison: the difference, the other, the tensor itself"),
  ]
}
