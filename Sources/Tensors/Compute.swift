import CKernels
import Glibc
import Synchronization

/// The settings of arithmetic: the number of threads, a flag that cancels it, and the largest result.
///
/// Every operation is a method in an extension; a file holds one kind of operation. A result depends on the operands
/// only: work is divided by shape, never by the number of threads, and no sum is divided. So the same operands give the
/// same bits.
public struct Compute: Sendable {
  /// The number of threads that share an operation. Fixed for a session.
  public let threads: Int

  /// Checked between blocks of work. When it is set, the operation throws `TensorError.cancelled`.
  public let cancellation: Cancellation?

  /// The largest result in bytes. An operation whose result would be larger throws. The default is all of the machine's
  /// memory.
  public var byteLimit = Compute.physicalMemory

  /// The machine's memory in bytes.
  static let physicalMemory = max(1 << 30, sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)))

  public init(threads: Int = 1, cancellation: Cancellation? = nil) {
    precondition(threads >= 1, "arithmetic needs a thread")
    self.threads = threads
    self.cancellation = cancellation
  }
}

/// A flag that any thread may set to cancel the arithmetic that checks it.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}

  public var isCancelled: Bool { flag.load(ordering: .relaxed) }
  public func cancel() { flag.store(true, ordering: .relaxed) }
  /// Clears the flag for the next operation.
  public func reset() { flag.store(false, ordering: .relaxed) }
}

extension Compute {
  /// A contiguous tensor whose elements `fill` writes.
  func made<Element>(
    _ operation: String, shape: [Int], dtype: DType, of _: Element.Type = Element.self,
    fill: (UnsafeMutablePointer<Element>) throws(TensorError) -> Void
  ) throws(TensorError) -> Tensor {
    let storage = try allocated(operation, shape: shape, dtype: dtype) { bytes throws(TensorError) in
      try fill(bytes.bindMemory(to: Element.self, capacity: 1))
    }
    return Tensor(storage: storage, dtype: dtype, layout: Layout(contiguous: shape))
  }

  /// As `made`, for any element type.
  func madeRaw(
    _ operation: String, shape: [Int], dtype: DType, fill: (UnsafeMutableRawPointer) throws(TensorError) -> Void
  ) throws(TensorError) -> Tensor {
    let storage = try allocated(operation, shape: shape, dtype: dtype, fill: fill)
    return Tensor(storage: storage, dtype: dtype, layout: Layout(contiguous: shape))
  }

  private func allocated(
    _ operation: String, shape: [Int], dtype: DType, fill: (UnsafeMutableRawPointer) throws(TensorError) -> Void
  ) throws(TensorError) -> Storage {
    guard shape.count <= Layout.rankLimit, let count = checkedCount(of: shape), count <= byteLimit / dtype.size else {
      throw .tooLarge(operation: operation, shape: shape)
    }
    try checkCancelled()
    return try Storage(byteCount: count * dtype.size) { buffer throws(TensorError) in
      guard count > 0, let base = buffer.baseAddress else { return }
      try fill(base)
    }
  }

  /// The elements as `dtype`, row-major without gaps. Throws when expanded axes would make the copy too large.
  public func dense(_ x: Tensor, _ dtype: DType? = nil) throws(TensorError) -> Tensor {
    try x.converted(to: dtype ?? x.dtype).dense(limit: byteLimit)
  }

  func checkCancelled() throws(TensorError) {
    if let cancellation, cancellation.isCancelled { throw .cancelled }
  }

  /// Runs `body` once for each block, in any order, on up to `threads` threads.
  ///
  /// Each block writes to its own part of the result. The data that `body` reads must not change until the end.
  func parallel(blocks: Int, _ body: (Int) -> Void) throws(TensorError) {
    if threads == 1 || blocks <= 1 {
      for block in 0..<blocks {
        try checkCancelled()
        body(block)
      }
      return
    }
    var isShared = false
    withoutActuallyEscaping(body) { body in
      var work = SharedWork(body: body, cancellation: cancellation)
      isShared = withUnsafeMutablePointer(to: &work) { work in
        fw_share(
          Int32(min(threads, blocks)), Int64(blocks),
          { work, block in
            work?.assumingMemoryBound(to: SharedWork.self).pointee.run(Int(block)) ?? false
          }, work)
      }
    }
    // The thread pool is busy with another operation: run the blocks on this thread.
    if !isShared {
      for block in 0..<blocks {
        try checkCancelled()
        body(block)
      }
    }
    try checkCancelled()
  }

  /// Divides `count` items into ranges large enough for a thread. `cost` is the number of elements of work per item.
  func parallel(over count: Int, cost: Int, _ body: (Range<Int>) -> Void) throws(TensorError) {
    let size = max(1, 32768 / max(cost, 1))
    try parallel(blocks: (count + size - 1) / size) { block in
      body(block * size..<min(count, (block + 1) * size))
    }
  }
}

/// Work that several threads share.
///
/// A body holds pointers to operands, which never change, and into a new result, of which each block writes its own
/// part. The caller waits until all blocks are done.
private struct SharedWork {
  let body: (Int) -> Void
  let cancellation: Cancellation?

  /// Runs one block. False when the operation was cancelled.
  func run(_ block: Int) -> Bool {
    if cancellation?.isCancelled == true { return false }
    body(block)
    return true
  }
}

extension Tensor {
  /// As `contiguous`, but throws when the copy would have more bytes than `limit`.
  func dense(limit: Int = Compute.physicalMemory) throws(TensorError) -> Tensor {
    if layout.isContiguous { return self }
    guard count <= limit / dtype.size else { throw .tooLarge(operation: "copy", shape: shape) }
    return copied()
  }

  /// The address of the first element. Use it inside `withExtendedLifetime`: it is valid while the tensor exists.
  var start: UnsafeRawPointer {
    // An empty storage has an address too. Nothing is read from it.
    guard let base = storage.bytes.baseAddress else { preconditionFailure("a storage has an address") }
    return base.advanced(by: layout.offset * dtype.size)
  }
}
