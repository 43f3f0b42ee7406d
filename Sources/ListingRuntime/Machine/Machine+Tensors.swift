import Tensors

extension Machine {
  /// The tensor at the reference: the bytes that its storage cell contains now, with the reference's dtype and layout.
  public func tensor(_ reference: TensorReference) throws(ListingError) -> Tensor {
    guard let storage = heap.storage(of: reference.cell) else {
      throw ListingError(.runtimeError, "this parameter has no value: no checkpoint filled it")
    }
    let stored = Tensor(storage: storage, dtype: reference.dtype, layout: reference.layout)
    if !reference.isFlipped { return stored }
    do { return try flipped(stored) } catch { throw listingError(error) }
  }

  /// The conjugates of the elements; for a real dtype, their negatives.
  func flipped(_ tensor: Tensor) throws -> Tensor {
    try tensor.dtype.isComplex ? compute.complexFunction(.conjugate, tensor) : compute.unary(.negate, tensor)
  }

  /// Whether the reference's storage cell has bytes. A parameter has no bytes before a checkpoint fills it.
  public func hasValue(_ reference: TensorReference) -> Bool { heap.storage(of: reference.cell) != nil }

  /// Stores the result of an operation in a new storage cell.
  public mutating func new(_ tensor: Tensor) throws -> Value {
    bytesMade += tensor.storage.byteCount
    return .tensor(
      TensorReference(
        cell: heap.cell(tensor.storage), dtype: tensor.dtype, layout: tensor.layout,
        isRecorded: recordsOperation && !tensor.dtype.isWhole))
  }

  /// Whether torch would record an operation with these operands: gradients are on, and an operand requires them.
  func recordsOperation(on operands: [Value]) -> Bool {
    func requires(_ value: Value) -> Bool {
      if case .tensor(let reference) = value { heap.requiresGradient(reference) } else { false }
    }
    return gradientMode.isEnabled
      && operands.contains { requires($0) || items(of: $0)?.contains(where: requires) ?? false }
  }

  /// A view: the same storage cell with another layout. The view sees later writes.
  func view(_ reference: TensorReference, _ layout: Layout) -> Value {
    .tensor(
      TensorReference(
        cell: reference.cell, dtype: reference.dtype, layout: layout, isArray: reference.isArray,
        isFlipped: reference.isFlipped, isRecorded: recordsOperation(on: [.tensor(reference)])))
  }

