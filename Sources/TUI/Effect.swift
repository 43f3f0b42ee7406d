import Screen

/// An action that the loop must carry out for `App`.
public enum Effect: Hashable, Sendable {
  /// Run a command line on a copy of the session on another thread. The answer is `.finished`.
  case run(String)
  /// Interrupt the running command.
  case interrupt
  /// Evaluate an expression on another thread. The answer is the event `.looked`.
  case look(Look)
  /// Put a text on the clipboard.
  case copy(String)
  /// Compute the output head's texts for the layers with these records (`LayerView.record`), in the background. The
  /// answer is `.transcribed`.
  case transcribe([Int])
  /// Find the last attention that a frame has computed, in the background. The answer is `.recalled` with `query`.
  case recallAttention(frame: Int, query: Int)
  /// True: receive mouse events. False: leave the mouse to the terminal.
  case mouse(Bool)
  case quit
}
