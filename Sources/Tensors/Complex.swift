import CKernels

// Tensors of complex numbers. The real and the imaginary part of an element are neighbours in the storage. Therefore a
// complex tensor can be viewed as a real tensor with a last axis of size 2. The real parts alone, and the imaginary
// parts alone, are views too.

extension Tensor {
  /// A real view of this complex tensor. The view has an additional last axis of size 2: the real and the imaginary
  /// part.
  public var parts: Tensor { Tensor(storage: storage, dtype: dtype.real, layout: layout.ofParts) }

  /// Returns this real tensor as a complex tensor. The last axis must have size 2: the real and the imaginary part. A
  /// contiguous tensor is not copied.
  var joinedParts: Tensor {
    let dense = contiguous()
    guard let layout = dense.layout.ofComplex else { preconditionFailure("contiguous parts are complex numbers") }
    return Tensor(storage: dense.storage, dtype: dtype.complex, layout: layout)
  }

  /// Creates complex numbers. The last axis of `parts` must have size 2: the real and the imaginary part.
  public init(complexParts parts: Tensor) {
    precondition(parts.shape.last == 2, "a complex number has two parts")
    self = parts.joinedParts
  }

  /// The real parts of a complex tensor, as a view; the tensor itself when it is real.
  public var realPart: Tensor { dtype.isComplex ? part(0) : self }
  /// The imaginary parts of a complex tensor, as a view.
  public var imaginaryPart: Tensor { part(1) }

  private func part(_ index: Int) -> Tensor {
    var layout = self.layout.ofParts
    layout.offset += index
    layout.shape.removeLast()
    layout.strides.removeLast()
    return Tensor(storage: storage, dtype: dtype.real, layout: layout)
  }

  /// The magnitudes of a complex tensor, as the real type; the tensor itself when it is real. Panes show magnitudes
  /// instead of complex numbers.
  public var magnitudes: Tensor {
    if !dtype.isComplex { return self }
    return mappingOnce { dense in
      let count = dense.count
      let storage = Storage(byteCount: count * dtype.real.size) { output in
        guard let base = output.baseAddress, count > 0 else { return }
        withExtendedLifetime(dense) { fw_complex_magnitude(dtype == .complex128, Int64(count), dense.start, base) }
      }
      return Tensor(storage: storage, dtype: dtype.real, layout: Layout(contiguous: dense.shape))
    }
  }

  /// Creates complex numbers from their parts. Both tensors must have the same shape and type. When `imaginary` is nil,
  /// the imaginary parts are 0.
  static func joining(real: Tensor, imaginary: Tensor?) -> Tensor {
    let (re, im) = (real.contiguous(), imaginary?.contiguous())
    let type = real.dtype.complex
    let storage = Storage(byteCount: re.count * type.size) { output in
      guard let base = output.baseAddress, re.count > 0 else { return }
      withExtendedLifetime((re, im)) {
        fw_complex_join(type == .complex128, Int64(re.count), re.start, im?.start, base)
      }
    }
    return Tensor(storage: storage, dtype: type, layout: Layout(contiguous: real.shape))
  }

  /// Implements `converted(to:)` when one of the two types is complex.
  func convertedBetweenComplex(to target: DType) -> Tensor {
    if dtype.isComplex, !target.isComplex, target != .bool { return realPart.converted(to: target) }
    return mappingOnce { dense in
      if !dtype.isComplex { return .joining(real: dense.converted(to: target.real), imaginary: nil) }
      if target.isComplex { return dense.parts.converted(to: target.real).joinedParts }
      return Tensor(shape: dense.shape, dtype: .bool, of: UInt8.self) { output in
        guard let base = output.baseAddress, dense.count > 0 else { return }
        withExtendedLifetime(dense) {
          fw_complex_test(FW_C_IS_NONZERO, dtype == .complex128, Int64(dense.count), dense.start, base)
        }
      }
    }
  }
}

extension Layout {
  /// The layout of the parts of complex elements: a last axis of size 2.
  public var ofParts: Layout {
    Layout(shape: shape + [2], strides: strides.map { $0 * 2 } + [1], offset: offset * 2)
  }

  /// The layout of complex elements whose parts are the last axis of this layout. Nil unless the two parts of each
  /// element are neighbours in the storage and the real part is at an even position.
  public var ofComplex: Layout? {
    guard shape.last == 2, strides.last == 1, offset % 2 == 0, strides.dropLast().allSatisfy({ $0 % 2 == 0 }) else {
      return nil
    }
    return Layout(shape: shape.dropLast(), strides: strides.dropLast().map { $0 / 2 }, offset: offset / 2)
  }
}

