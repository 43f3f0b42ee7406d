/// Bytes that nobody changes any more: what tensors are views of.
///
/// A storage is filled while it is being made (`init(byteCount:fill:)`) and is constant ever after, so any number of
/// tensors, machine snapshots and threads may share it. It either owns its memory or keeps its owner alive: a mapped
/// checkpoint, for example.
public final class Storage: @unchecked Sendable {
  public let bytes: UnsafeRawBufferPointer
  private let owner: Owner

  private enum Owner {
    case allocated(UnsafeMutableRawPointer)
    case kept(AnyObject & Sendable)
  }

  /// Allocates `byteCount` bytes on a 64-byte boundary and lets `fill` write them; they are not cleared before.
  public init<Failure: Error>(
    byteCount: Int, fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 1), alignment: 64)
    do throws(Failure) { try fill(UnsafeMutableRawBufferPointer(start: memory, count: byteCount)) } catch {
      memory.deallocate()
      throw error
    }
    bytes = UnsafeRawBufferPointer(start: memory, count: byteCount)
    owner = .allocated(memory)
  }

  /// Bytes that lie in memory that `owner` keeps valid and unchanged. They must be aligned for the elements read from
  /// them.
  public init(bytes: UnsafeRawBufferPointer, keeping owner: AnyObject & Sendable) {
    self.bytes = bytes
    self.owner = .kept(owner)
  }

  deinit {
    if case .allocated(let memory) = owner { memory.deallocate() }
  }
}
