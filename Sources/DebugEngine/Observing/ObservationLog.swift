import ListingRuntime
import Searching
import Tensors

/// Where results contained NaN or Inf, recorded while the pass ran.
struct ObservationLog: Sendable {
  /// Clocks after the operations with such results, ascending.
  private var odd: [Int] = []
  /// Serial numbers of storages that contain NaN or Inf.
  private var oddStorages: Set<Int> = []
  /// Whether every result from the beginning of the pass to its farthest known clock was observed.
  private(set) var isComplete = true

  /// More operations than this are not recorded: a listing may loop without end.
  private static let limit = 1_000_000

  /// Records that an operation's result, in this storage, contains NaN or Inf.
  mutating func note(_ clock: Int, _ storage: Storage) {
    if oddStorages.count < Self.limit { oddStorages.insert(storage.serial) } else { isComplete = false }
    // The usual case: the pass runs forward.
    let index = odd.last.map { $0 < clock } ?? true ? odd.count : count(before: clock)
    if odd.indices.contains(index), odd[index] == clock { return }
    if odd.count < Self.limit { odd.insert(clock, at: index) } else { isComplete = false }
  }

  func hasSeenOdd(in storage: Storage) -> Bool { !oddStorages.isEmpty && oddStorages.contains(storage.serial) }

  /// Records that an instruction ran unobserved.
  mutating func missed() { isComplete = false }

  mutating func forget(after clock: Int) { odd.removeSubrange(count(before: clock + 1)...) }

  /// Whether a result at one of these clocks may contain NaN or Inf.
  func mayBeOdd(in range: ClosedRange<Int>) -> Bool {
    !isComplete || count(before: range.lowerBound) < count(before: range.upperBound + 1)
  }

  private func count(before clock: Int) -> Int {
    odd.partitioningIndex { $0 >= clock }
  }
}

extension Pass {
  /// Summarizes the tensors that the instruction computed.
  ///
  /// A view was observed when its storage was computed. Only a view of a weight or an input is summarized.
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
