import Checkpoints
import Foundation
import ListingRuntime
import Tensors

/// Random weights for the model that a config describes. Used for tests, benchmarks and untrained networks.
///
/// No norm has scale 1 and no bias is 0: such weights could hide errors. Each layer's output has about the same
/// magnitude as its input, so the values of a deep model do not overflow. A parameter's values depend only on the seed
/// and on the parameter's path and shape.
public struct GeneratedCheckpoint: Sendable {
  /// Path and value of each parameter and buffer, in the model's order.
  public let tensors: [(name: String, tensor: Tensor)]
  /// The name of the listing that built the model.
  public let listing: String
  /// The path in the model's folder where fwdb looks for generated weights.
  public let defaultPath: String

  /// The number of elements in all tensors.
  public var count: Int { tensors.reduce(0) { $0 + $1.tensor.count } }

  /// Builds the model that a config describes and generates its weights.
  ///
  /// - Parameters:
  ///   - path: a config, or a model's folder with a config.
  ///   - listing: the user's choice. Nil means the listing in `fwdb.yaml`, or else the first listing of the family.
  ///   - tokens: the number of output tokens, for a config without `output_dim`.
  public init(
    for path: String, listing: String? = nil, tokens: Int? = nil, seed: UInt64, compute: Compute
  ) throws(ModelError) {
    let place = try ModelFiles.findConfig(at: path)
    let config = try Configuration.readModel(place.config)
    let chosen = listing ?? place.listing
    let chooses = { (family: ModelFamily) in chosen.map(family.recognises.listings.contains) ?? false }
    guard let family = ModelFamily.of(config) ?? ModelFamily.all.first(where: chooses) else {
      throw .unknownConfigFamily(config: place.config, known: ModelFamily.all.map(\.name))
    }
    let source = try family.source(
      ModelContents(
        config: config, configPath: place.config, folder: ModelFolder(root: place.folder), checkpoint: nil,
        tokens: tokens, files: nil))
    let model = try Model(
      source, of: family, config: place.config, listing: chosen, compute: compute, seed: seed)
    do throws(TensorError) {
      tensors = try model.machine.parameterTree(model.root).map { node throws(TensorError) in
        var generator = RandomGenerator(seed: seed ^ hash(of: node.path))
        let tensor = try model.machine.values(for: node, keeping: source.binding.selfMade, using: &generator)
        return (node.path, tensor)
      }
    } catch { throw .badConfig(path: place.config, reason: "cannot get its weights: \(error)") }
    self.listing = model.listing
    defaultPath = place.folder + "/generated.safetensors"
  }

  /// Writes an npz file when the path ends in `.npz`, otherwise a safetensors file.
  public func write(to path: String) throws(ModelError) {
    do {
      if path.lowercased().hasSuffix(".npz") {
        try writeNpz(tensors, to: path)
      } else {
        try writeSafetensors(tensors, to: path)
      }
    } catch { throw .checkpoint(error) }
  }
}

extension Machine {
  /// Random values for one parameter. The class of its module determines the distribution.
  fileprivate func values(
    for node: ParameterNode, keeping kept: Set<String>, using generator: inout RandomGenerator
  ) throws(TensorError) -> Tensor {
    let shape = node.value.shape
    if node.kind == .buffer, kept.contains(node.name), let own = try? tensor(node.value) { return own }
    func normal(_ deviation: Float, around mean: Float = 0) throws(TensorError) -> Tensor {
      try compute.randomNormal(shape, mean: mean, standardDeviation: deviation, using: &generator)
    }
    func uniform(_ range: ClosedRange<Float>) throws(TensorError) -> Tensor {
      try compute.randomUniform(shape, low: range.lowerBound, high: range.upperBound, using: &generator)
    }

    let owner = className(of: node.owner)
    if owner.contains("Norm") {
      switch node.name {
      case "weight": return try uniform(0.7...1.3)
      case "_variance", "running_var": return try uniform(0.5...1.5)
      default: return try normal(0.2)
      }
    }
    if owner.hasSuffix("CMVN") { return node.name == "istd" ? try uniform(0.7...1.3) : try normal(0.5) }
    if shape.count < 2 { return try normal(0.1) }
    // An output is a sum of `inputs` products. With a standard deviation of 1/√inputs, the output has the magnitude of
    // the input. A ReLU follows each convolution and halves the variance, so convolutions use √(2/inputs).
    if let inputs = integer("in_features", of: node.owner) { return try normal(1 / Float(max(1, inputs)).squareRoot()) }
    let isConvolution = owner.hasPrefix("Conv")
    let inputs = isConvolution ? shape.dropFirst().reduce(1, *) : shape[shape.count - 1]
    return try normal(((isConvolution ? 2 : 1) / Float(max(1, inputs))).squareRoot())
  }
}

/// The FNV-1a hash. Unlike `hashValue`, it is the same in every run.
private func hash(of text: String) -> UInt64 {
  text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
