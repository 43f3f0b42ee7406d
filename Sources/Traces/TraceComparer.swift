import Searching
import Tensors

/// Compares the tensors of a pass with the other side while the pass runs. Stores only the results of the comparison,
/// no tensors.
public final class TraceComparer {
  private struct Wanted {
    let entry: Int
    let isTransposed: Bool
  }

  private let reference: any TensorSource
  /// Names of all tensors of the other side.
  private let theirNames: [String]
  private let bound: @Sendable (_ theirs: String) -> ComparisonBound
  private let patterns: [NamePattern]
  /// The name of a tensor of the pass (see `canonicalName`) → the tensors of the other side that are compared with this
  /// tensor, as indices into `theirNames`.
  private var wanted: [String: [Wanted]] = [:]
  private var rows: [Int: ComparisonRow] = [:]
  /// The number of tensors that the pass computed and whose names are selected.
  private var computed = 0
  /// The number of tensors, among the `computed` tensors, without a counterpart on the other side.
  private var withoutCounterpart = 0
  private var ignored: [String] = []

  /// - Parameters:
  ///   - reference: the tensors of the other side.
  ///   - map: maps the other side's names to the pass's names.
  ///   - patterns: patterns of the pass's names to compare; empty compares all.
  ///   - bound: returns the bound for a name of the other side.
  public init(
    with reference: any TensorSource, map: NameMap = NameMap(), only patterns: [NamePattern] = [],
    bound: @escaping @Sendable (_ theirs: String) -> ComparisonBound = { _ in ComparisonBound() }
  ) {
    self.reference = reference
    theirNames = reference.tensorNames
    self.patterns = patterns
    self.bound = bound
    for (index, name) in theirNames.enumerated() {
      guard let target = map.target(of: name) else {
        ignored.append(name)
        continue
      }
      wanted[canonicalName(target.name), default: []].append(Wanted(entry: index, isTransposed: target.isTransposed))
    }
  }

  /// Compares a tensor of the pass with its counterparts on the other side. If a name on the other side has no
  /// assignment number (`x`, not `x#3`), the tensors are compared again at each assignment to the variable. The report
  /// contains only the last of these comparisons.
  ///
  /// - Throws: when a tensor of the other side cannot be read.
  public func take(_ traced: TracedTensor) throws {
    let names = patterns.isEmpty ? traced.names : traced.names.filter { name in patterns.contains { $0.matches(name) } }
    if names.isEmpty { return }
    computed += 1
    var isAnswered = false
    for name in names {
      for wanted in wanted[canonicalName(name)] ?? [] {
        isAnswered = true
        rows[wanted.entry] = try row(traced, name, wanted)
      }
    }
    if !isAnswered { withoutCounterpart += 1 }
  }

  private func row(_ traced: TracedTensor, _ name: String, _ wanted: Wanted) throws -> ComparisonRow {
    let theirName = theirNames[wanted.entry]
    var ours = traced.tensor
    if wanted.isTransposed, ours.rank >= 2, let turned = try? ours.transposed(ours.rank - 2, ours.rank - 1) {
      ours = turned
    }
    var row = ComparisonRow(
      order: traced.order, name: name, exactName: traced.exactName, theirName: theirName, shape: ours.shape,
      theirShape: reference.shape(ofTensor: theirName) ?? [], bound: bound(theirName), place: traced.place)
    if ours.shape != row.theirShape { return row }
    let theirs = try reference.tensor(named: theirName)
    guard let comparison = try? compare(ours, with: theirs) else { return row }
    row.comparison = comparison
    row.worst = ComparedElement(worstOf: ours, reference: theirs, comparison)
    return row
  }

  /// The result of the comparisons so far.
  public func report() -> ComparisonReport {
    // If the other side has the same tensor under two names, `x` and `x#3`, report one row.
    var found: [ComparisonRow] = []
    var places: [String: Int] = [:]
    for entry in rows.keys.sorted() {
      guard let row = rows[entry] else { continue }
      if let place = places[row.exactName], found[place].comparison == row.comparison,
        found[place].theirShape == row.theirShape
      {
        found[place].alsoKnownAs.append(row.theirName)
      } else {
        places[row.exactName] = found.count
        found.append(row)
      }
    }
    let ignoredNames = Set(ignored)
    let unmet = theirNames.indices.filter { rows[$0] == nil && !ignoredNames.contains(theirNames[$0]) }
    return ComparisonReport(
      path: reference.name, rows: found.sorted { $0.order < $1.order },
      unmet: unmet.map { theirNames[$0] }, ignored: ignored, computed: computed, withoutCounterpart: withoutCounterpart)
  }
}
