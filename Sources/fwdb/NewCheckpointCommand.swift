import ArgumentParser
import Foundation
import Models
import Tensors

struct NewCheckpointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new-checkpoint",
    abstract: "Writes a checkpoint of made-up weights for a config: for tests, benchmarks and untrained networks.",
    discussion: """
      The same seed gives the same weights. No weight is trivial, and what goes through the layers keeps about its size. \
      The file has what the listing has: the encoder and the CTC head, no attention decoder.
      """)

  @Argument(help: "A model's YAML config, or a model's folder that has one.", completion: .file())
  var config: String

  @Option(
    name: .shortAndLong,
    help: "The file: .safetensors or .npz. Without it, generated.safetensors in the model's folder.",
    completion: .file())
  var output: String?

  @Option(help: "Seed of the weights.")
  var seed: UInt64 = 1

  @Option(help: "How many tokens the model can say, when the config has no output_dim.")
  var tokens: Int?

  @Option(help: "The listing that says which weights there are: a bundled one by name, or a folder of .py files.")
  var listing: String?

  @Flag(help: "Replace the file when there is one.")
  var force = false

  func validate() throws {
    if let output, !["safetensors", "npz"].contains(output.split(separator: ".").last?.lowercased() ?? "") {
      throw ValidationError("-o \(output): the name must end in .safetensors or .npz")
    }
    if let tokens, !(1...1 << 24).contains(tokens) { throw ValidationError("--tokens must be between 1 and 16777216") }
  }

  func run() throws {
    let checkpoint = try GeneratedCheckpoint(
      for: config, listing: listing, tokens: tokens, seed: seed, compute: Compute())
    let path = output ?? checkpoint.defaultPath
    if !force, FileManager.default.fileExists(atPath: path) {
      throw Failure("\(path) exists already; --force replaces it")
    }
    try checkpoint.write(to: path)
    print("\(path): \(checkpoint.tensors.count) tensors, \(grouped(checkpoint.count)) numbers, seed \(seed)")
  }
}
