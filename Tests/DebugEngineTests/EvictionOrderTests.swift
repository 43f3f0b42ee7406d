import ListingRuntime
import Testing

@testable import DebugEngine

struct EvictionOrderTests {
  /// Steps forward over all stops of the pass, then backward, and compares the states at each stop.
  @Test(arguments: [300_000, 1_500_000, 4_000_000]) func walkingBackStaysWithinTheBudget(_ limit: Int) throws {
    var debugger = try debugger(ToyEncoder.wide, profile: ToyEncoder.profile, history: .bytes(limit))
    var seen: [(clock: Int, state: String)] = [(debugger.machine.clock, fingerprint(debugger.machine))]
    var greatest = 0
    func look() { greatest = max(greatest, debugger.history.bytes) }
    while case .step = debugger.move(.stepInto) {
      seen.append((debugger.machine.clock, fingerprint(debugger.machine)))
      look()
    }
    #expect(debugger.isFinished)
    var longestWay = 0
    for stop in seen.reversed() {
      let made = debugger.history.snapshot(atOrBefore: stop.clock).bytesMade
      _ = debugger.move(.stepInto, .backward)
      #expect(debugger.machine.clock == stop.clock)
      #expect(fingerprint(debugger.machine) == stop.state)
      longestWay = max(longestWay, debugger.machine.bytesMade - made)
      look()
    }
    #expect(greatest <= limit)
    // If all layers fit in the budget, no step back replays more than one layer.
    if limit >= 1_500_000 { #expect(longestWay <= ToyEncoder.wideLayerBytes + 100_000) }
  }

  @Test func goingBackLayerByLayerReplaysOneLayer() throws {
    var debugger = try debugger(ToyEncoder.wide, profile: ToyEncoder.profile, history: .bytes(1_500_000))
    var states: [String] = []
    for layer in 1...8 {
      _ = debugger.go(toLayer: layer)
      states.append(fingerprint(debugger.machine))
    }
    _ = debugger.move(.continue)
    for layer in (1...8).reversed() {
      let made = debugger.history.snapshot(atOrBefore: try #require(debugger.layerEntry(layer))).bytesMade
      _ = debugger.go(toLayer: layer)
      #expect(fingerprint(debugger.machine) == states[layer - 1])
      #expect(debugger.machine.bytesMade == made, "the layer's entry was kept")
    }
  }

  /// The history's byte count excludes weights, because the checkpoint holds them. A storage that two snapshots share
  /// is counted once.
  @Test func sharedStoragesCountOnce() throws {
    var debugger = try debugger(
      """
      import torch
      def work(x):
          return x.sum()
      def main():
          x = torch.zeros(250000)
          for i in range(40):
              work(x)
          return 0
      """)
    _ = debugger.move(.continue)
    #expect(debugger.history.snapshots.count > 2)
    #expect(debugger.history.bytes < 1_000_000 + 9000 * debugger.history.snapshots.count)
  }

  // MARK: The order of eviction

  private func kept(_ snapshots: [(Int, History.Snapshot.Kind)], around cursor: Int, count: Int, calls: [Int] = [])
    -> [Int]
  {
    let all = snapshots.map { (clock: $0.0, kind: $0.1) }
    let order = EvictionOrder.order(of: all, around: cursor, calls: calls)
    #expect(Set(order).count == order.count)
    let gone = Set(order.prefix(max(0, all.count - count)))
    return all.indices.filter { !gone.contains($0) }.map { all[$0].clock }
  }

  @Test func theFarthestAreEvictedFirstAndLayersStay() {
    let snapshots =
      (0...40).map { ($0 * 10, $0 == 0 ? .fixed : $0 % 10 == 0 ? .layer : .visited) }
      as [(Int, History.Snapshot.Kind)]
    let left = kept(snapshots, around: 305, count: 16)
    #expect(Set([0, 100, 200, 300, 400]).isSubset(of: left))
    #expect(Set([280, 290, 310, 320]).isSubset(of: left))
    #expect(!left.contains(10) && !left.contains(150))
    // If 5 snapshots fit in the budget, only the first snapshot and the snapshots of layers remain. If no snapshot
    // fits, only the first snapshot remains.
    #expect(kept(snapshots, around: 305, count: 5) == [0, 100, 200, 300, 400])
    #expect(kept(snapshots, around: 305, count: 0) == [0])
  }

  @Test func withoutLayersTheDistancesGrow() {
    let snapshots = (0...1000).map { ($0 * 10, $0 == 0 ? .fixed : .anchor) } as [(Int, History.Snapshot.Kind)]
    let left = kept(snapshots, around: 10_000, count: 30)
    #expect(left.first == 0 && left.last == 10_000)
    for (earlier, later) in zip(left, left.dropFirst()) {
      #expect(later - earlier <= max(20, (10_000 - earlier) * 2 / 3), "\(earlier) to \(later)")
    }
  }

  @Test func entriesOfCallsOnTheStackStay() {
    let snapshots = (0...100).map { ($0 * 10, $0 == 0 ? .fixed : .anchor) } as [(Int, History.Snapshot.Kind)]
    let left = kept(snapshots, around: 1000, count: 30, calls: [130, 369])
    #expect(left.contains(130) && left.contains(370))
  }
}
