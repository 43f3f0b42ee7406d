import CKernels
import Glibc
import Synchronization

/// The settings of tensor arithmetic: the number of threads, a cancellation flag and a size limit.
///
/// Operations are methods in extensions of `Compute`. Each file contains one kind of operation. Work is divided by the
/// operands' shapes, not by the number of threads, and each sum is computed by one thread. Therefore the same operands
/// always produce the same bits.
public struct Compute: Sendable {
  /// The number of threads that share an operation.
  public let threads: Int

  /// A flag that operations check between blocks of work. When it is set, the operation throws `TensorError.cancelled`.
  public let cancellation: Cancellation?

  /// The size limit of a result in bytes. When the result would be larger, the operation throws. The default is the
  /// size of the machine's memory.
  public var byteLimit = Compute.physicalMemory

  /// The size of the machine's memory in bytes, at least 1 GB.
  static let physicalMemory = max(1 << 30, sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)))

  public init(threads: Int = 1, cancellation: Cancellation? = nil) {
    precondition(threads >= 1, "arithmetic needs a thread")
    self.threads = threads
    self.cancellation = cancellation
  }
}

/// A flag that any thread can set to cancel the operations that check it.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}

  public var isCancelled: Bool { flag.load(ordering: .relaxed) }
  public func cancel() { flag.store(true, ordering: .relaxed) }
  /// Clears the flag before the next operation.
  public func reset() { flag.store(false, ordering: .relaxed) }
}

extension Compute {
  /// Returns a new contiguous tensor. `fill` writes its elements.
  func made<Element>(
    _ operation: String, shape: [Int], dtype: DType, of _: Element.Type = Element.self,
    fill: (UnsafeMutablePointer<Element>) throws(TensorError) -> Void
  ) throws(TensorError) -> Tensor {
    let storage = try allocated(operation, shape: shape, dtype: dtype) { bytes throws(TensorError) in
      try fill(bytes.bindMemory(to: Element.self, capacity: 1))
    }
    return Tensor(storage: storage, dtype: dtype, layout: Layout(contiguous: shape))
  }

  /// Returns a new contiguous tensor of any element type. `fill` writes its bytes.
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
    let storage = try Storage(ifMemoryFor: count * dtype.size) { buffer throws(TensorError) in
      guard count > 0, let base = buffer.baseAddress else { return }
      try fill(base)
    }
    guard let storage else { throw .tooLarge(operation: operation, shape: shape) }
    return storage
  }

  /// Returns the elements as `dtype` (nil keeps the type), row-major without gaps. Throws when the copy would be larger
  /// than `byteLimit`.
  ///
  /// Throws when `x` is complex and `dtype` is a real type other than bool.
  public func dense(_ x: Tensor, _ dtype: DType? = nil) throws(TensorError) -> Tensor {
    if let dtype, x.dtype.isComplex, !dtype.isComplex, dtype != .bool {
      throw .unsupportedType(operation: "an operation on real tensors", x.dtype)
    }
    return try x.converted(to: dtype ?? x.dtype).dense(limit: byteLimit)
  }

  /// Throws if the operation is cancelled.
  public func checkCancelled() throws(TensorError) {
    if let cancellation, cancellation.isCancelled { throw .cancelled }
  }

  /// Calls `body` once for each block number, in any order, on up to `threads` threads.
  ///
  /// Each call must write to its own part of the result. The data that `body` reads must not change during the call.
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
    // The thread pool is busy with another operation. Run the blocks on this thread.
    if !isShared {
      for block in 0..<blocks {
        try checkCancelled()
        body(block)
      }
    }
    try checkCancelled()
  }

  /// Divides `0..<count` into ranges and calls `body` with them in parallel. `cost` is the number of elements to
  /// process per item; a range has about 32768 elements to process.
  func parallel(over count: Int, cost: Int, _ body: (Range<Int>) -> Void) throws(TensorError) {
    let size = max(1, 32768 / max(cost, 1))
    try parallel(blocks: (count + size - 1) / size) { block in
      body(block * size..<min(count, (block + 1) * size))
    }
  }
}

/// A closure that several threads call, and the cancellation flag that they check.
///
/// The closure contains pointers to operands and to a new result. Operands never change. Each block writes to its own
/// part of the result. The caller waits until all blocks are done.
private struct SharedWork {
  let body: (Int) -> Void
  let cancellation: Cancellation?

  /// Runs one block. Returns false, without running it, when the operation is cancelled.
  func run(_ block: Int) -> Bool {
    if cancellation?.isCancelled == true { return false }
    body(block)
    return true
  }
}

extension Tensor {
  /// Returns the same tensor as `contiguous()`. Throws when the copy would have more bytes than `limit`.
  func dense(limit: Int = Compute.physicalMemory) throws(TensorError) -> Tensor {
    if layout.isContiguous { return self }
    let target = Layout(contiguous: shape)
    let storage: Storage? =
      count > limit / dtype.size
      ? nil
      : Storage(ifMemoryFor: count * dtype.size) { output in
        if count > 0, let base = output.baseAddress { copyElements(to: base) }
      }
    guard let storage else { throw .tooLarge(operation: "copy", shape: shape) }
    return Tensor(storage: storage, dtype: dtype, layout: target)
  }

  /// The address of the first element. It is valid while the tensor exists: use it inside `withExtendedLifetime`.
  var start: UnsafeRawPointer {
    // An empty storage has an address too, but no code reads from this address.
    guard let base = storage.bytes.baseAddress else { preconditionFailure("a storage has an address") }
    return base.advanced(by: layout.offset * dtype.size)
  }
}
