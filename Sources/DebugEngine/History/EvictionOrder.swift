import Searching

/// Which snapshots to evict when they exceed the budget.
///
/// Snapshots stay dense around the cursor, so that a step back is instant. Elsewhere these stay longest: layers,
/// entries of the calls on the stack, and a few others at distances that grow with their distance from the cursor. The
/// longest way back then costs no more than the stretch between two of them. The snapshots farthest from the cursor are
/// evicted first.
enum EvictionOrder {
  /// How useful a snapshot is, the least useful first.
  private enum Rank: Int, Comparable {
    case dense, anchor, layer, sparseLayer

    static func < (a: Rank, b: Rank) -> Bool { a.rawValue < b.rawValue }
  }

  /// Indices of the snapshots in the order of eviction, without the fixed ones.
  ///
  /// - Parameters:
  ///   - snapshots: sorted by clock.
  ///   - cursor: the cursor's clock, or the clock that it moves to.
  ///   - calls: the clocks at which the calls on the stack began.
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
      // The first snapshot within the call, if it is at the call's entry.
      if place < clocks.count, clocks[place] <= call + 1 { ranks[place] = max(ranks[place], .anchor) }
    }
    func distance(_ place: Int) -> Int { abs(clocks[place] - cursor) }
    return snapshots.indices.filter { snapshots[$0].kind != .fixed }.sorted {
      (ranks[$0].rawValue, -distance($0), $0) < (ranks[$1].rawValue, -distance($1), $1)
    }
  }

  /// Indices spaced by half of their distance to the cursor, on both sides. Those in `beside` count as chosen already.
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
          // Skip this snapshot if a chosen one follows soon.
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
