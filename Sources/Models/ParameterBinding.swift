import Checkpoints
import ListingRuntime
import Searching
import Tensors

/// How a checkpoint's tensors and a model's parameters met.
public struct BindingReport: Sendable {
  /// Parameters and buffers of the model that the checkpoint does not have.
  public var missing: [(path: String, shape: [Int])] = []
  /// Tensors of the checkpoint for which the model has no place.
  public var unexpected: [String] = []
  /// Those of them that belong to what runs, the encoder or its head, and so make another model than the config says:
  /// more layers, adapters that were not merged.
  public var strays: [String] = []
  public var wrongShapes: [(path: String, expected: [Int], found: [Int])] = []
  /// Buffers that the checkpoint does not have, and that the model computed itself.
  public var selfMade: [String] = []
  public var filled = 0
  /// All that the checkpoint has, to tell what may have been meant by a missing one.
  fileprivate var names: [String] = []

  /// Whether every parameter of the model got a value and the checkpoint has no others of the parts that run. What else
  /// is left over, a decoder, does no harm.
  public var isComplete: Bool { missing.isEmpty && wrongShapes.isEmpty && strays.isEmpty }
}

extension BindingReport: CustomStringConvertible {
  public var description: String {
    (gaps + Self.list("of the checkpoint's tensors have no place in the model", strays)).joined(separator: "\n")
  }

  /// The parameters that have no value, and why; no line when there are none.
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

  /// The most similar of the checkpoint's names that end like this one, if it is at all similar.
  private func nearest(to path: String) -> String? {
    func last(_ name: String) -> Substring? { name.split(separator: ".").last }
    let found = names.filter { last($0) == last(path) }.map { ($0, editDistance($0, path)) }.min { $0.1 < $1.1 }
    return found.flatMap { $0.1 <= max(3, path.count / 3) ? $0.0 : nil }
  }

  /// Of thousands only the first are put into words.
  private static func list(_ title: String, _ items: some Collection<String>) -> [String] {
    if items.isEmpty { return [] }
    let lines = ["\(items.count) \(title):"] + items.prefix(12).map { "  " + $0 }
    return [(items.count > 12 ? lines + ["  … and \(items.count - 12) more"] : lines).joined(separator: "\n")]
  }
}

/// Fills the parameters and buffers of the module at `root` from a checkpoint, by path.
///
/// - Parameters:
///   - selfMade: last names of buffers that may be absent, because the model computed them when it was made
///   - unused: names of modules of which anything may be left over
///   - running: the parts of the model, by the names before the first dot, that are all that is run
func bind(
  _ checkpoint: Checkpoint, to root: Handle, in machine: inout Machine, selfMade: Set<String> = [],
  unused: Set<String> = [], running: Set<String> = []
) throws(CheckpointError) -> BindingReport {
  var report = BindingReport()
  report.names = checkpoint.entries.map(\.name)
  var taken = Set<String>()
  for node in machine.parameterTree(root) {
    guard let entry = checkpoint.entry(node.path) else {
      let name = node.path.split(separator: ".").last.map(String.init) ?? ""
      if node.kind == .buffer, selfMade.contains(name) {
        report.selfMade.append(node.path)
        continue
      }
      report.missing.append((node.path, node.value.shape))
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
    let parts = name.split(separator: ".").map(String.init)
    guard let first = parts.first, let last = parts.last else { return false }
    return running.contains(first) && !selfMade.contains(last) && unused.isDisjoint(with: parts)
  }
  return report
}

/// Gives parameters that the checkpoint lacked the values that another file has for them, by path.
func fill(
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
