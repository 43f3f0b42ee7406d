import Commands

/// Runs commands from a file or from standard input and prints their results.
public struct Script {
  public enum Outcome: Sendable, Equatable {
    /// All lines have run; `failures` is the number of lines that failed.
    case done(failures: Int)
    /// A line ran `quit`.
    case quit
    /// A line failed in a script that ends at the first failure.
    case stopped(line: Int)
    /// The user interrupted a command, and `goesOn` ended the script.
    case interrupted
  }

  public enum Form: Sendable {
    /// Prints `(fwdb) ` and the line before each result.
    case text
    /// Prints one line of JSON for each command, and no other text.
    case json
  }

  public enum Line: Sendable, Equatable {
    case text(String)
    /// A line longer than `CommandLines.lineLimit`.
    case tooLong
  }

  /// Whether to end at the first line that fails.
  public var stopsOnError: Bool
  public var form: Form

  public init(stopsOnError: Bool = false, form: Form = .text) {
    self.stopsOnError = stopsOnError
    self.form = form
  }

  /// - Parameters:
  ///   - goesOn: called after the user interrupted a command. Returns whether to run the next command.
  ///   - output: receives pieces of text with their line ends.
  public func run(
    _ lines: some Sequence<Line>, in session: inout Session, isInterrupted: @escaping () -> Bool = { false },
    goesOn: () -> Bool = { false }, output: (String) -> Void
  ) -> Outcome {
    var failures = 0
    var number = 0
    for line in lines {
      number += 1
      let result: CommandResult
      switch line {
      case .text(let line):
        if line.allSatisfy(\.isWhitespace) || line.drop(while: \.isWhitespace).hasPrefix("#") { continue }
        if form == .text { output("(fwdb) \(line.printable)\n") }
        result = session.execute(line, isInterrupted: isInterrupted)
      case .tooLong:
        result = .failure(.outside("Line \(number) is longer than a command can be: \(CommandLines.lineLimit) bytes."))
      }
      switch form {
      case .json: output(result.json.text + "\n")
      case .text:
        let text = result.text
        if !text.isEmpty { output(text + "\n") }
      }
      if result.failure != nil {
        failures += 1
        if stopsOnError { return .stopped(line: number) }
      }
      if result.isQuit { return .quit }
      if isInterrupted(), !goesOn() { return .interrupted }
    }
    return .done(failures: failures)
  }
}
