import Checkpoints
import ListingRuntime
import Searching
import Tensors

/// The result of filling a model's parameters from a checkpoint.
public struct BindingReport: Sendable {
  /// Parameters and buffers of the model that the checkpoint lacks.
  public var missing: [(path: String, shape: [Int])] = []
  /// Tensors of the checkpoint for which the model has no parameter.
  public var unexpected: [String] = []
  /// The unexpected tensors of submodules that a pass runs. They are errors: the weights belong to a different model
  /// than the config describes, for example to a model with more layers or with unmerged adapters.
  public var strays: [String] = []
  public var wrongShapes: [(path: String, expected: [Int], found: [Int])] = []
  /// Buffers that the checkpoint lacks and the model computed itself.
  public var selfMade: [String] = []
  public var filled = 0
  /// Optional submodules of the model of which the checkpoint has no tensor.
  public var absentParts: Set<String> = []
  /// Names of all tensors in the checkpoint. An error message suggests one of these names for a missing parameter.
  fileprivate var names: [String] = []

  /// Whether every parameter has a value, and the model has a parameter for every tensor of the submodules that a pass
  /// runs. Tensors of other submodules, such as a decoder, are not considered.
  public var isComplete: Bool { missing.isEmpty && wrongShapes.isEmpty && strays.isEmpty }
}

extension BindingReport: CustomStringConvertible {
  public var description: String {
    (gaps + Self.list("of the checkpoint's tensors have no place in the model", strays)).joined(separator: "\n")
  }

  /// Messages about the parameters without a value. Empty when every parameter has a value.
  public var gaps: [String] {
    Self.list(
      "of the model's parameters are not in the checkpoint",
      missing.lazy.map {
        "\($0.path) \(shapeDescription($0.shape))" + (nearest(to: $0.path).map { "  (the checkpoint has \($0))" } ?? "")
      })
      + Self.list(
        "have another shape there",
        wrongShapes.lazy.map {
          "\($0.path): the model has \(shapeDescription($0.expected)), the checkpoint \(shapeDescription($0.found))"
        })
  }

  /// The name of the checkpoint's tensor that is most similar to `path` and has the same last component. Nil when no
  /// name is similar.
  private func nearest(to path: String) -> String? {
    func last(_ name: String) -> Substring? { name.split(separator: ".").last }
    let found = names.filter { last($0) == last(path) }.map { ($0, editDistance($0, path)) }.min { $0.1 < $1.1 }
    return found.flatMap { $0.1 <= max(3, path.count / 3) ? $0.0 : nil }
  }

  /// A title line and at most twelve items, as one text. Empty when there are no items.
  private static func list(_ title: String, _ items: some Collection<String>) -> [String] {
    if items.isEmpty { return [] }
    let lines = ["\(items.count) \(title):"] + items.prefix(12).map { "  " + $0 }
    return [(items.count > 12 ? lines + ["  … and \(items.count - 12) more"] : lines).joined(separator: "\n")]
  }
}

/// Fills the parameters and buffers of the module at `root` with the checkpoint's tensors of the same path.
func bind(
  _ checkpoint: Checkpoint, to root: Handle, in machine: inout Machine, _ rules: BindingRules = BindingRules()
) throws(CheckpointError) -> BindingReport {
  var report = BindingReport()
  report.names = checkpoint.entries.map(\.name)
  report.absentParts = rules.optional.filter { part in !report.names.contains { $0.hasPrefix(part + ".") } }
  var taken = Set<String>()
  for node in machine.parameterTree(root) {
    guard let entry = checkpoint.entry(node.path) else {
      let (first, last) = ends(of: node.path)
      if node.kind == .buffer, rules.selfMade.contains(last) {
        report.selfMade.append(node.path)
      } else if !report.absentParts.contains(first) {
        report.missing.append((node.path, node.value.shape))
      }
      continue
    }
    taken.insert(node.path)
    if entry.shape != node.value.shape {
      report.wrongShapes.append((node.path, node.value.shape, entry.shape))
      continue
    }
    machine.fill(node, with: try checkpoint.tensor(node.path))
    report.filled += 1
  }
  report.unexpected = report.names.filter { !taken.contains($0) }
  report.strays = report.unexpected.filter { name in
    let (first, last) = ends(of: name)
    let runs = rules.running?.contains(first) ?? true
    return runs && !rules.selfMade.contains(last)
      && rules.unused.isDisjoint(with: name.split(separator: ".").map(String.init))
  }
  return report
}

/// The first and last part of a path: `encoder` and `weight` of `encoder.norm.weight`.
private func ends(of path: String) -> (first: String, last: String) {
  let parts = path.split(separator: ".")
  return (parts.first.map(String.init) ?? "", parts.last.map(String.init) ?? "")
}

/// Fills parameters that the checkpoint lacks with values from a CMVN file. `values` maps parameter paths to values.
func fillStatistics(
  _ values: [String: [Float]], from path: String, to root: Handle, in machine: inout Machine,
  _ report: inout BindingReport
) throws(ModelError) {
  for node in machine.parameterTree(root) {
    guard let numbers = values[node.path],
      let place = report.missing.firstIndex(where: { $0.path == node.path })
    else { continue }
    guard node.value.shape == [numbers.count] else {
      throw .badStatistics(path: path, found: numbers.count, expected: node.value.layout.count)
    }
    machine.fill(node, with: Tensor(numbers, shape: [numbers.count]))
    report.missing.remove(at: place)
    report.filled += 1
  }
}
