import Searching

/// Which snapshots to let go when they hold more memory than they may.
///
/// Around the cursor they lie dense, so that a step back is instant. Elsewhere the turns of the layer loop stay, the
/// entries of the calls that are under way, and a few others whose distances grow with their distance from the cursor:
/// no way back then costs more than the stretch between two of them. The farthest from the cursor go first.
enum EvictionOrder {
  /// What a snapshot is worth, the least first.
  private enum Rank: Int, Comparable {
    case dense, anchor, layer, sparseLayer

    static func < (a: Rank, b: Rank) -> Bool { a.rawValue < b.rawValue }
  }

  /// The places of the snapshots in the order in which they are to go; the fixed ones are not among them.
  ///
  /// - Parameters:
  ///   - snapshots: by clock.
  ///   - cursor: the clock that a person is at, or on the way to.
  ///   - calls: the clocks at which the calls under way began.
  static func order(
    of snapshots: [(clock: Int, kind: History.Snapshot.Kind)], around cursor: Int, calls: [Int]
  ) -> [Int] {
    var ranks = snapshots.map { $0.kind == .layer ? Rank.layer : .dense }
    let landmarks = snapshots.indices.filter { snapshots[$0].kind == .layer || snapshots[$0].kind == .fixed }
    let clocks = snapshots.map(\.clock)
    for place in spread(Array(snapshots.indices), clocks, around: cursor, beside: landmarks) {
      ranks[place] = max(ranks[place], .anchor)
    }
    for place in spread(landmarks, clocks, around: cursor, beside: []) where snapshots[place].kind == .layer {
      ranks[place] = .sparseLayer
    }
    for call in calls {
      let place = clocks.partitioningIndex { $0 >= call }
      // The first snapshot in the call, if it lies at its entry.
      if place < clocks.count, clocks[place] <= call + 1 { ranks[place] = max(ranks[place], .anchor) }
    }
    func distance(_ place: Int) -> Int { abs(clocks[place] - cursor) }
    return snapshots.indices.filter { snapshots[$0].kind != .fixed }.sorted {
      (ranks[$0].rawValue, -distance($0), $0) < (ranks[$1].rawValue, -distance($1), $1)
    }
  }

  /// Places so far from one another as half of their way to the cursor, outward on both sides; those in `beside` are
  /// there already.
  private static func spread(_ places: [Int], _ clocks: [Int], around cursor: Int, beside: [Int]) -> [Int] {
    let isThere = Set(beside)
    let middle = places.firstIndex { clocks[$0] > cursor } ?? places.count
    var result: [Int] = []
    for side in [Array(places[..<middle].reversed()), Array(places[middle...])] {
      var last: Int?
      for (number, place) in side.enumerated() {
        let distance = abs(clocks[place] - cursor)
        if isThere.contains(place) {
          last = distance
        } else if distance - (last ?? -1) > distance / 2 {
          // Not when one that is there already comes soon after.
          let next = side[(number + 1)...].prefix(64).first { isThere.contains($0) }
          if let next, abs(clocks[next] - cursor) - distance <= distance / 4 { continue }
          last = distance
          result.append(place)
        }
      }
    }
    return result
  }
}
