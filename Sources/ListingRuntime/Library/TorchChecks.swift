import Tensors

/// Checks that throw torch's errors. They test indices that may be outside a tensor, numbers that a dtype may not hold,
/// and the dtypes of tensors.
enum TorchChecks {
  /// Throws torch's error if an element of `index` is outside 0..<size, or if the dtype of `index` is neither int32 nor
  /// int64.
  ///
  /// - Parameter size: the size of the tensor along `axis`.
  static func index(
    _ index: Tensor, _ name: String, axis: Int, size: Int, _ compute: Compute,
    error kind: ListingError.Kind = .runtimeError, text: (Int) -> String? = { _ in nil }
  ) throws {
    guard index.dtype == .int64 || index.dtype == .int32 else {
      throw ListingError(.runtimeError, "\(name)(): Expected dtype int32/int64 for index")
    }
    let bad = try compute.dense(index, .int64).withElements(of: Int64.self) { $0.first { $0 < 0 || $0 >= size } }
    guard let bad else { return }
    throw ListingError(
      kind, text(Int(bad)) ?? "index \(bad) is out of bounds for dimension \(axis) with size \(size)")
  }

  /// The resolved axis and its size in `x`. A 0-d tensor is treated as a tensor with one axis of size 1.
  static func axis(_ axis: Int, of x: Layout, _ name: String) throws -> (axis: Int, size: Int) {
    let layout = x.rank == 0 ? Layout(contiguous: [1]) : x
    let axis = try layout.resolvedAxis(axis, operation: name)
    return (axis, layout.shape[axis])
  }

  /// Throws torch's error if the source and the tensor have different dtypes.
  static func source(_ source: Tensor, for x: Tensor, _ name: String) throws {
    if source.dtype == x.dtype { return }
    let (own, given) = (x.dtype.scalarName, source.dtype.scalarName)
    let text =
      switch name {
      case "index_add": "index_add_(): self (\(own)) and source (\(given)) must have the same scalar type"
      case "index_copy":
        "index_copy_(): self and source expected to have the same dtype, but got (self) \(own) and (source) \(given)"
      case "index_put":
        "Index put requires the source and destination dtypes match, got \(own) for the destination and \(given) for "
          + "the source."
      case "masked_scatter": "masked_scatter: expected self and source to have same dtypes but got\(own) and \(given)"
      default: "\(name)(): Expected self.dtype to be equal to src.dtype"
      }
    throw ListingError(.runtimeError, text)
  }

  /// The number that torch writes into a tensor of the dtype. Throws torch's error if the dtype cannot hold the number.
  ///
  /// - Parameter filling: the number of elements that a fill operation writes. Nil for other operations. If torch fills
  ///   a single element, a number that is too large for float16 or bfloat16 becomes infinite.
  static func number(_ number: Scalar, for dtype: DType, filling count: Int? = nil) throws -> Scalar {
    var number = number
    if case .complex(let real, let imaginary) = number {
      if dtype.isComplex { return number }
      if dtype == .bool { return .bool(real != 0 || imaginary != 0) }
      if imaginary != 0 { throw overflow(dtype) }
      number = .float(real)
    }
    if dtype == .bool { return .bool(number.isTrue) }
    let value = number.double
    if dtype.isComplex || dtype.isFloatingPoint {
      let isHalf = dtype == .float16 || dtype == .bfloat16
      if count == 1 && isHalf || value.isInfinite || value.isNaN { return number }
      if value.magnitude > dtype.real.finiteRange.greatest { throw overflow(dtype) }
      return number
    }
    let (least, greatest) = (
      StatisticalOperations.bound(dtype, greatest: false), StatisticalOperations.bound(dtype, greatest: true)
    )
    switch number {
    case .int(let whole):
      // In an unsigned dtype, a negative integer wraps around.
      if whole > greatest || whole < (dtype == .uint8 ? -greatest : least) { throw overflow(dtype) }
    case .float:
      if !(value >= Double(least) && value <= Double(greatest)) || value >= 0x1p63 { throw overflow(dtype) }
    default: break
    }
    return number
  }

  private static func overflow(_ dtype: DType) -> ListingError {
    let name =
      switch dtype {
      case .float32: "float"
      case .float64: "double"
      case .float16: "c10::Half"
      case .bfloat16: "c10::BFloat16"
      case .int32: "int"
      case .complex64: "c10::complex<float>"
      case .complex128: "c10::complex<double>"
      default: dtype.name + "_t"
      }
    return ListingError(.runtimeError, "value cannot be converted to type \(name) without overflow")
  }

  /// Throws torch's error if the integers from `low` to `high` − 1 do not fit the dtype.
  static func randomRange(_ low: Int, _ high: Int, _ dtype: DType) throws {
    let name =
      switch dtype {
      case .uint8: "unsigned char"
      case .int8: "signed char"
      case .int16: "short"
      case .int32: "int"
      case .bool: "bool"
      case .float16: "c10::Half"
      default: ""
      }
    if name.isEmpty || low >= high { return }
    let (least, greatest) =
      dtype == .float16
      ? (-65504, 65504)
      : (
        StatisticalOperations.bound(dtype, greatest: false), StatisticalOperations.bound(dtype, greatest: true)
      )
    if low < least || low > greatest { throw ListingError(.runtimeError, "from is out of bounds for \(name)") }
    if high - 1 > greatest { throw ListingError(.runtimeError, "to - 1 is out of bounds for \(name)") }
  }
}

extension DType {
  /// The dtype's name in torch's error messages: `Float`, `Long`.
  var scalarName: String { String(ShapeOperations.typeName(self).dropFirst("torch.".count).dropLast("Tensor".count)) }
}
