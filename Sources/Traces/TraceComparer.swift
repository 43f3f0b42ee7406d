import Checkpoints
import Tensors

/// Compares what a pass makes with the tensors of a file, as they come: nothing is kept but figures.
public final class TraceComparer {
  /// How far two tensors may be apart: `absolute + relative · max |theirs|`, at any element.
  public struct Bound: Sendable, Hashable {
    public var relative: Double
    public var absolute: Double

    /// What two frameworks on the same weights keep to is a few millionths of a tensor's greatest element.
    public init(relative: Double = 5e-6, absolute: Double = 0) {
      self.relative = relative
      self.absolute = absolute
    }
  }

  private struct Wanted {
    let entry: Int
    let isTransposed: Bool
  }

  private let reference: Checkpoint
  private let bound: @Sendable (_ theirs: String) -> Bound
  private let patterns: [NamePattern]
  /// By canonical names of ours, what of theirs is compared with it.
  private var wanted: [String: [Wanted]] = [:]
  private var rows: [Int: ComparisonRow] = [:]
  /// Tensors of ours, and those of them that nothing of theirs is compared with.
  private var made = 0
  private var unanswered = 0
  private var ignored: [String] = []

  /// - Parameters:
  ///   - reference: the other pass's tensors.
  ///   - map: what they are called here.
  ///   - patterns: names of ours to compare; all, when there is none.
  ///   - bound: for a name of theirs.
  public init(
    with reference: Checkpoint, map: NameMap = NameMap(), only patterns: [NamePattern] = [],
    bound: @escaping @Sendable (_ theirs: String) -> Bound = { _ in Bound() }
  ) {
    self.reference = reference
    self.patterns = patterns
    self.bound = bound
    for (index, entry) in reference.entries.enumerated() {
      guard let target = map.target(of: entry.name) else {
        ignored.append(entry.name)
        continue
      }
      wanted[canonicalName(target.name), default: []].append(Wanted(entry: index, isTransposed: target.isTransposed))
    }
  }

  /// Compares a tensor with what the file has under its names. Of a name without a count the last one to come stays.
  ///
  /// - Throws: where the file turns out to be broken.
  public func take(_ traced: TracedTensor) throws(CheckpointError) {
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

  private func row(_ traced: TracedTensor, _ name: String, _ wanted: Wanted) throws(CheckpointError) -> ComparisonRow {
    let entry = reference.entries[wanted.entry]
    let bound = bound(entry.name)
    var ours = traced.tensor
    if wanted.isTransposed, ours.rank >= 2, let turned = try? ours.transposed(ours.rank - 2, ours.rank - 1) {
      ours = turned
    }
    var row = ComparisonRow(
      order: traced.order, name: name, exactName: traced.exactName, theirName: entry.name, shape: ours.shape,
      theirShape: entry.shape, bound: bound, place: traced.place)
    if ours.shape != entry.shape { return row }
    let theirs = try reference.tensor(entry.name)
    guard let comparison = try? compare(ours, with: theirs) else { return row }
    row.comparison = comparison
    if let worst = comparison.nonFiniteAgree ? comparison.maxDifferenceIndex : firstUnlike(ours, theirs) {
      row.worst = ComparisonRow.Element(
        index: worst, ours: (try? ours.element(at: worst)) ?? .float(.nan),
        theirs: (try? theirs.element(at: worst)) ?? .float(.nan))
    }
    return row
  }

  /// The first element that is NaN or infinite in one of the two and not the same in the other.
  private func firstUnlike(_ ours: Tensor, _ theirs: Tensor) -> [Int]? {
    let (a, b) = (ours.floats, theirs.floats)
    guard
      var place = a.indices.first(where: { index in
        let (x, y) = (a[index], b[index])
        return x.isNaN != y.isNaN || (x.isInfinite || y.isInfinite) && !(x.isNaN && y.isNaN) && x != y
      })
    else { return nil }
    return Layout.contiguousStrides(of: ours.shape).map { stride in
      defer { place %= stride }
      return place / stride
    }
  }

  /// What has been compared so far.
  public func report() -> ComparisonReport {
    // A tensor that the file has as `x` and as `x#3` is one row.
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
    let unmet = reference.entries.indices.filter { index in
      rows[index] == nil && !ignored.contains(reference.entries[index].name)
    }
    return ComparisonReport(
      path: reference.path, rows: found.sorted { $0.order < $1.order },
      unmet: unmet.map { reference.entries[$0].name }, ignored: ignored, made: made, unanswered: unanswered)
  }
}