/// Functions of complex numbers that are not in `UnaryFunction`.
public enum ComplexFunction: String, Sendable {
  case conjugate, sinh, cosh, asin, acos, atan, asinh, acosh, atanh, sgn
}

extension Compute {
  /// Returns complex numbers with the given real and imaginary parts, which are broadcast. Both tensors must be
  /// float32, or both float64.
  public func complex(real: Tensor, imaginary: Tensor) throws(TensorError) -> Tensor {
    let shape = try broadcastShape(real.shape, imaginary.shape, operation: "complex")
    return Tensor.joining(
      real: try dense(real.expanded(to: shape)), imaginary: try dense(imaginary.expanded(to: shape)))
  }

  public func magnitude(_ x: Tensor) throws(TensorError) -> Tensor {
    x.dtype.isComplex ? try dense(x).magnitudes : try unary(.abs, x)
  }

  /// The angle between each number and the positive real axis. For real numbers, the angle is 0 or π; for NaN, it is
  /// NaN.
  public func angle(_ x: Tensor) throws(TensorError) -> Tensor {
    if !x.dtype.isComplex {
      return try map("angle", x) { $0.isNaN ? $0 : $0 < 0 ? .pi : 0 }
    }
    let source = try dense(x)
    let wide = x.dtype == .complex128
    return try madeRaw("angle", shape: x.shape, dtype: x.dtype.real) { output in
      fw_complex_angle(wide, Int64(source.count), source.start, output)
    }
  }

  /// Applies `function` to each element of a complex tensor.
  public func complexFunction(_ function: ComplexFunction, _ x: Tensor) throws(TensorError) -> Tensor {
    try complexMap(function.rawValue, function.kernel, x)
  }

  private func complexMap(
    _ name: String, _ kernel: fw_complex_unary, _ x: Tensor
  ) throws(TensorError) -> Tensor {
    let source = try dense(x)
    let (wide, size) = (x.dtype == .complex128, x.dtype.size)
    return try madeRaw(name, shape: x.shape, dtype: x.dtype) { output throws(TensorError) in
      try parallel(over: source.count, cost: 8) { range in
        fw_complex_unary(
          kernel, wide, Int64(range.count), source.start.advanced(by: range.lowerBound * size),
          output.advanced(by: range.lowerBound * size))
      }
    }
  }

  func complexUnary(_ function: UnaryFunction, _ x: Tensor) throws(TensorError) -> Tensor {
    if function == .abs { return try magnitude(x) }
    let test: fw_complex_test? =
      switch function {
      case .isNaN: FW_C_IS_NAN
      case .isInf: FW_C_IS_INF
      case .isFinite: FW_C_IS_FINITE
      default: nil
      }
    if let test {
      let source = try dense(x)
      return try made(function.name, shape: x.shape, dtype: .bool, of: UInt8.self) { output in
        fw_complex_test(test, x.dtype == .complex128, Int64(source.count), source.start, output)
      }
    }
    guard let kernel = function.complexKernel else { throw .unsupportedType(operation: function.name, x.dtype) }
    return try complexMap(function.name, kernel, x)
  }

  /// Applies `operation` to operands of the same complex type, broadcast to `shape`.
  func complexBinary(
    _ operation: BinaryOperation, _ a: Tensor, _ b: Tensor, shape: [Int]
  ) throws(TensorError) -> Tensor {
    let name = operation.rawValue
    guard let kernel = operation.complexKernel else { throw .unsupportedType(operation: name, a.dtype) }
    let wide = a.dtype == .complex128
    let plan = StridedPlan(
      shape: shape,
      strides: [
        try a.layout.expanded(to: shape, operation: name).strides,
        try b.layout.expanded(to: shape, operation: name).strides,
      ])
    let outType = operation.isComparison ? DType.bool : a.dtype
    return try madeRaw(name, shape: shape, dtype: outType) { output throws(TensorError) in
      try parallel(plan) { part, first in
        let skipped = { (operand: Int) in first * Int(plan.strides[operand].first ?? 0) * a.dtype.size }
        fw_complex_binary(
          kernel, wide, part.rank, part.shape, a.start.advanced(by: skipped(0)), part.strides[0],
          b.start.advanced(by: skipped(1)), part.strides[1], output.advanced(by: first * plan.innerCount * outType.size)
        )
      }
    }
  }

