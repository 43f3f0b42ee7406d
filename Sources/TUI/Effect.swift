import Screen

/// What the program asks of the loop around it.
public enum Effect: Hashable, Sendable {
  /// Run a line of the command language on a copy of the session, away from the screen's thread, and hand back what
  /// came of it.
  case run(String)
  /// Stop what runs, as soon as it can.
  case interrupt
  /// Find what an expression is, on a copy of the session, away from the screen's thread.
  case look(Look)
  /// Put a text on the clipboard.
  case copy(String)
  /// Have the head read out what these layers gave (`LayerView.record`), away from the screen's thread, as long as no
  /// command runs, and hand back what has been read.
  case transcribe([Int])
  /// Find the last attention that a call of the present stop has been through, likewise; the number is the question's.
  case recallAttention(frame: Int, question: Int)
  /// Take part in the mouse, or leave it to the terminal.
  case mouse(Bool)
  case quit
}
