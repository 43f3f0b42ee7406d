import ListingRuntime
import Searching
import Tensors

/// The recorded pass: every stop, and snapshots of the machine at some clocks.
///
/// To go back, the debugger restores the last snapshot before a clock and runs forward to the clock. Snapshots share
/// all data that did not change between them. A budget limits the memory that snapshots hold; see `EvictionOrder`. The
/// first snapshot is never evicted.
struct History: Sendable {
  private(set) var stops: [StopRecord] = []
  private(set) var codes: [Code] = []
  private var codeIndex: [ObjectIdentifier: Int32] = [:]

  private(set) var snapshots: [Snapshot]
  /// Bytes that the snapshots hold: each tensor storage once, plus a fixed overhead for each snapshot.
  private(set) var bytes = 0
  private var holders: [ObjectIdentifier: Holding] = [:]
  let budget: HistoryBudget
  /// The greatest number of tensor bytes that one snapshot has held.
  private var mostHeld = 0
  /// Whether `keep` stores layer snapshots only. Set in scratch copies, whose snapshots would add to the memory of the
  /// pass.
  var takesLayersOnly = false

  /// The farthest clock that the pass has reached.
  var frontier: Int
  /// How the pass ended; nil while the pass has not reached its end.
  var end: End?

  enum End: Sendable {
    case finished(clock: Int)
    case failed(ListingError, clock: Int)
  }

  struct Snapshot: Sendable {
    enum Kind: Sendable {
      /// The beginning of the pass, or a state that the user changed. A fixed snapshot is never evicted, because a
      /// replay cannot compute its state.
      case fixed
      /// The beginning of a layer.
      case layer
      /// The entry of a call, or a clock far from the previous snapshot.
      case anchor
      /// A clock at which the cursor stopped, or a clock that the pass reached on the way to a stop.
      case visited
    }
    let machine: Machine
    var kind: Kind
    fileprivate let storages: [Storage]
    // Copied from the machine, because `clock` and `bytesMade` are read at every stop.
    let clock: Int
    let bytesMade: Int

    fileprivate init(_ machine: Machine, _ kind: Kind) {
      self.machine = machine
      self.kind = kind
      storages = machine.inspector.heldStorages()
      clock = machine.clock
      bytesMade = machine.bytesMade
    }
  }

  private struct Holding {
    var count: Int
    let bytes: Int
  }

  /// The assumed size of a snapshot without tensors, in bytes: frames and the heap's table of chunks.
  private static let overhead = 8192

  init(_ machine: Machine, _ budget: HistoryBudget) {
    self.budget = budget
    frontier = machine.clock
    snapshots = []
    insert(machine, .fixed, at: 0)
    note(machine)
  }

  // MARK: Stops

  /// Records the machine's position if it is a stop.
  mutating func note(_ machine: Machine) {
    guard machine.isAtVisibleStop, let frame = machine.frames.last else { return }
    let id = ObjectIdentifier(frame.code)
    var code = codeIndex[id] ?? -1
    if code < 0 {
      code = Int32(codes.count)
      codes.append(frame.code)
      codeIndex[id] = code
    }
    stops.append(
      StopRecord(
        clock: machine.clock, began: frame.began, line: Int32(clamping: frame.line), depth: Int32(machine.frames.count),
        code: code))
  }

  func code(of stop: StopRecord) -> Code { codes[Int(stop.code)] }

  /// The number of stops before the clock.
  func stopCount(before clock: Int) -> Int {
    stops.partitioningIndex { $0.clock >= clock }
  }

  /// The last stop before the clock for which `matches` is true.
  func lastStop(before clock: Int, where matches: (StopRecord) -> Bool) -> StopRecord? {
    stops[..<stopCount(before: clock)].last(where: matches)
  }

  // MARK: Snapshots

  /// The number of snapshots at the clock or earlier.
  private func snapshotCount(through clock: Int) -> Int {
    snapshots.partitioningIndex { $0.clock > clock }
  }

  /// The last snapshot at the clock or earlier. The clock must not be before the first snapshot.
  func snapshot(atOrBefore clock: Int) -> Snapshot {
    let count = snapshotCount(through: clock)
    precondition(count > 0, "no clock is before the first snapshot")
    return snapshots[count - 1]
  }

  /// How far the machine has run since the last snapshot: instructions, and bytes of results. The machine must be at
  /// the farthest known clock.
  func distance(of machine: Machine) -> (instructions: Int, bytes: Int) {
    let last = snapshots.count - 1
    return (machine.clock - snapshots[last].clock, machine.bytesMade - snapshots[last].bytesMade)
  }

  /// Bytes that the snapshots may hold. The limit grows with the greatest number of bytes that one snapshot has held.
  var limit: Int { budget.limit(whenPassHolds: mostHeld) }