  func complexReduced(
    _ reduction: Reduction, _ x: Tensor, axes: [Int]?, keepDimensions: Bool
  ) throws(TensorError) -> Tensor {
    switch reduction {
    case .sum, .mean:
      // Sums real and imaginary parts separately: the last axis of `x.parts` is not reduced.
      let axes = try x.layout.distinctAxes(axes ?? Array(0..<x.rank), operation: reduction.rawValue)
      if x.rank == 0 { return x }
      return try reduce(reduction, x.parts, axes: axes, keepDimensions: keepDimensions).joinedParts
    case .any, .all:
      return try reduce(reduction, x.converted(to: .bool), axes: axes, keepDimensions: keepDimensions)
    case .norm, .magnitude:
      return try reduce(reduction, magnitude(x), axes: axes, keepDimensions: keepDimensions)
    case .product:
      let blocks = try Blocks(x, axes: axes, operation: "product")
      let source = try dense(blocks.tensor)
      let result = try madeRaw("product", shape: [blocks.outer, blocks.inner], dtype: x.dtype) { output in
        fw_complex_product(
          x.dtype == .complex128, Int64(blocks.outer), Int64(blocks.length), Int64(blocks.inner), source.start, output)
      }
      return try blocks.shaped(result, keepDimensions: keepDimensions)
    case .min, .max: throw .unsupportedType(operation: reduction.rawValue, x.dtype)
    }
  }

  /// Computes a complex matrix product from real matrix products of the parts. `multiply` multiplies real matrices.
  func complexProduct(
    _ a: Tensor, _ b: Tensor, _ type: DType, _ multiply: (Tensor, Tensor) throws(TensorError) -> Tensor
  ) throws(TensorError) -> Tensor {
    let (ar, br) = (a.realPart.converted(to: type.real), b.realPart.converted(to: type.real))
    let ai = a.dtype.isComplex ? a.imaginaryPart.converted(to: type.real) : nil
    let bi = b.dtype.isComplex ? b.imaginaryPart.converted(to: type.real) : nil
    var real = try multiply(ar, br)
    var imaginary: Tensor?
    if let ai, let bi { real = try subtract(real, multiply(ai, bi)) }
    if let bi { imaginary = try multiply(ar, bi) }
    if let ai {
      let cross = try multiply(ai, br)
      imaginary = try imaginary.map { (other) throws(TensorError) in try add(other, cross) } ?? cross
    }
    return .joining(real: real, imaginary: imaginary)
  }
}

extension ComplexFunction {
  fileprivate var kernel: fw_complex_unary {
    switch self {
    case .conjugate: FW_C_CONJUGATE
    case .sinh: FW_C_SINH
    case .cosh: FW_C_COSH
    case .asin: FW_C_ASIN
    case .acos: FW_C_ACOS
    case .atan: FW_C_ATAN
    case .asinh: FW_C_ASINH
    case .acosh: FW_C_ACOSH
    case .atanh: FW_C_ATANH
    case .sgn: FW_C_SIGN
    }
  }
}

extension UnaryFunction {
  /// The kernel for complex numbers; nil when the function has none.
  fileprivate var complexKernel: fw_complex_unary? {
    switch self {
    case .negate: FW_C_NEGATE
    case .exp: FW_C_EXP
    case .expm1: FW_C_EXPM1
    case .log: FW_C_LOG
    case .log1p: FW_C_LOG1P
    case .log2: FW_C_LOG2
    case .log10: FW_C_LOG10
    case .sqrt: FW_C_SQRT
    case .rsqrt: FW_C_RSQRT
    case .square: FW_C_SQUARE
    case .reciprocal: FW_C_RECIPROCAL
    case .sin: FW_C_SIN
    case .cos: FW_C_COS
    case .tan: FW_C_TAN
    case .tanh: FW_C_TANH
    case .sigmoid: FW_C_SIGMOID
    case .silu: FW_C_SILU
    default: nil
    }
  }
}

extension BinaryOperation {
  /// The kernel for complex numbers; nil when there is none, as for comparisons such as `less`.
  fileprivate var complexKernel: fw_complex_binary? {
    switch self {
    case .add: FW_C_ADD
    case .subtract: FW_C_SUBTRACT
    case .multiply: FW_C_MULTIPLY
    case .divide: FW_C_DIVIDE
    case .power: FW_C_POWER
    case .equal: FW_C_EQUAL
    case .notEqual: FW_C_NOT_EQUAL
    default: nil
    }
  }
}
