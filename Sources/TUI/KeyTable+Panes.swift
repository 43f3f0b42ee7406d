import Screen

extension KeyTable {
  /// Keys of the panes that list something.
  static let panes: [KeyBinding] = layers + watches + breakpoints + modules + timeline

  private static let layers = [
    KeyBinding(
      Key(.enter), in: .panes([.layers]), does: .open, "go there",
      "go to the layer, in time: back if it is past, else run to it", footer: 5),
    KeyBinding(
      key("m"), in: .panes([.layers]), does: .nextStatistic, "figure",
      "rms, mean, std, min, max, absmax, share of zeros, NaN and Inf of each layer's output: the next", footer: 6),
  ]

  private static let watches = [
    KeyBinding(key("a"), in: .panes([.watches]), does: .add, "add", "type an expression to watch", footer: 5),
    KeyBinding(key("e"), in: .panes([.watches]), does: .edit, "edit", "change the selected expression", footer: 6),
    KeyBinding(
      Key(.delete), key("x"), in: .panes([.watches]), does: .delete, "delete", "watch it no longer", footer: 7),
    KeyBinding(
      Key(.enter), in: .panes([.watches]), does: .open, "inspect", "look into the tensor that it is", footer: 8),
  ]

  private static let breakpoints = [
    KeyBinding(
      Key(.enter), in: .panes([.breakpoints]), does: .open, "show", "go to its line in the source", footer: 5),
    KeyBinding(
      key(" "), in: .panes([.breakpoints]), does: .toggleEnabled, "on/off", "let it stop, or keep it without stopping",
      footer: 6),
    KeyBinding(
      key("e"), in: .panes([.breakpoints]), does: .edit, "condition", "type when it stops: i == 11", footer: 7),
    KeyBinding(Key(.delete), key("x"), in: .panes([.breakpoints]), does: .delete, "delete", "take it away", footer: 8),
    KeyBinding(key("a"), in: .panes([.breakpoints]), does: .add, "add", "type where to stop", footer: 9),
  ]

  private static let modules = [
    KeyBinding(
      Key(.enter), in: .panes([.modules]), does: .open, "open", "open and close a module; look into a parameter",
      footer: 5),
    KeyBinding(
      key("b"), in: .panes([.modules]), does: .add, "break", "stop where the module is called, or no longer", footer: 6
    ),
  ]

  private static let timeline = [
    KeyBinding(
      Key(.enter), in: .panes([.timeline]), does: .open, "go there", "go to the stop that is looked at", footer: 6),
    KeyBinding(
      key("."), in: .panes([.timeline]), does: .moveStop(1), "next stop", "one stop on; the arrows move by columns",
      footer: 7),
    KeyBinding(key(","), in: .panes([.timeline]), does: .moveStop(-1), "stop before", "one stop back"),
  ]
}
