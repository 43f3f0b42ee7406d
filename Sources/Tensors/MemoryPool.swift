import CKernels
import Glibc
import Searching
import Synchronization

/// Keeps the memory of freed large tensors for new tensors.
///
/// A pass creates hundreds of tensors, but their sizes have only a few different values. New memory from the system
/// costs one page fault per 4 KB; for a tensor of 72 MB, the page faults last as long as the arithmetic. Reused memory
/// has no page faults. Adjacent kept ranges are merged, and a smaller tensor can use a part of a larger range.
///
/// The pool does not raise the program's peak memory. Before the pool requests new memory, it returns kept memory to
/// the system. Then the used and the kept bytes together are at most the peak of the used bytes.
final class MemoryPool: Sendable {
  static let shared = MemoryPool()

  /// The smallest block of the pool, in bytes. Smaller blocks come from malloc, which reuses small blocks well.
  static let smallest = 128 << 10

  private let state = Mutex(FreeMemory())

  /// The largest size of the interpreter's objects, in bytes. A function call in a listing frees many of these objects
  /// when it returns. By default, malloc merges the freed blocks, and splits the merged blocks again for the next call.
  /// Therefore `fw_keep_freed_blocks` sets malloc to keep freed blocks of up to this size unmerged.
  private static let smallObject: Int32 = 160

  init() { fw_keep_freed_blocks(Self.smallObject) }

  /// Allocates at least `byteCount` bytes, aligned to 64 bytes. Their contents are undefined.
  func take(_ byteCount: Int) -> UnsafeMutableRawPointer {
    guard let memory = takeIfThereIs(byteCount) else {
      preconditionFailure("there is no memory for \(byteCount) bytes")
    }
    return memory
  }

  /// Like `take`, but returns nil if the system has no memory, for example because of a limit (`ulimit -v`).
  func takeIfThereIs(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    guard byteCount >= Self.smallest else {
      return .allocate(byteCount: max(byteCount, 1), alignment: 64)
    }
    let size = Self.rounded(byteCount)
    let formerPeak = state.withLock { $0.peakBytes }
    let (reused, surplus) = state.withLock { $0.take(size) }
    for stretch in surplus { stretch.unmap() }
    if let reused { return reused.memory }
    if let fresh = Self.fresh(size) { return fresh }
    releaseKept()
    if let fresh = Self.fresh(size) { return fresh }
    state.withLock { $0.withdraw(size, formerPeak: formerPeak) }
    return nil
  }

  /// Frees memory that `take` returned for the same `byteCount`.
  func giveBack(_ memory: UnsafeMutableRawPointer, _ byteCount: Int) {
    guard byteCount >= Self.smallest else { return memory.deallocate() }
    #if DEBUG
      // Fills the freed memory with NaN. If an operation reads reused memory without first writing to it, its result
      // contains NaN.
      memset(memory, 0xff, byteCount)
    #endif
    let stretch = Stretch(start: UInt(bitPattern: memory), size: Self.rounded(byteCount))
    state.withLock { $0.giveBack(stretch) }
  }

  /// Allocates memory for `count` elements, calls `body` with it and frees it.
  func withScratch<Element, Result>(
    _ count: Int, of _: Element.Type, _ body: (UnsafeMutablePointer<Element>) -> Result
  ) -> Result {
    let byteCount = count * MemoryLayout<Element>.stride
    let memory = take(byteCount)
    defer { giveBack(memory, byteCount) }
    return body(memory.bindMemory(to: Element.self, capacity: count))
  }

  /// Returns all kept memory to the system.
  func releaseKept() {
    for stretch in state.withLock({ $0.giveUp() }) { stretch.unmap() }
  }

  /// `used` is the number of bytes in use now. `kept` is the number of freed bytes that the pool keeps. `peak` is the
  /// greatest number of bytes that were in use at once.
  var figures: (used: Int, kept: Int, peak: Int) {
    state.withLock { ($0.usedBytes, $0.keptBytes, $0.peakBytes) }
  }

  /// Rounds up to a multiple of `granule`, so that ranges do not become too small.
  static func rounded(_ byteCount: Int) -> Int { (byteCount + granule - 1) / granule * granule }

