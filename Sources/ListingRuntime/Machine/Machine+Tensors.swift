import Tensors

extension Machine {
  /// The tensor that a reference stands for now.
  public func tensor(_ reference: TensorReference) throws(ListingError) -> Tensor {
    guard let storage = heap.storage(of: reference.cell) else {
      throw ListingError(.runtimeError, "this parameter has no value: the checkpoint did not give it one")
    }
    return Tensor(storage: storage, dtype: reference.dtype, layout: reference.layout)
  }

  /// Whether the reference has bytes: a parameter has none before a checkpoint fills it.
  public func hasValue(_ reference: TensorReference) -> Bool { heap.storage(of: reference.cell) != nil }

  /// Gives a tensor that an operation has made a cell of its own.
  public mutating func new(_ tensor: Tensor) throws -> Value {
    bytesMade += tensor.storage.byteCount
    return .tensor(
      TensorReference(cell: heap.cell(tensor.storage), dtype: tensor.dtype, layout: tensor.layout))
  }

  /// Another layout over the same cell: a view, which sees later writes.
  func view(_ reference: TensorReference, _ layout: Layout) -> Value {
    .tensor(TensorReference(cell: reference.cell, dtype: reference.dtype, layout: layout))
  }

  /// A parameter of that shape, to be filled by a checkpoint.
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
      TensorReference(cell: heap.cell(nil), dtype: dtype, layout: Layout(contiguous: shape), isParameter: true))
  }

  func tensorOperand(_ value: Value) throws -> Tensor {
    if case .tensor(let reference) = value { return try tensor(reference) }
    throw ListingError(.typeError, "a tensor is needed, not '\(typeName(of: value))'")
  }

  /// Writes values, broadcast, where `target` lies: every view of its cell sees them.
  mutating func write(_ values: Tensor, to target: TensorReference) throws {
    if zip(target.shape, target.layout.strides).contains(where: { $0 > 1 && $1 == 0 }) {
      throw ListingError(
        .runtimeError,
        "a tensor of shape \(shapeText(target.shape)) that repeats its elements (expand) cannot be written in place: "
          + "make a copy first, with clone()")
    }
    let old = try storage(toWrite: target)
    let storage = try compute.writing(values, into: old, dtype: target.dtype, at: target.layout)
    bytesMade += storage.byteCount
    heap.rewrite(target.cell, with: storage)
  }

  /// Writes what an operation in place has given, as torch lets it: of the target's shape, and of a kind that it can
  /// hold. Floats do not become integers so, nor numbers bools.
  mutating func writeResult(_ result: Tensor, to target: TensorReference) throws {
    let (given, kept) = (result.dtype, target.dtype)
    if given.isFloatingPoint && !kept.isFloatingPoint || given != .bool && kept == .bool {
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

  /// The bytes under a tensor that is about to be written. A parameter that nothing has filled yet starts from zeros.
  func storage(toWrite target: TensorReference) throws -> Storage {
    if let storage = heap.storage(of: target.cell) { return storage }
    guard target.layout.offset == 0, target.layout.isContiguous else { return try tensor(target).storage }
    return try compute.zeros(target.shape, dtype: target.dtype).storage
  }

  func shapeText(_ shape: [Int]) -> String { shapeDescription(shape) }
}

/// `(1, 8, 90, 64)`, `(4,)`, `()`.
public func shapeDescription(_ shape: [Int]) -> String {
  shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ", ") + ")"
}
