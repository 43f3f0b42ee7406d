import ListingRuntime
import Searching
import Tensors

/// Records which instructions computed results with NaN or Inf.
struct ObservationLog: Sendable {
  /// Clocks just after operations whose results contain NaN or Inf, ascending.
  private var odd: [Int] = []
  /// Serial numbers of tensor storages that contain NaN or Inf.
  private var oddStorages: Set<Int> = []
  /// Whether the log contains every result with NaN or Inf up to the greatest clock that the pass has reached. False
  /// after an instruction whose results were not checked, or when the log is full.
  private(set) var isComplete = true

  /// The greatest number of entries. The log needs a limit, because a listing may loop without end.
  private static let limit = 1_000_000

  /// Records that the result in this storage contains NaN or Inf.
  mutating func note(_ clock: Int, _ storage: Storage) {
    if oddStorages.count < Self.limit { oddStorages.insert(storage.serial) } else { isComplete = false }
    // The pass usually runs forward, so the clock usually belongs at the end of the array.
    let index = odd.last.map { $0 < clock } ?? true ? odd.count : count(before: clock)
    if odd.indices.contains(index), odd[index] == clock { return }
    if odd.count < Self.limit { odd.insert(clock, at: index) } else { isComplete = false }
  }

  func hasSeenOdd(in storage: Storage) -> Bool { !oddStorages.isEmpty && oddStorages.contains(storage.serial) }

  /// Records that an instruction ran without a check of its results.
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
  /// Summarizes the tensors that the instruction computed and records those with NaN or Inf.
  ///
  /// A view needs no summary, because its storage was summarized when the storage was computed. Views of weights and
  /// inputs are summarized, because the pass did not compute their storage.
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
