/// An n-dimensional array of numbers: a storage and a layout. A tensor never changes.
///
/// Views (`transposed`, `sliced`, `expanded`, …) share the storage. In-place operations of a listing are implemented by
/// the machine: it replaces the storage in a storage cell.
public struct Tensor: Sendable {
  public let storage: Storage
  public let dtype: DType
  public let layout: Layout

  /// - Precondition: every element of `layout` is inside `storage`. Callers that read files must check this first.
  public init(storage: Storage, dtype: DType, layout: Layout) {
    self.storage = storage
    self.dtype = dtype
    self.layout = layout
  }

  public var shape: [Int] { layout.shape }
  public var strides: [Int] { layout.strides }
  public var rank: Int { layout.shape.count }
  public var count: Int { layout.count }

  /// Creates a contiguous tensor. `fill` writes the elements in row-major order.
  ///
  /// `Element` must be the Swift type of `dtype`: `Float` for `.float32`, `Int64` for `.int64`, `Bool` for `.bool`.
  public init<Element>(
    shape: [Int], dtype: DType, of _: Element.Type = Element.self,
    fill: (UnsafeMutableBufferPointer<Element>) throws -> Void
  ) rethrows {
    precondition(MemoryLayout<Element>.stride == dtype.size, "\(Element.self) is not the element type of \(dtype)")
    let layout = Layout(contiguous: shape)
    let storage = try Storage(byteCount: layout.count * dtype.size) { try fill($0.bindMemory(to: Element.self)) }
    self.init(storage: storage, dtype: dtype, layout: layout)
  }

  /// Creates a float32 tensor from elements in row-major order.
  public init(_ values: [Float], shape: [Int]) {
    precondition(values.count == shape.reduce(1, *), "\(values.count) values do not fill shape \(shape)")
    self.init(shape: shape, dtype: .float32, of: Float.self) { _ = $0.initialize(from: values) }
  }

  /// Creates an int64 tensor from elements in row-major order.
  public init(_ values: [Int], shape: [Int]) {
    precondition(values.count == shape.reduce(1, *), "\(values.count) values do not fill shape \(shape)")
    self.init(shape: shape, dtype: .int64, of: Int64.self) { _ = $0.initialize(from: values.map(Int64.init)) }
  }

  /// Creates a bool tensor from elements in row-major order.
  public init(_ values: [Bool], shape: [Int]) {
    precondition(values.count == shape.reduce(1, *), "\(values.count) values do not fill shape \(shape)")
    self.init(shape: shape, dtype: .bool, of: Bool.self) { _ = $0.initialize(from: values) }
  }

  /// Creates a float32 tensor of rank 0.
  public init(scalar value: Float) { self.init([value], shape: []) }

  /// Returns a tensor with the same storage and another layout.
  ///
  /// - Precondition: every element of `layout` is inside the storage.
  public func view(_ layout: Layout) -> Tensor { Tensor(storage: storage, dtype: dtype, layout: layout) }

  /// Calls `body` with the elements in row-major order without gaps. Copies the elements only when the tensor is not
  /// contiguous.
  public func withElements<Element, Result>(
    of _: Element.Type, _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    precondition(MemoryLayout<Element>.stride == dtype.size, "\(Element.self) is not the element type of \(dtype)")
    let dense = contiguous()
    let start = dense.storage.bytes.baseAddress?.advanced(by: dense.layout.offset * dtype.size)
    return try withExtendedLifetime(dense) {
      try body(UnsafeBufferPointer(start: start?.assumingMemoryBound(to: Element.self), count: count))
    }
  }

  /// The elements converted to `Float`, in row-major order.
  public var floats: [Float] {
    converted(to: .float32).withElements(of: Float.self) { Array($0) }
  }
}
