import Searching

/// Decides which snapshots to evict first when they exceed the budget.
///
/// Snapshots near the cursor stay, so a step back needs almost no replay. Elsewhere three kinds of snapshots stay
/// longest: layer snapshots, snapshots at the entries of the calls on the stack, and a few sparse snapshots. The gaps
/// between sparse snapshots grow with the distance from the cursor. So going far back needs a replay of at most one
/// gap. Among equally useful snapshots, the snapshots farthest from the cursor are evicted first.
enum EvictionOrder {
  /// The usefulness of a snapshot. The first case is the least useful: its snapshots are evicted first.
  private enum Rank: Int, Comparable {
    case dense, anchor, layer, sparseLayer

    static func < (a: Rank, b: Rank) -> Bool { a.rawValue < b.rawValue }
  }

  /// Indices of the snapshots, in the order in which to evict them. Fixed snapshots are never evicted and are left out.
  ///
  /// - Parameters:
  ///   - snapshots: all snapshots, sorted by clock.
  ///   - cursor: the cursor's clock, or the clock that the cursor is moving to.
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
      // Keep the call's first snapshot if it is at the call's entry.
      if place < clocks.count, clocks[place] <= call + 1 { ranks[place] = max(ranks[place], .anchor) }
    }
    func distance(_ place: Int) -> Int { abs(clocks[place] - cursor) }
    return snapshots.indices.filter { snapshots[$0].kind != .fixed }.sorted {
      (ranks[$0].rawValue, -distance($0), $0) < (ranks[$1].rawValue, -distance($1), $1)
    }
  }

  /// Selects snapshots from `places`, on each side of the cursor, at distances that about double: 1, 3, 7, 15, …
  /// instructions from the cursor. A snapshot is selected if its distance from the previous selected snapshot is more
  /// than half of its distance from the cursor. Snapshots in `beside` count as selected but are not returned, because
  /// the caller keeps them for another reason.
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
          // Skip this snapshot if the next snapshot of `beside` is at most 25 % farther from the cursor.
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
