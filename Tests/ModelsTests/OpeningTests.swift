import Foundation
import ListingRuntime
import Tensors
import Testing

@testable import Models

/// Finding the files of a model's folder, and the errors for a folder that cannot be opened.
struct OpeningTests {
  /// The reader lists the folder's Python files. It skips hidden folders and links, because an import does not find
  /// them.
  @Test func theFilesOfAFolderAreListed() throws {
    try inTemporaryFolder { folder in
      for path in ["net.py", "part/block.py", ".git/hook.py", "notes.txt"] {
        let place = URL(filePath: folder + "/" + path)
        try FileManager.default.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try "x = 1\n".write(to: place, atomically: true, encoding: .utf8)
      }
      try FileManager.default.createSymbolicLink(atPath: folder + "/link.py", withDestinationPath: "/etc/hostname")
      #expect(FolderReader([folder]).paths.sorted() == ["net.py", "part/block.py"])
    }
  }

  @Test func theExampleNamesItsListing() throws {
    let files = try ModelFiles.find(in: example)
    #expect(files.listing == "paddlespeech@1.0")
    #expect(files.checkpoint.hasSuffix("checkpoints/avg_1.pdparams"))
    #expect(files.cmvn?.hasSuffix("data/mean_std.json") == true)
    #expect(files.vocabulary?.hasSuffix("data/lang_char/vocab.txt") == true)
  }

  @Test func anEmptyFolderHasNoConfig() throws {
    try inTemporaryFolder { folder in
      expectError("\(folder): no model config found") { try ModelFiles.find(in: folder) }
    }
  }

  @Test func anUnreadableConfigIsAnError() throws {
    try inTemporaryFolder { folder in
      try write("model: [1, 2\n", to: folder + "/conf/conformer.yaml")
      try write("unrelated: 1\n", to: folder + "/conf/preprocess.yaml")
      expectError("conf/conformer.yaml: is not valid YAML") { try ModelFiles.find(in: folder) }
      expectError("conf/conformer.yaml: is not valid YAML") { try ModelFiles.findConfig(at: folder) }
    }
  }

  @Test func aMissingFolderIsAnError() {
    expectError("/nowhere/at/all: there is no such folder") { try ModelFiles.find(in: "/nowhere/at/all") }
  }

  @Test func aFolderWithoutACheckpointIsAnError() throws {
    try inTemporaryFolder { folder in
      try write("encoder_conf: {}\n", to: folder + "/conf/conformer.yaml")
      expectError("\(folder): no checkpoint found. Looked for checkpoints/avg_*.pdparams") {
        try ModelFiles.find(in: folder)
      }
    }
  }

  @Test func aTruncatedCheckpointIsAnErrorWithItsPosition() throws {
    try inTemporaryFolder { folder in
      try FileManager.default.copyItem(atPath: fixture("paddlespeech/base_b1"), toPath: folder + "/model")
      let path = folder + "/model/model.pdparams"
      let bytes = try Data(contentsOf: URL(filePath: path))
      try bytes.prefix(bytes.count / 2).write(to: URL(filePath: path))
      expectError("model.pdparams") { try U2Model.open(.find(in: folder + "/model"), compute: Compute()) }
    }
  }

  @Test func parametersThatDoNotFitAreReportedByName() throws {
    try inTemporaryFolder { folder in
      try FileManager.default.copyItem(atPath: fixture("paddlespeech/base_b1"), toPath: folder + "/model")
      let path = folder + "/model/conf/conformer.yaml"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try write(
        text.replacingOccurrences(of: "linear_units: 24", with: "linear_units: 32").replacingOccurrences(
          of: "num_blocks: 2", with: "num_blocks: 3"), to: path)
      expectError(
        "encoder.encoders.0.feed_forward.w_1.weight: the model has (16, 32), the checkpoint (16, 24)",
        "encoder.encoders.2.self_attn.pos_bias_u (2, 8)"
      ) { try U2Model.open(.find(in: folder + "/model"), compute: Compute()) }
    }
  }

  @Test func anUnknownListingNamesTheKnownOnes() throws {
    expectError("there is no listing 'wenet9'", "paddlespeech@1.0") { try Listings.open("wenet9") }
  }

  @Test func aListingThatDoesNotParseShowsWhere() throws {
    try inTemporaryFolder { folder in
      try write("def f(:\n    pass\n", to: folder + "/u2.py")
      let listing = try Listings.open(folder)
      #expect(try listing.file(at: "u2.py") != nil)
      #expect(listing.errors().joined().contains("u2.py:1:"))
      #expect(listing.errors().joined().contains("def f(:"))
    }
  }

  @Test(arguments: [
    ("a: 1", Configuration.map([("a", .int(1))])), ("a: 1e-5", .map([("a", .float(1e-5))])),
    ("a: 'true'", .map([("a", .string("true"))])), ("a: True", .map([("a", .bool(true))])),
    ("a:", .map([("a", .none)])), ("a: [1, x]", .map([("a", .list([.int(1), .string("x")]))])), ("", .map([])),
    ("a: nan", .map([("a", .string("nan"))])),
  ])
  func scalarsAreReadAsPythonReadsThem(_ text: String, _ expected: Configuration) throws {
    try inTemporaryFolder { folder in
      try write(text, to: folder + "/c.yaml")
      #expect(try Configuration.read(folder + "/c.yaml") == expected)
    }
  }

  @Test func badYAMLIsAnError() throws {
    try inTemporaryFolder { folder in
      try write("a: [1, 2\n", to: folder + "/c.yaml")
      expectError("c.yaml: is not valid YAML") { try Configuration.read(folder + "/c.yaml") }
      try write("first: 1\nencoder_conf:\n  output_size: 8\n  output_size: 16\n", to: folder + "/c.yaml")
      expectError("c.yaml: has output_size more than once in the mapping that begins in line") {
        try Configuration.read(folder + "/c.yaml")
      }
    }
  }

  // MARK: Helpers

  private var example: String { fixture("../../examples/spoken-digits") }

  private func write(_ text: String, to path: String) throws {
    let url = URL(filePath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
}
