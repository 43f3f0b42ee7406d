import Checkpoints
import Foundation
import ListingRuntime
import Tensors

/// Weights for the model that a config describes, made up: for tests, benchmarks, and looking into a network that
/// nobody has trained.
///
/// None is trivial (no norm has scale 1, no bias is 0), and layers keep about the size of what goes through them, so
/// that a deep model's figures stay sane. A parameter's numbers depend on the seed and on its own path and shape only.
public struct GeneratedCheckpoint: Sendable {
  /// By path, in the model's order.
  public let tensors: [(name: String, tensor: Tensor)]
  /// The listing that says which parameters there are.
  public let listing: String
  /// Where `fwdb` looks for it when nobody says otherwise.
  public let defaultPath: String

  /// All elements.
  public var count: Int { tensors.reduce(0) { $0 + $1.tensor.count } }

  /// - Parameters:
  ///   - path: a config, or a model's folder that has one
  ///   - listing: one that a person chose; else `fwdb.yaml` may name one, else it is the family's first
  ///   - tokens: how many the model can say, for a config that does not tell
  public init(
    for path: String, listing: String? = nil, tokens: Int? = nil, seed: UInt64, compute: Compute
  ) throws(ModelError) {
    let place = try ModelFiles.findConfig(at: path)
    let config = try Configuration.readModel(place.config)
    let chosen = listing ?? place.listing
    guard let family = Family.of(config) ?? Family.all.first(where: { $0.listings.contains(chosen ?? "") }) else {
      throw .unknownConfigFamily(config: place.config, known: Family.all.map(\.name))
    }
    guard let tokens = tokens ?? config["output_dim"]?.int, tokens > 0 else {
      throw .badConfig(path: place.config, reason: "does not say how many tokens there are (output_dim); --tokens does")
    }
    let empty = try EmptyModel(
      family.completed(config, ModelFolder(root: place.folder)), from: place.config, of: family, listing: chosen,
      tokens: tokens, compute: compute, seed: seed)
    do throws(TensorError) {
      tensors = try empty.machine.parameterTree(empty.root).map { node throws(TensorError) in
        var generator = RandomGenerator(seed: seed ^ hash(of: node.path))
        let tensor = try empty.machine.values(for: node, keeping: family.selfMadeBuffers, using: &generator)
        return (node.path, tensor)
      }
    } catch { throw .badConfig(path: place.config, reason: "cannot get its weights: \(error)") }
    self.listing = empty.listing
    defaultPath = place.folder + "/generated.safetensors"
  }

  /// Writes them as safetensors, or as npz where the name ends so.
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
  /// Made-up numbers for one parameter, by the kind of module that it belongs to.
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
    // What is summed up in one output: its square root keeps the size; convolutions go into a ReLU, which halves it.
    if let inputs = integer("in_features", of: node.owner) { return try normal(1 / Float(max(1, inputs)).squareRoot()) }
    let isConvolution = owner.hasPrefix("Conv")
    let inputs = isConvolution ? shape.dropFirst().reduce(1, *) : shape[shape.count - 1]
    return try normal(((isConvolution ? 2 : 1) / Float(max(1, inputs))).squareRoot())
  }
}

/// FNV-1a, which is the same in every run: unlike `hashValue`.
private func hash(of text: String) -> UInt64 {
  text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
