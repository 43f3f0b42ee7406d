import CKernels
import Glibc
import Synchronization

/// Memory of large results that are gone, kept for the next ones.
///
/// A pass makes hundreds of tensors of a few sizes. Fresh memory costs a page fault for every 4 KB, which at 72 MB a
/// tensor is as much time as the arithmetic; memory that has been written before costs nothing. Neighbours that are
/// free are one stretch, and a smaller tensor is cut from a larger one's.
///
/// What is kept never raises the program's peak: before fresh memory is taken, kept memory goes back to the system
/// until both together are no more than what was in use at once before.
final class MemoryPool: Sendable {
  static let shared = MemoryPool()

  /// Smaller ones are malloc's business, which reuses them well.
  static let smallest = 128 << 10

  private let state = Mutex(FreeMemory())

  /// The interpreter's own objects are no larger, and many are freed at the end of a call: malloc would merge them with
  /// their neighbours and split them again for the next call.
  private static let smallObject: Int32 = 160

  init() { fw_keep_freed_blocks(Self.smallObject) }

  /// At least `byteCount` bytes on a 64-byte boundary, with anything in them.
  func take(_ byteCount: Int) -> UnsafeMutableRawPointer {
    guard byteCount >= Self.smallest else {
      return .allocate(byteCount: max(byteCount, 1), alignment: 64)
    }
    let size = Self.rounded(byteCount)
    let (reused, surplus) = state.withLock { $0.take(size) }
    for stretch in surplus { stretch.unmap() }
    if let reused { return reused.memory }
    if let fresh = Self.fresh(size) { return fresh }
    releaseKept()
    guard let fresh = Self.fresh(size) else { preconditionFailure("there is no memory for \(byteCount) bytes") }
    return fresh
  }

  /// Gives back what `take` gave for as many bytes.
  func giveBack(_ memory: UnsafeMutableRawPointer, _ byteCount: Int) {
    guard byteCount >= Self.smallest else { return memory.deallocate() }
    #if DEBUG
      // What reads bytes that nobody wrote shall be seen to: each of these numbers is a NaN.
      memset(memory, 0xff, byteCount)
    #endif
    let stretch = Stretch(start: UInt(bitPattern: memory), size: Self.rounded(byteCount))
    state.withLock { $0.giveBack(stretch) }
  }

  /// Lends so many bytes for the time of `body`.
  func withScratch<Element, Result>(
    _ count: Int, of _: Element.Type, _ body: (UnsafeMutablePointer<Element>) -> Result
  ) -> Result {
    let byteCount = count * MemoryLayout<Element>.stride
    let memory = take(byteCount)
    defer { giveBack(memory, byteCount) }
    return body(memory.bindMemory(to: Element.self, capacity: count))
  }

  /// Gives the system back what nobody uses.
  func releaseKept() {
    for stretch in state.withLock({ $0.giveUp() }) { stretch.unmap() }
  }

  /// Bytes in use, bytes kept, and the most that were in use at once.
  var figures: (used: Int, kept: Int, peak: Int) {
    state.withLock { ($0.usedBytes, $0.keptBytes, $0.peakBytes) }
  }

  /// Whole pages, and not too small pieces of them.
  static func rounded(_ byteCount: Int) -> Int { (byteCount + granule - 1) / granule * granule }

  private static let granule = max(16384, sysconf(Int32(_SC_PAGESIZE)))
  private static let hugePage = 2 << 20

  /// Memory from the system, from which it goes back to the system alone; nil when there is none.
  ///
  /// malloc would keep what it was given back, and its own count of it.
  private static func fresh(_ size: Int) -> UnsafeMutableRawPointer? {
    func mapped(_ size: Int) -> UnsafeMutableRawPointer? {
      let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      return memory == MAP_FAILED ? nil : memory
    }
    guard size >= 2 * hugePage else { return mapped(size) }
    // Large blocks begin where a huge page does: one fault for 2 MB in place of 512.
    guard let wide = mapped(size + hugePage) else { return mapped(size) }
    let before = -Int(bitPattern: wide) & (hugePage - 1)
    let memory = wide + before
    if before > 0 { munmap(wide, before) }
    if before < hugePage { munmap(memory + size, hugePage - before) }
    // A wish: where the kernel has no huge pages, nothing is lost. The last, broken one is left out, for it would be
    // filled whole.
    _ = madvise(memory, size / hugePage * hugePage, MADV_HUGEPAGE)
    return memory
  }
}

/// A piece of address space.
private struct Stretch {
  var start: UInt
  var size: Int

  var end: UInt { start + UInt(size) }
  var memory: UnsafeMutableRawPointer {
    guard let memory = UnsafeMutableRawPointer(bitPattern: start) else { preconditionFailure("memory lies somewhere") }
    return memory
  }

  func unmap() { munmap(memory, size) }
}

/// What is kept, and how much is in use.
private struct FreeMemory {
  /// By address; no two touch.
  private var free: [Stretch] = []
  private(set) var keptBytes = 0
  private(set) var usedBytes = 0
  private(set) var peakBytes = 0

  /// Part of what is kept, or else what must go before fresh memory is taken.
  mutating func take(_ size: Int) -> (Stretch?, surplus: [Stretch]) {
    usedBytes += size
    peakBytes = max(peakBytes, usedBytes)
    // The smallest that is large enough: large ones stay whole for large tensors.
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
    var low = 0
    var high = free.count
    while low < high {
      let middle = (low + high) / 2
      if free[middle].start < stretch.start { low = middle + 1 } else { high = middle }
    }
    let touchesNext = low < free.count && stretch.end == free[low].start
    if low > 0, free[low - 1].end == stretch.start {
      free[low - 1].size += stretch.size
      if touchesNext {
        free[low - 1].size += free[low].size
        free.remove(at: low)
      }
    } else if touchesNext {
      free[low].start = stretch.start
      free[low].size += stretch.size
    } else {
      free.insert(stretch, at: low)
    }
  }

  /// All that is kept, which then is kept no more.
  mutating func giveUp() -> [Stretch] {
    defer { (free, keptBytes) = ([], 0) }
    return free
  }
}