  /// The first clock that the cursor can go back to.
  var beginning: Int { snapshots[0].clock }

  /// Takes a snapshot of the machine. If the snapshots then exceed the budget, evicts some of them. If
  /// `takesLayersOnly` is true, takes only layer snapshots. If the budget is 0, takes only fixed snapshots.
  ///
  /// - Parameter destination: the clock that the machine is running to; nil when the machine is at the cursor.
  /// - Returns: whether snapshots were evicted.
  mutating func keep(_ machine: Machine, _ kind: Snapshot.Kind, onTheWayTo destination: Int? = nil) -> Bool {
    if takesLayersOnly, kind != .layer { return false }
    // With a budget of 0, keep only fixed snapshots.
    if limit == 0, kind != .fixed { return false }
    let index = snapshotCount(through: machine.clock)
    if index > 0, snapshots[index - 1].clock == machine.clock {
      let known = snapshots[index - 1].kind
      if known == .visited && kind != .fixed || known == .anchor && kind == .layer { snapshots[index - 1].kind = kind }
      return false
    }
    insert(machine, kind, at: index)
    if bytes <= limit { return false }
    evict(around: destination ?? machine.clock, calls: machine.frames.map(\.began))
    return true
  }

  /// Evicts all snapshots except fixed and layer snapshots. Called for saved passes, so that the saved passes and the
  /// active pass together stay near one budget.
  mutating func evictAllButLayers() {
    let kept = snapshots.filter { $0.kind == .fixed || $0.kind == .layer }
    (snapshots, holders, bytes) = ([], [:], 0)
    for snapshot in kept { add(snapshot, at: snapshots.count) }
  }

  private mutating func insert(_ machine: Machine, _ kind: Snapshot.Kind, at index: Int) {
    add(Snapshot(machine, kind), at: index)
  }

  private mutating func add(_ snapshot: Snapshot, at index: Int) {
    var held = 0
    for storage in snapshot.storages {
      let size = storage.byteCount
      held += size
      if holders[ObjectIdentifier(storage)]?.count == nil { bytes += size }
      holders[ObjectIdentifier(storage), default: Holding(count: 0, bytes: size)].count += 1
    }
    bytes += Self.overhead
    mostHeld = max(mostHeld, held)
    snapshots.insert(snapshot, at: index)
  }

  private mutating func release(_ snapshot: Snapshot) {
    for storage in snapshot.storages {
      let id = ObjectIdentifier(storage)
      guard var holding = holders[id] else { continue }
      holding.count -= 1
      if holding.count == 0 { bytes -= holding.bytes }
      holders[id] = holding.count == 0 ? nil : holding
    }
    bytes -= Self.overhead
  }

  /// Evicts the least useful snapshots until the remaining snapshots hold at most 90 % of the budget. So the next
  /// snapshot usually needs no eviction.
  private mutating func evict(around cursor: Int, calls: [Int]) {
    let goal = limit - limit / 10
    var isGone = [Bool](repeating: false, count: snapshots.count)
    for index in EvictionOrder.order(of: snapshots.map { ($0.clock, $0.kind) }, around: cursor, calls: calls) {
      if bytes <= goal { break }
      release(snapshots[index])
      isGone[index] = true
    }
    var kept: [Snapshot] = []
    kept.reserveCapacity(snapshots.count)
    for (snapshot, isGone) in zip(snapshots, isGone) where !isGone { kept.append(snapshot) }
    snapshots = kept
  }

  // MARK: Changing the past

  /// Drops all records after the machine's clock and takes a fixed snapshot at this clock. Called after the user
  /// changed the machine's state.
  mutating func begin(again machine: Machine) {
    let clock = machine.clock
    stops.removeSubrange(stopCount(before: clock)...)
    note(machine)
    let first = snapshotCount(through: clock - 1)
    for snapshot in snapshots[first...] { release(snapshot) }
    snapshots.removeSubrange(first...)
    insert(machine, .fixed, at: first)
    frontier = clock
    end = nil
  }

  /// Evicts the snapshots after a clock, except fixed snapshots. A replay can compute the evicted snapshots again.
  mutating func forgetSnapshots(after clock: Int) {
    let first = snapshotCount(through: clock)
    for snapshot in snapshots[first...] where snapshot.kind != .fixed { release(snapshot) }
    snapshots = snapshots[..<first] + snapshots[first...].filter { $0.kind == .fixed }
  }

  /// The machine in the fixed snapshot at this clock; nil when there is no such snapshot. A fixed snapshot stores the
  /// beginning of the pass or a state after a change by the user.
  func edited(at clock: Int) -> Machine? {
    let count = snapshotCount(through: clock)
    guard count > 0, snapshots[count - 1].clock == clock, snapshots[count - 1].kind == .fixed else { return nil }
    return snapshots[count - 1].machine
  }
}
