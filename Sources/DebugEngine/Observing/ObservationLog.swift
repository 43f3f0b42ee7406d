import ListingRuntime
import Searching
import Tensors

/// Where in the pass NaN or infinities were seen, of tensors that were looked at the moment they were made.
struct ObservationLog: Sendable {
  /// The machine's clock after the operations that gave them, rising.
  private var odd: [Int] = []
  /// Storages that something odd was seen in, by their serial numbers.
  private var oddStorages: Set<Int> = []
  /// Whether everything between the beginning of the pass and what is known of it was looked at.
  private(set) var isComplete = true

  /// Operations beyond so many are not noted: a listing may have a loop of its own making.
  private static let limit = 1_000_000

  /// Notes that an operation gave something odd, which lies in a storage.
  mutating func note(_ clock: Int, _ storage: Storage) {
    if oddStorages.count < Self.limit { oddStorages.insert(storage.serial) } else { isComplete = false }
    // A pass goes forward, mostly.
    let index = odd.last.map { $0 < clock } ?? true ? odd.count : count(before: clock)
    if odd.indices.contains(index), odd[index] == clock { return }
    if odd.count < Self.limit { odd.insert(clock, at: index) } else { isComplete = false }
  }

  func hasSeenOdd(in storage: Storage) -> Bool { !oddStorages.isEmpty && oddStorages.contains(storage.serial) }

  /// Says that an instruction was run unseen.
  mutating func missed() { isComplete = false }

  mutating func forget(after clock: Int) { odd.removeSubrange(count(before: clock + 1)...) }

  /// Whether something odd may have been given at one of these clocks.
  func mayBeOdd(in range: ClosedRange<Int>) -> Bool {
    !isComplete || count(before: range.lowerBound) < count(before: range.upperBound + 1)
  }

  private func count(before clock: Int) -> Int {
    odd.partitioningIndex { $0 >= clock }
  }
}

extension Pass {
  /// Looks at the tensors that the instruction has made.
  ///
  /// A view shows what was looked at when that was made, unless it is of a weight or an input.
  mutating func observe(_ instruction: InstructionAhead) {
    for tensor in machine.tensorsMade(by: instruction) { look(at: tensor) }
    for (cell, view) in machine.viewsGiven(by: instruction) {
      if observations.hasSeenOdd(in: view.storage) {
        observations.note(machine.clock, view.storage)
      } else if initialTensors.path(of: cell) != nil {
        look(at: view)
      }
    }
  }

  private mutating func look(at tensor: Tensor) {
    let summary = cache.summary(of: tensor, on: machine.compute)
    if summary.nanCount + summary.infinityCount > 0 { observations.note(machine.clock, tensor.storage) }
  }
}
