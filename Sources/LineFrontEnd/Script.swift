import Commands

/// Carries out commands from a file or from standard input and prints what they give.
public struct Script {
  public enum Outcome: Sendable, Equatable {
    /// All lines were carried out; so many of them failed.
    case done(failures: Int)
    /// A line failed and the script was to stop there.
    case stopped(line: Int)
  }

  /// Ends at the first line that fails.
  public var stopsOnError: Bool
  /// Writes `(fwdb) ` and the line before each result.
  public var echoes: Bool

  public init(stopsOnError: Bool = false, echoes: Bool = true) {
    self.stopsOnError = stopsOnError
    self.echoes = echoes
  }

  /// - Parameter output: takes pieces of text with their line ends.
  public func run(
    _ lines: some Sequence<String>, in session: inout Session, isInterrupted: @escaping () -> Bool = { false },
    output: (String) -> Void
  ) -> Outcome {
    var failures = 0
    for (number, line) in lines.enumerated() {
      if line.allSatisfy(\.isWhitespace) || line.drop(while: \.isWhitespace).hasPrefix("#") { continue }
      if echoes { output("(fwdb) \(line)\n") }
      let result = session.execute(line, isInterrupted: isInterrupted)
      let text = result.text
      if !text.isEmpty { output(text + "\n") }
      if result.failure != nil {
        failures += 1
        if stopsOnError { return .stopped(line: number + 1) }
      }
      if result.isQuit { break }
    }
    return .done(failures: failures)
  }

  /// The lines of standard input, read as they are asked for.
  public static var standardInput: AnySequence<String> { AnySequence { AnyIterator { readLine() } } }
}
