import ListingSyntax
import Tensors

/// An error raised by the running listing; in Python, an exception.
public struct ListingError: Error, Sendable {
  /// Python's name for it: `TypeError`, `RuntimeError`.
  public let kind: String
  public let message: String
  /// The calls that led to the error, outermost first. The last entry is the failing instruction.
  public internal(set) var traceback: [TracebackEntry] = []

  init(_ kind: Kind, _ message: String) {
    self.kind = kind.rawValue
    self.message = message
  }

  public init(kind: String, message: String) {
    self.kind = kind
    self.message = message
  }

  enum Kind: String {
    case typeError = "TypeError", valueError = "ValueError", attributeError = "AttributeError", nameError = "NameError"
    case indexError = "IndexError", keyError = "KeyError", zeroDivisionError = "ZeroDivisionError"
    case runtimeError = "RuntimeError", assertionError = "AssertionError", importError = "ImportError"
    case recursionError = "RecursionError", overflowError = "OverflowError", notImplemented = "NotImplementedError"
    case unboundLocalError = "UnboundLocalError"
    /// Not a Python exception: a running operation was interrupted.
    case interrupted = "Interrupted"
    case memoryError = "MemoryError"
  }

  public var isInterruption: Bool { kind == Kind.interrupted.rawValue }

  /// `TypeError: …`
  public var summary: String { message.isEmpty ? kind : "\(kind): \(message)" }
}

public struct TracebackEntry: Sendable {
  public let file: SourceFile
  public let line: Int
  public let range: SourceRange
  public let function: String
  /// The path of the module whose method it is: `encoder.encoders.3.self_attn`.
  public let modulePath: String?

  fileprivate func isSamePlace(as other: TracebackEntry) -> Bool {
    line == other.line && function == other.function && modulePath == other.modulePath
      && file.name == other.file.name
  }
}

extension ListingError: CustomStringConvertible {
  /// From a longer traceback, the number of calls shown at each end.
  private static let shownCalls = 40

  /// The traceback, then kind and message, in Python's format.
  public var description: String {
    var text = traceback.isEmpty ? "" : "Traceback (most recent call last):\n"
    var repeats = 0
    for (index, entry) in traceback.enumerated() {
      repeats = index > 0 && entry.isSamePlace(as: traceback[index - 1]) ? repeats + 1 : 0
      if repeats > 2 {
        // In a recursion one line replaces the repeated calls.
        if index + 1 < traceback.count, entry.isSamePlace(as: traceback[index + 1]) { continue }
        text += "  [the line above \(repeats - 2) more time\(repeats == 3 ? "" : "s")]\n"
        continue
      }
      if traceback.count > 2 * Self.shownCalls, Self.shownCalls..<traceback.count - Self.shownCalls ~= index {
        if index == Self.shownCalls { text += "  [\(traceback.count - 2 * Self.shownCalls) calls]\n" }
        continue
      }
      text += "  File \"\(entry.file.name)\", line \(entry.line), in \(entry.function)"
      if let path = entry.modulePath, !path.isEmpty { text += "  [\(path)]" }
      text += "\n"
      let lines = entry.file.lines
      if lines.indices.contains(entry.line - 1) {
        text += "    " + String(lines[entry.line - 1].drop { $0 == " " || $0 == "\t" }) + "\n"
      }
    }
    return text + summary
  }
}
