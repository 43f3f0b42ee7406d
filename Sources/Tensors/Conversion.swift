import CKernels

extension Tensor {
  /// Returns the same elements, row-major without gaps: the tensor itself when its layout is contiguous, else a copy.
  public func contiguous() -> Tensor {
    if layout.isContiguous { return self }
    return copied()
  }

  /// Returns a copy of the elements in a new storage, row-major without gaps.
  public func copied() -> Tensor {
    let target = Layout(contiguous: shape)
    let storage = Storage(byteCount: target.count * dtype.size) { output in
      guard let base = output.baseAddress, target.count > 0 else { return }
      copyElements(to: base)
    }
    return Tensor(storage: storage, dtype: dtype, layout: target)
  }

  /// Converts the elements to `target`. If `target` is a narrower float type, elements are rounded to nearest. If
  /// `target` is an integer type, floats are rounded toward zero.
  ///
  /// If `target` is a real type, complex numbers lose their imaginary parts. If `target` is bool, a number becomes True
  /// when it is not 0.
  ///
  /// An expanded axis (stride 0) stays expanded: each stored element is converted only once.
  public func converted(to target: DType) -> Tensor {
    if target == dtype { return self }
    if dtype.isComplex || target.isComplex { return convertedBetweenComplex(to: target) }
    return mappingOnce { source in
      let count = source.count
      let storage = Storage(byteCount: count * target.size) { output in
        guard let base = output.baseAddress, count > 0 else { return }
        withExtendedLifetime(source) {
          fw_convert(source.dtype.kernelType, source.start, target.kernelType, base, Int64(count))
        }
      }
      return Tensor(storage: storage, dtype: target, layout: Layout(contiguous: source.shape))
    }
  }

  /// Computes a tensor of the same shape element by element. An expanded axis stays expanded: `body` receives a
  /// contiguous tensor in which this axis has size 1, and returns a tensor of the same shape.
  func mappingOnce(_ body: (Tensor) -> Tensor) -> Tensor {
    var distinct = layout
    for axis in shape.indices where strides[axis] == 0 && shape[axis] > 1 { distinct.shape[axis] = 1 }
    let result = body(view(distinct).contiguous())
    var strides = result.strides
    for axis in shape.indices where distinct.shape[axis] != shape[axis] { strides[axis] = 0 }
    return result.view(Layout(shape: shape, strides: strides, offset: result.layout.offset))
  }

  /// Writes the elements to `output`, row-major without gaps.
  func copyElements(to output: UnsafeMutableRawPointer) {
    let plan = StridedPlan(shape: shape, strides: [strides, Layout.contiguousStrides(of: shape)])
    withExtendedLifetime(storage) {
      fw_copy(
        Int32(dtype.size), plan.rank, plan.shape, start, plan.strides[0], output, plan.strides[1])
    }
  }
}

extension DType {
  /// The constant by which the C kernels know this type.
  var kernelType: fw_type {
    switch self {
    case .float32: FW_FLOAT32
    case .float64: FW_FLOAT64
    case .float16: FW_FLOAT16
    case .bfloat16: FW_BFLOAT16
    case .int64: FW_INT64
    case .int32: FW_INT32
    case .int16: FW_INT16
    case .int8: FW_INT8
    case .uint8: FW_UINT8
    case .bool: FW_BOOL
    // The type of the real and the imaginary part. A kernel that takes an `fw_type` receives a complex tensor only as a
    // real view of these parts; see `Complex.swift`.
    case .complex64: FW_FLOAT32
    case .complex128: FW_FLOAT64
    }
  }
}
