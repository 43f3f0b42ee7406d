import Commands

/// Carries out commands from a file or from standard input and prints what they give.
public struct Script {
  public enum Outcome: Sendable, Equatable {
    /// All lines were carried out; so many of them failed.
    case done(failures: Int)
    /// A line quit.
    case quit
    /// A line failed and the script was to stop there.
    case stopped(line: Int)
    /// Someone asked to stop, and the program that gives the lines is not to go on.
    case interrupted
  }

  public enum Form: Sendable {
    /// `(fwdb) ` and the line before each result.
    case text
    /// One line of JSON for each command, and nothing else.
    case json
  }

  public enum Line: Sendable, Equatable {
    case text(String)
    /// Longer than any command.
    case tooLong
  }

  /// Ends at the first line that fails.
  public var stopsOnError: Bool
  public var form: Form

  public init(stopsOnError: Bool = false, form: Form = .text) {
    self.stopsOnError = stopsOnError
    self.form = form
  }

  /// - Parameters:
  ///   - goesOn: asked when someone has interrupted a command: whether the next one is to be carried out.
  ///   - output: takes pieces of text with their line ends.
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
