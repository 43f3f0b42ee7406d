import ArgumentParser
import Foundation
import Launch
import Models
import Tensors

struct NewCheckpointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new-checkpoint",
    abstract: "Writes a checkpoint of generated weights for a config: for tests, benchmarks and untrained networks.",
    discussion: """
      The same seed gives the same weights. No weight is trivial, and each layer's output has about the size of its \
      input. The file contains the encoder and the CTC head, but no attention decoder.

        fwdb new-checkpoint MODEL/train.yaml --seed 3
      """)

  @Argument(help: "A model's YAML config, or a model's folder that has one.", completion: .file())
  var config: String

  @Option(
    name: .shortAndLong,
    help: "The file to write: .safetensors or .npz. (default: generated.safetensors in the model's folder)",
    completion: .file())
  var output: String?

  @Option(help: "Seed of the weights.")
  var seed: UInt64 = 1

  @Option(help: "Output tokens of the model, when the config has no output_dim.")
  var tokens: Int?

  @Option(help: "The listing that builds the model: a bundled one by name, or a folder of .py files.")
  var listing: String?

  @Flag(help: "Replace an existing file.")
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
