import Foundation
import Synchronization
import Testing

@testable import Tensors

/// Work in blocks on the thread pool. Each block runs exactly once, for any number of callers.
@Suite struct SharedWorkTests {
  @Test(arguments: [1, 2, 3, 8])
  func eachBlockIsDoneOnce(threads: Int) throws {
    let compute = Compute(threads: threads)
    for count in [0, 1, 2, 3, 17, 1000] {
      for _ in 0..<20 {
        let done = Counts(count)
        try compute.parallel(blocks: count) { done.add($0) }
        #expect(done.all == [Int](repeating: 1, count: count))
      }
    }
  }

  @Test func workInsideSharedWorkRuns() throws {
    let compute = Compute(threads: 2)
    let done = Counts(12)
    try compute.parallel(blocks: 4) { outer in
      try? compute.parallel(blocks: 3) { inner in done.add(outer * 3 + inner) }
    }
    #expect(done.all == [Int](repeating: 1, count: 12))
  }

  @Test func severalCallersRunAtOnce() async throws {
    let sums = await withTaskGroup(of: Int.self) { group in
      for number in 0..<4 {
        group.addTask {
          let compute = Compute(threads: 2 + number % 2)
          let sum = Atomic<Int>(0)
          for _ in 0..<200 {
            try? compute.parallel(blocks: 10) { sum.wrappingAdd($0, ordering: .relaxed) }
          }
          return sum.load(ordering: .relaxed)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums == [Int](repeating: 200 * 45, count: 4))
  }

  @Test(arguments: [1, 2])
  func aCancelledJobEndsEarly(threads: Int) {
    let cancellation = Cancellation()
    let compute = Compute(threads: threads, cancellation: cancellation)
    let done = Atomic<Int>(0)
    #expect(throws: TensorError.cancelled) {
      try compute.parallel(blocks: 1_000_000) { _ in
        done.wrappingAdd(1, ordering: .relaxed)
        cancellation.cancel()
      }
    }
    #expect(done.load(ordering: .relaxed) < 100)
  }
}

/// Counts how often each block ran. The lock is not the standard library's lock, because the thread sanitizer does not
/// understand that lock.
private final class Counts: @unchecked Sendable {
  private var counts: [Int]
  private let lock = NSLock()
  init(_ count: Int) { counts = [Int](repeating: 0, count: count) }
  func add(_ index: Int) { lock.withLock { counts[index] += 1 } }
  var all: [Int] { lock.withLock { counts } }
}
