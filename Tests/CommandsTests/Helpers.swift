import ListingRuntime
import TestSupport
import Testing

@testable import Commands

/// A session that stops at the first statement of the listing's `main()`.
func session(_ text: String, profile: ModelProfile? = nil) throws -> Session {
  var session = Session(Debugger(try machine(text), profile: profile))
  _ = session.start(at: "main")
  return session
}

/// Runs each command of a transcript (lines that begin with `(fwdb) `) and expects the output below it.
func expectTranscript(
  _ text: String, profile: ModelProfile? = nil, _ transcript: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var session = try session(text, profile: profile)
  var output = ""
  for line in transcript.split(separator: "\n", omittingEmptySubsequences: false) where line.hasPrefix("(fwdb)") {
    output += line + "\n"
    let text = session.execute(String(line.dropFirst(6))).text
    if !text.isEmpty { output += text + "\n" }
  }
  let expected = transcript.hasSuffix("\n") ? transcript : transcript + "\n"
  if output == expected { return }
  let found = output.split(separator: "\n", omittingEmptySubsequences: false)
  let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let line =
    zip(found, wanted).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(found.count, wanted.count)
  Issue.record("line \(line + 1) of the transcript differs. It is:\n\(output)", sourceLocation: sourceLocation)
}
