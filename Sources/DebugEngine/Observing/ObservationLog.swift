import ListingRuntime
import Tensors

/// Where in the pass NaN or infinities were seen, of tensors that were looked at the moment they were made.
struct ObservationLog: Sendable {
  /// The machine's clock after the operations that gave them, rising.
  private(set) var odd: [Int] = []
  /// Whether everything between the beginning of the pass and what is known of it was looked at.
  private(set) var isComplete = true

  /// Operations beyond so many are not noted: a listing may have a loop of its own making.
  private static let limit = 1_000_000

  /// Notes that an operation gave something odd.
  mutating func note(_ clock: Int) {
    // A pass goes forward, mostly.
    let index = odd.last.map { $0 < clock } ?? true ? odd.count : count(before: clock)
    if odd.indices.contains(index), odd[index] == clock { return }
    if odd.count < Self.limit { odd.insert(clock, at: index) } else { isComplete = false }
  }

  /// Says that an instruction was run unseen.
  mutating func missed() { isComplete = false }

  mutating func forget(after clock: Int) { odd.removeSubrange(count(before: clock + 1)...) }

  /// Whether something odd may have been given at one of these clocks.
  func mayBeOdd(in range: ClosedRange<Int>) -> Bool {
    !isComplete || count(before: range.lowerBound) < count(before: range.upperBound + 1)
  }

  private func count(before clock: Int) -> Int {
    var low = 0
    var high = odd.count
    while low < high {
      let middle = (low + high) / 2
      if odd[middle] < clock { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Debugger {
  /// Looks at the tensors that the instruction has made.
  ///
  /// A view shows what has been looked at already, unless it is of a weight or an input.
  mutating func observe(_ instruction: InstructionAhead) {
    var isOdd = false
    func look(_ tensor: Tensor) {
      let summary = cache.summary(of: tensor, on: machine.compute)
      if summary.nanCount + summary.infinityCount > 0 { isOdd = true }
    }
    for tensor in machine.tensorsMade(by: instruction) { look(tensor) }
    if let view = machine.viewGiven(by: instruction), origins.path(of: view.cell) != nil { look(view.tensor) }
    if isOdd { observations.note(machine.clock) }
  }
}
