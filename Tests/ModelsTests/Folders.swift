import Foundation
import ListingRuntime
import Tensors
import Testing

@testable import Models

extension U2Model {
  /// Opens a model of one of the two U2 families, WeNet or PaddleSpeech.
  static func open(
    _ files: ModelFiles, compute: Compute, isLenient: Bool = false,
    statistics: (_ path: String) throws -> FeatureStatistics = { _ in throw ModelError.noSuchFolder("no statistics") }
  ) throws -> U2Model {
    let model = try Model.open(files, compute: compute, isLenient: isLenient, statistics: statistics)
    return try #require(U2Model(model))
  }

  var machine: Machine {
    get { model.machine }
    _modify { yield &model.machine }
  }
}

/// Replaces the text of a file by the result of `change`.
func edit(_ path: String, _ change: (String) -> String) throws {
  let text = try String(contentsOfFile: path, encoding: .utf8)
  let changed = change(text)
  try #require(changed != text, "the edit changes something")
  try changed.write(toFile: path, atomically: true, encoding: .utf8)
}

/// Makes a temporary folder, runs `body`, and removes the folder.
func inTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = NSTemporaryDirectory() + "fwdb-models-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}

/// Copies a model's folder, runs `body`, and removes the copy.
func inCopy(of folder: String, _ body: (String) throws -> Void) throws {
  try inTemporaryFolder { place in
    try FileManager.default.copyItem(atPath: folder, toPath: place + "/model")
    try body(place + "/model")
  }
}

/// Expects an error whose text contains all `fragments`.
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
