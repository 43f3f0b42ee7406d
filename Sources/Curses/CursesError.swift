import Glibc

/// Reasons why the screen cannot be opened.
public enum CursesError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Stream: Hashable, Sendable {
    case standardInput, standardOutput
  }

  /// The stream is a file, a pipe or closed.
  case notATerminal(Stream)
  /// `TERM` is unset or empty.
  case termNotSet
  /// terminfo has no description of the terminal that `TERM` names.
  case unknownTerminal(String)
  /// The terminal cannot move its cursor, for example `dumb`.
  case cannotMoveCursor(String)
  /// The process already has a screen.
  case alreadyOpen
  case system(errno: Int32)
  /// The terminal was closed while it was in use.
  case hungUp

  public var description: String {
    switch self {
    case .notATerminal(.standardInput): "standard input is not a terminal"
    case .notATerminal(.standardOutput): "standard output is not a terminal"
    case .termNotSet: "TERM is not set, so nothing is known about the terminal"
    case .unknownTerminal(let name):
      "the terminal '\(name)' is not known here: install its terminfo entry (ncurses-term), or try TERM=xterm-256color"
    case .cannotMoveCursor(let name): "the terminal '\(name)' cannot move its cursor"
    case .alreadyOpen: "the terminal is already in use by this process"
    case .system(let errno): "the terminal cannot be set up: error \(errno) (\(String(cString: strerror(errno))))"
    case .hungUp: "the terminal is gone"
    }
  }
}
