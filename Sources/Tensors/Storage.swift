import Synchronization

/// The bytes of one or more tensors. The bytes never change after they are written.
///
/// `init(byteCount:fill:)` writes the bytes. Then any number of tensors, snapshots and threads can share the storage.
/// The storage owns its memory or retains the owner of the memory, such as a mapped checkpoint.
public final class Storage: @unchecked Sendable {
  public var bytes: UnsafeRawBufferPointer {
    guard case .postponed(let postponed) = owner else { return place }
    return UnsafeRawBufferPointer(start: postponed.bytes(byteCount), count: byteCount)
  }
  public let byteCount: Int
  /// A number that is unique among all storages of this process. Unlike an address, it is never reused.
  public let serial = Storage.made.add(1, ordering: .relaxed).newValue
  private static let made = Atomic<Int>(0)
  /// The bytes. Empty for a postponed storage: `owner` holds its bytes.
  private let place: UnsafeRawBufferPointer
  private let owner: Owner

  private enum Owner {
    case allocated(UnsafeMutableRawPointer)
    case kept(AnyObject & Sendable)
    case postponed(PostponedBytes)
  }

  /// Allocates `byteCount` bytes, aligned to 64 bytes, and calls `fill` to write them. The memory is not zeroed first.
  public convenience init<Failure: Error>(
    byteCount: Int, fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try self.init(byteCount: byteCount, memory: MemoryPool.shared.take(byteCount), fill: fill)
  }

  /// Like `init(byteCount:fill:)`, but returns nil if the system has no memory.
  convenience init?<Failure: Error>(
    ifMemoryFor byteCount: Int, fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    guard let memory = MemoryPool.shared.takeIfThereIs(byteCount) else { return nil }
    try self.init(byteCount: byteCount, memory: memory, fill: fill)
  }

  private init<Failure: Error>(
    byteCount: Int, memory: UnsafeMutableRawPointer, fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    do throws(Failure) { try fill(UnsafeMutableRawBufferPointer(start: memory, count: byteCount)) } catch {
      MemoryPool.shared.giveBack(memory, byteCount)
      throw error
    }
    place = UnsafeRawBufferPointer(start: memory, count: byteCount)
    self.byteCount = byteCount
    owner = .allocated(memory)
  }

  /// Uses existing memory that `owner` keeps valid and unchanged. The memory must be aligned for the elements.
  public init(bytes: UnsafeRawBufferPointer, keeping owner: AnyObject & Sendable) {
    place = bytes
    byteCount = bytes.count
    self.owner = .kept(owner)
  }

  /// A storage that allocates its memory (aligned to 64 bytes) and calls `fill` at the first access.
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

  /// Whether the bytes belong to a checkpoint: mapped, or filled at the first access. False for bytes that
  /// `init(byteCount:fill:)` allocated.
  public var isShared: Bool { if case .allocated = owner { false } else { true } }

  deinit {
    if case .allocated(let memory) = owner { MemoryPool.shared.giveBack(memory, byteCount) }
  }
}

/// Memory that is allocated and filled at the first access, from any thread.
private final class PostponedBytes: @unchecked Sendable {
  private let memory = Atomic<UnsafeMutableRawPointer?>(nil)
  /// Writes the bytes. The first access calls the closure and then sets `fill` to nil, so that the objects that the
  /// closure retains are freed.
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
