import ListingSyntax
import Tensors

/// An error that the running listing raised; Python calls it an exception.
public struct ListingError: Error, Sendable {
  /// The name of the exception's class: `TypeError`, `RuntimeError`.
  public let kind: String
  public let message: String
  /// The call stack when the error was raised, outermost call first. The last entry is the instruction that failed.
  public internal(set) var traceback: [TracebackEntry] = []
  /// The exception object that the listing raised; nil for an error of a builtin, whose object is made when it is
  /// caught.
  var exception: Value?
  /// The `args` of the exception object; nil means that the message is the only argument.
  var arguments: [Value]?
  /// The cause of `raise … from`; the value None for `from None`; nil without `from`.
  var cause: Value?
  /// Whether the machine raised a caught error again at the end of a `finally`, `with` or `except` block, without a
  /// `raise` statement.
  var isContinuing = false
  /// Whether Python might not raise this error: the cause is a limit of fwdb, or a name that fwdb lacks. `except` does
  /// not catch such an error, because Python might not run the `except` block.
  var isRefusal: Bool

  init(_ kind: Kind, _ message: String, arguments: [Value]? = nil, isRefusal: Bool = false) {
    self.kind = kind.rawValue
    self.message = message
    self.arguments = arguments
    self.isRefusal = isRefusal || kind == .interrupted || kind == .memoryError || kind == .notImplemented
  }

  /// - Parameter text: Python's message, which becomes the argument of the exception object.
  init(_ kind: Kind, _ message: String, python text: String) {
    self.init(kind, message, arguments: [.string(text)])
  }

  public init(kind: String, message: String) {
    self.kind = kind
    self.message = message
    isRefusal = false
  }

  enum Kind: String {
    case typeError = "TypeError", valueError = "ValueError", attributeError = "AttributeError", nameError = "NameError"
    case indexError = "IndexError", keyError = "KeyError", zeroDivisionError = "ZeroDivisionError"
    case runtimeError = "RuntimeError", assertionError = "AssertionError", importError = "ImportError"
    case recursionError = "RecursionError", overflowError = "OverflowError", notImplemented = "NotImplementedError"
    case unboundLocalError = "UnboundLocalError"
    /// The user interrupted a running operation. Python has no such exception.
    case interrupted = "Interrupted"
    case memoryError = "MemoryError"
  }

  public var isInterruption: Bool { kind == Kind.interrupted.rawValue }

  /// The kind and the message in one line: `TypeError: …`.
  public var summary: String { message.isEmpty ? kind : "\(kind): \(message)" }
}

public struct TracebackEntry: Sendable {
  public let file: SourceFile
  public let line: Int
  public let range: SourceRange
  public let function: String
  /// The module path of `self`, such as `encoder.encoders.3.self_attn`; nil outside a module's method.
  public let modulePath: String?

  fileprivate func isSamePlace(as other: TracebackEntry) -> Bool {
    line == other.line && function == other.function && modulePath == other.modulePath
      && file.name == other.file.name
  }
}

extension ListingError: CustomStringConvertible {
  /// The number of calls shown at each end of a traceback. A traceback with at most twice as many calls is shown
  /// completely.
  private static let shownCalls = 40

  /// The traceback, then kind and message, in Python's format.
  public var description: String {
    var text = traceback.isEmpty ? "" : "Traceback (most recent call last):\n"
    var repeats = 0
    for (index, entry) in traceback.enumerated() {
      repeats = index > 0 && entry.isSamePlace(as: traceback[index - 1]) ? repeats + 1 : 0
      if repeats > 2 {
        // In a recursion, show the first three entries, then one line with the number of the other entries.
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
