import CKernels
import Glibc
import Synchronization

/// Where arithmetic happens: how many threads do it, and who may stop it.
///
/// Every operation is a method in an extension, one file an idea. Results depend on the operands only: work is divided
/// by shape, never by the number of threads, and never inside one sum, so that the same operands give the same bits.
public struct Compute: Sendable {
  /// How many threads share an operation. Fixed for a session.
  public let threads: Int

  /// Looked at between blocks of work; an operation that finds it set throws `TensorError.cancelled`.
  public let cancellation: Cancellation?

  /// No single result is larger than this; an operation that would make one throws instead. By default all of the
  /// machine's memory.
  public var byteLimit = Compute.physicalMemory

  /// Bytes of memory that the machine has.
  static let physicalMemory = max(1 << 30, sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)))

  public init(threads: Int = 1, cancellation: Cancellation? = nil) {
    precondition(threads >= 1, "arithmetic needs a thread")
    self.threads = threads
    self.cancellation = cancellation
  }
}

/// A flag that anyone may set to stop the arithmetic that looks at it.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}

  public var isCancelled: Bool { flag.load(ordering: .relaxed) }
  public func cancel() { flag.store(true, ordering: .relaxed) }
  /// Makes the flag ready for another run.
  public func reset() { flag.store(false, ordering: .relaxed) }
}

extension Compute {
  /// A dense tensor whose elements `fill` writes.
  func made<Element>(
    _ operation: String, shape: [Int], dtype: DType, of _: Element.Type = Element.self,
    fill: (UnsafeMutablePointer<Element>) throws(TensorError) -> Void
  ) throws(TensorError) -> Tensor {
    let storage = try allocated(operation, shape: shape, dtype: dtype) { bytes throws(TensorError) in
      try fill(bytes.bindMemory(to: Element.self, capacity: 1))
    }
    return Tensor(storage: storage, dtype: dtype, layout: Layout(contiguous: shape))
  }

  /// The same, whatever the element type.
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

  /// The elements as `dtype`, row-major without gaps; throws where a tensor that repeats few elements would become too
  /// large.
  public func dense(_ x: Tensor, _ dtype: DType? = nil) throws(TensorError) -> Tensor {
    try x.converted(to: dtype ?? x.dtype).dense(limit: byteLimit)
  }

  func checkCancelled() throws(TensorError) {
    if let cancellation, cancellation.isCancelled { throw .cancelled }
  }

  /// Runs `body` once for each of `blocks`, on as many threads as there are, in any order.
  ///
  /// Blocks write to disjoint places. What the body reads must stay unchanged meanwhile.
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
    // The team works for somebody else.
    if !isShared {
      for block in 0..<blocks {
        try checkCancelled()
        body(block)
      }
    }
    try checkCancelled()
  }

  /// Divides `count` items, each `cost` elements of work, into ranges worth a thread's while.
  func parallel(over count: Int, cost: Int, _ body: (Range<Int>) -> Void) throws(TensorError) {
    let size = max(1, 32768 / max(cost, 1))
    try parallel(blocks: (count + size - 1) / size) { block in
      body(block * size..<min(count, (block + 1) * size))
    }
  }
}

/// Work that several threads do at once.
///
/// Bodies hold pointers: to operands, which are immutable storages, and into a result that nobody else has yet, of
/// which each block writes its own part. The caller waits for all of them.
private struct SharedWork {
  let body: (Int) -> Void
  let cancellation: Cancellation?

  /// Whether to go on.
  func run(_ block: Int) -> Bool {
    if cancellation?.isCancelled == true { return false }
    body(block)
    return true
  }
}

extension Tensor {
  /// As `contiguous`, but refuses to write more bytes than `limit`.
  func dense(limit: Int = Compute.physicalMemory) throws(TensorError) -> Tensor {
    if layout.isContiguous { return self }
    guard count <= limit / dtype.size else { throw .tooLarge(operation: "copy", shape: shape) }
    return copied()
  }

  /// The first element's place. Valid while the tensor is: use inside `withExtendedLifetime`.
  var start: UnsafeRawPointer {
    // An empty storage has an address too; nothing is read from it.
    guard let base = storage.bytes.baseAddress else { preconditionFailure("a storage has an address") }
    return base.advanced(by: layout.offset * dtype.size)
  }
}
