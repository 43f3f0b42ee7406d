/// An error, warning or note about a listing's text, found before the listing runs.
public struct Diagnostic: Sendable, Equatable {
  public enum Severity: Sendable { case error, warning, note }
  public let severity: Severity
  /// The problem, without a final full stop: `'async' is outside the listing language`.
  public let message: String
  /// A suggestion, such as the text to write instead; nil if there is no suggestion.
  public let help: String?
  public let range: SourceRange

  public init(_ severity: Severity, _ message: String, help: String? = nil, at range: SourceRange) {
    self.severity = severity
    self.message = message
    self.help = help
    self.range = range
  }
}
