/// An error or a warning about a listing, found before it runs.
public struct Diagnostic: Sendable, Equatable {
  public enum Severity: Sendable { case error, warning, note }
  public let severity: Severity
  /// What is wrong, as a sentence without a full stop: `'match' is outside the listing language`.
  public let message: String
  /// What to write instead, if there is a suggestion.
  public let help: String?
  public let range: SourceRange

  public init(_ severity: Severity, _ message: String, help: String? = nil, at range: SourceRange) {
    self.severity = severity
    self.message = message
    self.help = help
    self.range = range
  }
}