  private static let granule = max(16384, sysconf(Int32(_SC_PAGESIZE)))
  private static let hugePage = 2 << 20

  /// Requests memory from the system; nil when the system has none.
  ///
  /// malloc is not used: it might keep freed memory that the pool counts as returned.
  private static func fresh(_ size: Int) -> UnsafeMutableRawPointer? {
    func mapped(_ size: Int) -> UnsafeMutableRawPointer? {
      let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      return memory == MAP_FAILED ? nil : memory
    }
    guard size >= 2 * hugePage else { return mapped(size) }
    // Large blocks begin at the start of a huge page: one page fault for 2 MB instead of 512.
    guard let wide = mapped(size + hugePage) else { return mapped(size) }
    let before = -Int(bitPattern: wide) & (hugePage - 1)
    let memory = wide + before
    if before > 0 { munmap(wide, before) }
    if before < hugePage { munmap(memory + size, hugePage - before) }
    // This call is only a hint: a kernel without huge pages ignores it. The incomplete last huge page is excluded,
    // because the kernel would allocate the whole page.
    _ = madvise(memory, size / hugePage * hugePage, MADV_HUGEPAGE)
    return memory
  }
}

/// A range of memory addresses.
private struct Stretch {
  var start: UInt
  var size: Int

  var end: UInt { start + UInt(size) }
  var memory: UnsafeMutableRawPointer {
    guard let memory = UnsafeMutableRawPointer(bitPattern: start) else { preconditionFailure("memory has an address") }
    return memory
  }

  func unmap() { munmap(memory, size) }
}

/// The kept memory ranges and the number of bytes in use.
private struct FreeMemory {
  /// The kept ranges in order of address. No two ranges are adjacent.
  private var free: [Stretch] = []
  private(set) var keptBytes = 0
  private(set) var usedBytes = 0
  private(set) var peakBytes = 0

  /// Undoes the changes of `take` to the counts. Called when the system has no memory for the request.
  mutating func withdraw(_ size: Int, formerPeak: Int) {
    usedBytes -= size
    peakBytes = max(formerPeak, usedBytes)
  }

  /// Takes a part of a kept range. When no range is large enough, returns nil and the ranges that must be returned to
  /// the system before new memory is requested.
  mutating func take(_ size: Int) -> (Stretch?, surplus: [Stretch]) {
    usedBytes += size
    peakBytes = max(peakBytes, usedBytes)
    // Choose the smallest range that is large enough. Larger ranges remain for larger tensors.
    var best: Int?
    for (place, stretch) in free.enumerated() where stretch.size >= size {
      if let known = best, free[known].size <= stretch.size { continue }
      best = place
      if stretch.size == size { break }
    }
    if let best {
      let taken = Stretch(start: free[best].start, size: size)
      keptBytes -= size
      if free[best].size == size {
        free.remove(at: best)
      } else {
        free[best].start += UInt(size)
        free[best].size -= size
      }
      return (taken, [])
    }
    var surplus: [Stretch] = []
    while usedBytes + keptBytes > peakBytes, let largest = free.indices.max(by: { free[$0].size < free[$1].size }) {
      let excess = min(usedBytes + keptBytes - peakBytes, free[largest].size)
      surplus.append(Stretch(start: free[largest].end - UInt(excess), size: excess))
      keptBytes -= excess
      free[largest].size -= excess
      if free[largest].size == 0 { free.remove(at: largest) }
    }
    return (nil, surplus)
  }

  mutating func giveBack(_ stretch: Stretch) {
    usedBytes -= stretch.size
    keptBytes += stretch.size
    let next = free.partitioningIndex { $0.start >= stretch.start }
    let touchesNext = next < free.count && stretch.end == free[next].start
    if next > 0, free[next - 1].end == stretch.start {
      free[next - 1].size += stretch.size
      if touchesNext {
        free[next - 1].size += free[next].size
        free.remove(at: next)
      }
    } else if touchesNext {
      free[next].start = stretch.start
      free[next].size += stretch.size
    } else {
      free.insert(stretch, at: next)
    }
  }

  /// Removes all kept ranges and returns them.
  mutating func giveUp() -> [Stretch] {
    defer { (free, keptBytes) = ([], 0) }
    return free
  }
}
