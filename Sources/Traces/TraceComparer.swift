import Tensors

/// Compares the tensors of a pass with another side while the pass runs. Keeps only figures.
public final class TraceComparer {
  private struct Wanted {
    let entry: Int
    let isTransposed: Bool
  }

  private let reference: any TensorSource
  /// The other side's names.
  private let theirNames: [String]
  private let bound: @Sendable (_ theirs: String) -> ComparisonBound
  private let patterns: [NamePattern]
  /// For each canonical name of ours, the tensors of the other side to compare with.
  private var wanted: [String: [Wanted]] = [:]
  private var rows: [Int: ComparisonRow] = [:]
  /// How many tensors the pass computed, and how many of them have no counterpart.
  private var made = 0
  private var unanswered = 0
  private var ignored: [String] = []

  /// - Parameters:
  ///   - reference: the other side.
  ///   - map: from its names to ours.
  ///   - patterns: names of ours to compare; empty for all.
  ///   - bound: for a name of the other side.
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

  /// Compares a tensor with the other side's tensors of its names. For a name without a count the last tensor stays.
  ///
  /// - Throws: when the other side cannot be read.
  public func take(_ traced: TracedTensor) throws {
    let names = patterns.isEmpty ? traced.names : traced.names.filter { name in patterns.contains { $0.matches(name) } }
    if names.isEmpty { return }
    made += 1
    var isAnswered = false
    for name in names {
      for wanted in wanted[canonicalName(name)] ?? [] {
        isAnswered = true
        rows[wanted.entry] = try row(traced, name, wanted)
      }
    }
    if !isAnswered { unanswered += 1 }
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

  /// The result so far.
  public func report() -> ComparisonReport {
    // A tensor that the other side has as `x` and as `x#3` is one row.
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
      unmet: unmet.map { theirNames[$0] }, ignored: ignored, made: made, unanswered: unanswered)
  }
}