  /// Makes a parameter of the given shape without bytes; a checkpoint will fill it.
  mutating func parameter(shape: [Int], dtype: DType = .float32) throws -> Value {
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: max(size, 1))
      if size < 0 { throw ListingError(.valueError, "a size cannot be negative: \(shapeText(shape))") }
      if overflow || product > 1 << 48 {
        throw ListingError(.memoryError, "a parameter of shape \(shapeText(shape)) is too large")
      }
      count = product
    }
    return .tensor(
      TensorReference(
        cell: StorageCell(elements: shape.contains(0) ? 0 : count), dtype: dtype, layout: Layout(contiguous: shape),
        isParameter: true))
  }

  func tensorOperand(_ value: Value) throws -> Tensor {
    if case .tensor(let reference) = value { return try tensor(reference) }
    throw ListingError(.typeError, "expected a tensor, not '\(typeName(of: value))'")
  }

  /// Throws if several elements of the layout share a position, because the order of the writes would decide the
  /// result. If `expand` made the view, torch raises an error too. For other such views, torch's result depends on the
  /// kernel.
  func checkWrites(to layout: Layout) throws {
    switch layout.overlap {
    case .none: break
    case .repeated:
      throw ListingError(
        .runtimeError,
        "unsupported operation: more than one element of the written-to tensor refers to a single memory location. "
          + "Please clone() the tensor before performing the operation.")
    case .possible:
      throw ListingError.unsupported(
        "writing into a view of shape \(shapeText(layout.shape)) whose elements share memory (unfold, as_strided)")
    }
  }

  /// Writes `values`, broadcast to the target's shape, into the elements of `target`. Every view of the storage cell
  /// sees the write.
  mutating func write(_ values: Tensor, to target: TensorReference) throws {
    try checkWrites(to: target.layout)
    try writeUnchecked(values, to: target)
  }

  /// Writes one number into all elements of `target`, which may share positions.
  mutating func fill(_ target: TensorReference, with number: Scalar) throws {
    try writeUnchecked(Tensor(number, dtype: target.dtype), to: target)
  }

  private mutating func writeUnchecked(_ values: Tensor, to target: TensorReference) throws {
    if values.dtype.isComplex, !target.dtype.isComplex {
      throw ListingError(
        .runtimeError, "complex numbers cannot be written in place into a tensor of \(target.dtype.name)")
    }
    guard let old = try storage(toWrite: target) else { return }
    let values = target.isFlipped ? try flipped(values.converted(to: target.dtype)) : values
    let storage = try compute.writing(values, into: old, dtype: target.dtype, at: target.layout)
    bytesMade += storage.byteCount
    heap.rewrite(target.cell, with: storage)
  }

  /// Writes the result of an in-place operation under torch's rules. The result must have the target's shape, and the
  /// target's dtype must be able to hold the result. Floats do not become integers, and numbers do not become bools.
  mutating func writeResult(_ result: Tensor, to target: TensorReference) throws {
    let (given, kept) = (result.dtype, target.dtype)
    if given.isComplex, !kept.isComplex {
      throw ListingError(
        .runtimeError,
        "result type \(given.scalarName) can't be cast to the desired output type \(kept.scalarName)")
    }
    if given.isFloatingPoint && !kept.isFloatingPoint && !kept.isComplex || given != .bool && kept == .bool {
      throw ListingError(
        .runtimeError, "a result of \(given.name) cannot be written in place into a tensor of \(kept.name)")
    }
    if result.shape != target.shape {
      throw ListingError(
        .runtimeError,
        "a result of shape \(shapeText(result.shape)) cannot be written in place into a tensor of shape "
          + shapeText(target.shape)
      )
    }
    try write(result.converted(to: kept), to: target)
  }

  /// Like `writeResult`, for an operation that writes one number into some elements and leaves the other elements
  /// unchanged. If elements share a position, only the changed elements are written.
  mutating func writeChanges(_ result: Tensor, to target: TensorReference) throws {
    guard target.layout.overlap != .none, result.shape == target.shape, let old = heap.storage(of: target.cell) else {
      return try writeResult(result, to: target)
    }
    let (made, before) = (result.converted(to: target.dtype), try tensor(target))
    if made.dtype.isComplex {
      throw ListingError.unsupported("writing complex numbers into a view whose elements share memory")
    }
    var isChanged = try compute.binary(.notEqual, made, before)
    if made.dtype.isFloatingPoint {
      let bothNaN = try compute.binary(.and, compute.unary(.isNaN, made), compute.unary(.isNaN, before))
      isChanged = try compute.binary(.and, isChanged, compute.logicalNot(bothNaN))
      // 0 equals −0, but their reciprocals differ. Compare the reciprocals, so that a change of the sign of zero counts
      // as a change.
      let signs = try (compute.unary(.reciprocal, made), compute.unary(.reciprocal, before))
      let isZero = try compute.binary(.equal, made, Tensor(scalar: 0))
      let turned = try compute.binary(.and, isZero, compute.binary(.notEqual, signs.0, signs.1))
      isChanged = try compute.binary(.or, isChanged, turned)
    }
    let storage = try compute.writing(made, into: old, dtype: target.dtype, at: target.layout, where: isChanged)
    bytesMade += storage.byteCount
    heap.rewrite(target.cell, with: storage)
  }

  /// The bytes to write into. If the target belongs to a model parameter without a value, the bytes are zeros if the
  /// target is the whole parameter, and nil if it is a part. After a write to a part, the other elements are still
  /// unknown, so the parameter still has no value.
  func storage(toWrite target: TensorReference) throws -> Storage? {
    if let storage = heap.storage(of: target.cell) { return storage }
    let elements = target.cell.initial.map { $0.bytes.count / target.dtype.size } ?? target.cell.elements
    guard target.layout.offset == 0, target.layout.isContiguous, target.layout.count == elements else { return nil }
    return try compute.zeros(target.shape, dtype: target.dtype).storage
  }

  func shapeText(_ shape: [Int]) -> String { shapeDescription(shape) }
}

/// The shape as a Python tuple: `(1, 8, 90, 64)`, `(4,)`, `()`.
public func shapeDescription(_ shape: [Int]) -> String {
  shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ", ") + ")"
}
