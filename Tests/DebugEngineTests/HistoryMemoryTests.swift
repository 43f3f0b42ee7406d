import ListingRuntime
import Synchronization
import Tensors
import Testing

@testable import DebugEngine

/// The memory that tensors take while a pass is debugged. The test counts the storages itself and does not use the
/// history's count.
struct HistoryMemoryTests {
  private static let limit = 3_000_000

  /// Runs `body` on a debugger whose history has a budget of `limit` bytes. Returns the greatest number of bytes that
  /// living tensors held.
  private func most(_ body: (inout Debugger) throws -> Void) throws -> Int {
    let count = LivingTensors()
    var debugger = try debugger(ToyEncoder.wide, profile: ToyEncoder.profile, history: .bytes(Self.limit))
    debugger.observer = count
    try body(&debugger)
    return count.most
  }

  /// The largest allowed peak in bytes: the budget and the tensors of one layer.
  private static let bound = limit + ToyEncoder.wideLayerBytes

  @Test func walkingForwardAndBackStaysWithinTheBudget() throws {
    let most = try most { debugger in
      while case .step = debugger.move(.stepInto) {}
      #expect(debugger.isFinished)
      while case .step = debugger.move(.stepInto, .backward) {}
      #expect(debugger.machine.clock == debugger.history.stops.first?.clock)
    }
    #expect(most > Self.limit / 2, "the walk fills the history")
    #expect(most <= Self.bound)
  }

  @Test func scratchCopiesStayWithinTheBudget() throws {
    let most = try most { debugger in
      _ = debugger.move(.continue)
      for layer in [7, 2, 5, 1, 8] {
        _ = debugger.go(toLayer: layer)
        _ = debugger.move(.stepInto, count: 8)
        #expect(debugger.pastValues(of: "a") != nil)
        #expect(debugger.layerValues(of: "a")?.count == 8)
        if case .finished = debugger.outcome().reason {} else { Issue.record("the pass has an end") }
        _ = debugger.move(.stepInto, .backward, count: 20)
      }
      _ = try debugger.addWatch("model.training")
      _ = debugger.move(.continue, .backward)
    }
    #expect(most > Self.limit / 2)
    #expect(most <= Self.bound + ToyEncoder.wideLayerBytes)
  }

  /// Each undo state can be restored. Each undo state adds at most one layer's memory.
  @Test func undoStatesHoldLittleMemory() throws {
    let most = try most { debugger in
      var states: [String] = []
      for layer in 1...6 {
        _ = debugger.go(toLayer: layer)
        _ = debugger.move(.stepInto, count: 6)
        states.append(fingerprint(debugger.machine))
        _ = try debugger.assign("a = a * 2")
        _ = debugger.move(.stepInto, count: 12)
        _ = debugger.move(.stepInto, .backward, count: 6)
      }
      for state in states.reversed() {
        _ = try debugger.undo()
        #expect(fingerprint(debugger.machine) == state)
        _ = debugger.move(.stepInto, .backward, count: 4)
        _ = debugger.move(.stepInto, count: 4)
        #expect(fingerprint(debugger.machine) == state)
      }
    }
    #expect(most > Self.limit / 2)
    #expect(most <= Self.bound + 6 * ToyEncoder.wideLayerBytes, "each change has a snapshot of its own, which stays")
  }

  /// While a command runs on a copy of the session, the screen shows the original. The original must drop snapshots, so
  /// that both sessions together do not need twice the memory.
  @Test func aCopyForACommandLeavesFewSnapshots() throws {
    func most(sparing: Bool) throws -> Int {
      try self.most { debugger in
        for layer in [1, 8, 1, 8, 4] {
          var lent = debugger
          if sparing { debugger.evictSnapshots(above: Pass.sharedBudgetPart) }
          _ = lent.go(toLayer: layer)
          for _ in 0..<40 { _ = lent.move(.stepInto) }
          debugger = lent
        }
      }
    }
    let spared = try most(sparing: true)
    #expect(spared > Self.limit / 2)
    #expect(spared <= Self.bound + ToyEncoder.wideLayerBytes)
    #expect(try most(sparing: false) > spared)
  }

  @Test func anEvictedHistoryGoesBackToTheSameStates() throws {
    var debugger = try debugger(ToyEncoder.wide, profile: ToyEncoder.profile, history: .bytes(Self.limit))
    var seen: [(clock: Int, state: String)] = [(debugger.machine.clock, fingerprint(debugger.machine))]
    while case .step = debugger.move(.stepInto) { seen.append((debugger.machine.clock, fingerprint(debugger.machine))) }
    let held = debugger.history.bytes
    debugger.evictSnapshots()
    #expect(debugger.history.bytes < held / 2)
    for stop in seen.reversed() {
      _ = debugger.move(.stepInto, .backward)
      #expect(debugger.machine.clock == stop.clock)
      #expect(fingerprint(debugger.machine) == stop.state)
    }
  }
}

/// Counts the bytes of all living tensor storages after each instruction. `most` is the peak.
private final class LivingTensors: PassObserver {
  private struct Known {
    weak var storage: Storage?
    let bytes: Int
  }
  private struct State {
    var known: [ObjectIdentifier: Known] = [:]
    var most = 0
  }
  private let state = Mutex(State())

  var most: Int { state.withLock { $0.most } }

  func step(_ machine: inout Machine) throws(ListingError) {
    try machine.step()
    let held = machine.inspector.heldStorages()
    state.withLock { state in
      for storage in held {
        state.known[ObjectIdentifier(storage)] = Known(storage: storage, bytes: storage.byteCount)
      }
      state.known = state.known.filter { $0.value.storage != nil }
      state.most = max(state.most, state.known.values.reduce(0) { $0 + $1.bytes })
    }
  }
}
