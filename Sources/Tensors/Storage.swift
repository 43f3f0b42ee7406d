import Synchronization

/// The bytes that tensors are views of. They never change once written.
///
/// `init(byteCount:fill:)` writes the bytes. Afterwards any number of tensors, machine snapshots and threads may share
/// the storage. It owns its memory or keeps the owner of the memory alive, such as a mapped checkpoint.
public final class Storage: @unchecked Sendable {
  public var bytes: UnsafeRawBufferPointer {
    guard case .postponed(let postponed) = owner else { return place }
    return UnsafeRawBufferPointer(start: postponed.bytes(byteCount), count: byteCount)
  }
  public let byteCount: Int
  /// A number that no other storage of this process has or will have, unlike the address.
  public let serial = Storage.made.add(1, ordering: .relaxed).newValue
  private static let made = Atomic<Int>(0)
  /// The bytes; empty while they are postponed.
  private let place: UnsafeRawBufferPointer
  private let owner: Owner

  private enum Owner {
    case allocated(UnsafeMutableRawPointer)
    case kept(AnyObject & Sendable)
    case postponed(PostponedBytes)
  }

  /// Allocates `byteCount` bytes on a 64-byte boundary and calls `fill` to write them. They are not cleared first.
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

  /// Uses memory that `owner` keeps valid and unchanged. The bytes must be aligned for their elements.
  public init(bytes: UnsafeRawBufferPointer, keeping owner: AnyObject & Sendable) {
    place = bytes
    byteCount = bytes.count
    self.owner = .kept(owner)
  }

  /// Bytes that are allocated, on a 64-byte boundary, and filled at the first access.
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

  /// Whether the memory belongs to a checkpoint: mapped, or read at the first access.
  public var isShared: Bool { if case .allocated = owner { false } else { true } }

  deinit {
    if case .allocated(let memory) = owner { MemoryPool.shared.giveBack(memory, byteCount) }
  }
}

/// Memory that is filled at the first access, by any thread.
private final class PostponedBytes: @unchecked Sendable {
  private let memory = Atomic<UnsafeMutableRawPointer?>(nil)
  /// Fills the memory. Nil afterwards, so that the source can be freed.
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
