import Foundation
import Testing

/// Changes a text file.
func edit(_ path: String, _ change: (String) -> String) throws {
  let text = try String(contentsOfFile: path, encoding: .utf8)
  let changed = change(text)
  try #require(changed != text, "the edit changes something")
  try changed.write(toFile: path, atomically: true, encoding: .utf8)
}

/// A folder to write in, gone afterwards.
func inTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = NSTemporaryDirectory() + "fwdb-models-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}

/// A copy of a model's folder, gone afterwards.
func inCopy(of folder: String, _ body: (String) throws -> Void) throws {
  try inTemporaryFolder { place in
    try FileManager.default.copyItem(atPath: folder, toPath: place + "/model")
    try body(place + "/model")
  }
}

/// Expects an error that says all of that.
func expectError(
  _ fragments: String..., sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> some Any
) {
  do {
    _ = try body()
    Issue.record("no error", sourceLocation: sourceLocation)
  } catch {
    for fragment in fragments { #expect("\(error)".contains(fragment), "\(error)", sourceLocation: sourceLocation) }
  }
}
