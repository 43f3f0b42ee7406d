/// The direction in which a rectangle is divided.
public enum SplitAxis: Hashable, Sendable {
  /// Into rows, one below the other.
  case rows
  /// Into columns, side by side.
  case columns
}

/// The requested size of one part of a split.
public enum Track: Hashable, Sendable {
  /// An exact number of cells.
  case fixed(Int)
  /// A fraction of the whole, 0…1, but at least `minimum` if the other parts can shrink.
  case fraction(Double, minimum: Int = 0)
  /// A share of the remaining cells, in proportion to `weight`.
  case remainder(weight: Int = 1, minimum: Int = 0)
}

extension Rect {
  /// Divides the rectangle into one part for each track, in order and without gaps.
  ///
  /// Fixed parts and fractions get their cells first. `.remainder` parts share the remaining cells. If there is no
  /// `.remainder` part, the last fraction gets the remaining cells. If there is too little space, parts shrink to their
  /// minimums, the last part first. If even the minimums do not fit, the last parts shrink further, even to nothing.
  public func split(_ axis: SplitAxis, _ tracks: [Track]) -> [Rect] {
    let total = axis == .rows ? height : width
    var start = axis == .rows ? y : x
    return trackLengths(tracks, total: total).map { length in
      defer { start += length }
      return axis == .rows
        ? Rect(x: x, y: start, width: width, height: length)
        : Rect(x: start, y: y, width: length, height: height)
    }
  }

  public func split(_ axis: SplitAxis, _ tracks: Track...) -> [Rect] {
    split(axis, tracks)
  }
}

/// The length of each track; their sum is at most `total`.
private func trackLengths(_ tracks: [Track], total: Int) -> [Int] {
  var lengths = tracks.map { $0.wanted(of: total) }
  let spare = total - lengths.reduce(0, +)
  if spare > 0 {
    share(spare, among: tracks, into: &lengths)
  } else if spare < 0 {
    var excess = -spare
    let minimums = tracks.map(\.minimum)
    for floor in [minimums, [Int](repeating: 0, count: tracks.count)] {
      for index in lengths.indices.reversed() where excess > 0 {
        let given = min(excess, max(0, lengths[index] - floor[index]))
        lengths[index] -= given
        excess -= given
      }
    }
  }
  return lengths
}

/// Adds the remaining cells to the `.remainder` tracks by weight. Without such a track, adds them to the last
/// `.fraction`.
private func share(_ spare: Int, among tracks: [Track], into lengths: inout [Int]) {
  let weights = tracks.map(\.weight)
  let totalWeight = weights.reduce(0, +)
  guard totalWeight > 0 else {
    if let last = tracks.lastIndex(where: { !$0.isFixed }) { lengths[last] += spare }
    return
  }
  // The minimum of a `.remainder` track counts as part of its share. So two such tracks with the same weight get the
  // same size, unless one track has a larger minimum.
  let pool = spare + zip(lengths, weights).reduce(0) { $0 + ($1.1 > 0 ? $1.0 : 0) }
  var left = spare
  var seenWeight = 0
  var given = 0
  for index in tracks.indices where weights[index] > 0 {
    seenWeight += weights[index]
    let end = pool * seenWeight / totalWeight
    let extra = min(left, max(0, end - given - lengths[index]))
    given = end
    lengths[index] += extra
    left -= extra
  }
  if left > 0, let last = weights.lastIndex(where: { $0 > 0 }) { lengths[last] += left }
}

extension Track {
  fileprivate var isFixed: Bool {
    if case .fixed = self { true } else { false }
  }

  fileprivate var weight: Int {
    if case .remainder(let weight, _) = self { max(1, weight) } else { 0 }
  }

  fileprivate var minimum: Int {
    switch self {
    case .fixed(let length): max(0, length)
    case .fraction(_, let minimum), .remainder(_, let minimum): max(0, minimum)
    }
  }

  fileprivate func wanted(of total: Int) -> Int {
    switch self {
    case .fixed, .remainder: minimum
    case .fraction(let share, _): max(minimum, Int((min(max(share, 0), 1) * Double(total)).rounded()))
    }
  }
}
