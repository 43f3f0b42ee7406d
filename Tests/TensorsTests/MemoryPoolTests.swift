import Testing

@testable import Tensors

/// The pool reuses freed memory and never memory in use. The kept memory does not raise the peak.
@Suite struct MemoryPoolTests {
  @Test(arguments: [128 << 10, 200_000, 1 << 20, (4 << 20) + 1, 72_000_000])
  func aReusedBlockHoldsItsNewElements(byteCount: Int) {
    let pool = MemoryPool()
    let first = pool.take(byteCount)
    #expect(Int(bitPattern: first) % 64 == 0)
    first.storeBytes(of: 1, toByteOffset: byteCount - 1, as: UInt8.self)
    pool.giveBack(first, byteCount)
    #expect(pool.figures.used == 0)
    #expect(pool.figures.kept == MemoryPool.rounded(byteCount))
    let second = pool.take(byteCount)
    #expect(second == first)
    pool.giveBack(second, byteCount)
    pool.releaseKept()
    #expect(pool.figures.kept == 0)
  }

  @Test func aSmallerBlockIsTakenFromALargerOneAndMergedAgain() {
    let pool = MemoryPool()
    let whole = pool.take(8 << 20)
    pool.giveBack(whole, 8 << 20)
    let parts = (0..<4).map { _ in pool.take(2 << 20) }
    #expect(parts.map { $0 - whole } == [0, 2 << 20, 4 << 20, 6 << 20])
    for part in [1, 3, 0, 2] { pool.giveBack(parts[part], 2 << 20) }
    #expect(pool.take(8 << 20) == whole)
    pool.giveBack(whole, 8 << 20)
    pool.releaseKept()
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func keptMemoryNeverRaisesThePeak(seed: UInt64) {
    let pool = MemoryPool()
    var generator = Steady(state: seed)
    var held: [(UnsafeMutableRawPointer, Int)] = []
    var peak = 0
    for _ in 0..<400 {
      if held.count > 20 || !held.isEmpty && Bool.random(using: &generator) {
        let (memory, size) = held.remove(at: Int.random(in: held.indices, using: &generator))
        pool.giveBack(memory, size)
      } else {
        let size =
          MemoryPool.smallest << Int.random(in: 0...4, using: &generator)
          + Int.random(in: 0...9, using: &generator) * 20_000
        held.append((pool.take(size), size))
      }
      peak = max(peak, held.reduce(0) { $0 + MemoryPool.rounded($1.1) })
      let figures = pool.figures
      #expect(figures.peak == peak)
      #expect(figures.used + figures.kept <= peak)
      let places = held.sorted { $0.0 < $1.0 }
      for (one, next) in zip(places, places.dropFirst()) { #expect(one.0 + one.1 <= next.0) }
    }
    for (memory, size) in held { pool.giveBack(memory, size) }
    pool.releaseKept()
  }

  @Test func tensorsMadeInParallelKeepTheirOwnMemory() async throws {
    let compute = Compute(threads: 2)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<4 {
        group.addTask {
          for turn in 0..<8 {
            let value = Float(number * 1000 + turn)
            let made = try compute.full([200, 200], .float(Double(value)))
            let sum = try compute.add(made, made)
            if made.floats.contains(where: { $0 != value }) { return false }
            if sum.floats.contains(where: { $0 != 2 * value }) { return false }
          }
          return true
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }
}

/// A generator of random numbers that are the same in every run.
private struct Steady: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ (state >> 33)) &* 0xff51_afd7_ed55_8ccd
  }
}
