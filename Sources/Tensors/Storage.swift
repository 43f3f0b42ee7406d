import Synchronization

/// Bytes that nobody changes any more: what tensors are views of.
///
/// A storage is filled while it is being made (`init(byteCount:fill:)`) and is constant ever after, so any number of
/// tensors, machine snapshots and threads may share it. It either owns its memory or keeps its owner alive: a mapped
/// checkpoint, for example.
public final class Storage: @unchecked Sendable {
  public var bytes: UnsafeRawBufferPointer {
    guard case .postponed(let postponed) = owner else { return place }
    return UnsafeRawBufferPointer(start: postponed.bytes(byteCount), count: byteCount)
  }
  public let byteCount: Int
  /// Which one it is among all that the process ever made: unlike its address it never comes again.
  public let serial = Storage.made.add(1, ordering: .relaxed).newValue
  private static let made = Atomic<Int>(0)
  /// Where they are; empty as long as they are postponed.
  private let place: UnsafeRawBufferPointer
  private let owner: Owner

  private enum Owner {
    case allocated(UnsafeMutableRawPointer)
    case kept(AnyObject & Sendable)
    case postponed(PostponedBytes)
  }

  /// Allocates `byteCount` bytes on a 64-byte boundary and lets `fill` write them; they are not cleared before.
  public init<Failure: Error>(
    byteCount: Int, fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let memory = MemoryPool.shared.take(byteCount)
    do throws(Failure) { try fill(UnsafeMutableRawBufferPointer(start: memory, count: byteCount)) } catch {
      MemoryPool.shared.giveBack(memory, byteCount)
      throw error
    }
    place = UnsafeRawBufferPointer(start: memory, count: byteCount)
    self.byteCount = byteCount
    owner = .allocated(memory)
  }

  /// Bytes that lie in memory that `owner` keeps valid and unchanged. They must be aligned for the elements read from
  /// them.
  public init(bytes: UnsafeRawBufferPointer, keeping owner: AnyObject & Sendable) {
    place = bytes
    byteCount = bytes.count
    self.owner = .kept(owner)
  }

  /// Bytes that take no memory before somebody looks at them: then they are allocated on a 64-byte boundary and filled,
  /// once.
  public static func postponed(
    byteCount: Int, _ fill: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void
  ) -> Storage {
    Storage(PostponedBytes(fill), byteCount)
  }

  private init(_ postponed: PostponedBytes, _ byteCount: Int) {
    place = UnsafeRawBufferPointer(start: nil, count: 0)
    self.byteCount = byteCount
    owner = .postponed(postponed)
  }

  /// Whether the memory belongs to a checkpoint, which keeps it in any case: mapped, or read from it when first needed.
  public var isShared: Bool { if case .allocated = owner { false } else { true } }

  deinit {
    if case .allocated(let memory) = owner { MemoryPool.shared.giveBack(memory, byteCount) }
  }
}

/// Memory that is filled when it is first asked for, by whichever thread asks.
private final class PostponedBytes: @unchecked Sendable {
  private let memory = Atomic<UnsafeMutableRawPointer?>(nil)
  /// What fills it; nothing any more once it is filled, so that what it was filled from can go.
  private let fill: Mutex<(@Sendable (UnsafeMutableRawBufferPointer) -> Void)?>

  init(_ fill: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void) { self.fill = Mutex(fill) }

  func bytes(_ count: Int) -> UnsafeRawPointer {
    if let made = memory.load(ordering: .acquiring) { return UnsafeRawPointer(made) }
    return fill.withLock { fill in
      if let made = memory.load(ordering: .acquiring) { return UnsafeRawPointer(made) }
      let made = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1), alignment: 64)
      fill?(UnsafeMutableRawBufferPointer(start: made, count: count))
      fill = nil
      memory.store(made, ordering: .releasing)
      return UnsafeRawPointer(made)
    }
  }

  deinit { memory.load(ordering: .acquiring)?.deallocate() }
}
