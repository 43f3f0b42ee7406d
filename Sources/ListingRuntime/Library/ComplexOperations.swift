import Tensors

/// Operations on complex tensors, and the names of all operations that accept complex tensors.
enum ComplexOperations {
  static let rows: [Operation] = [
    Operation(.library, torch: "complex(real, imag)") { m, a in
      let (real, imaginary) = (try a.tensor(0, m), try a.tensor(1, m))
      if real.dtype == .float16, imaginary.dtype == .float16 {
        throw ListingError.unsupported("torch.complex of float16, whose result is complex32,")
      }
      guard real.dtype == imaginary.dtype, real.dtype == .float32 || real.dtype == .float64 else {
        throw ListingError(
          .runtimeError,
          "complex: real and imag must both be float32 or both be float64, not \(real.dtype.name) and "
            + imaginary.dtype.name)
      }
      return try m.new(m.compute.complex(real: real, imaginary: imaginary))
    },
    Operation(.library, torch: "polar(abs, angle)") { m, a in
      let (size, angle) = (try a.tensor(0, m), try a.tensor(1, m))
      guard size.dtype == angle.dtype, size.dtype == .float32 || size.dtype == .float64 else {
        throw ListingError(
          .runtimeError,
          "polar: abs and angle must both be float32 or both be float64, not \(size.dtype.name) and \(angle.dtype.name)"
        )
      }
      let c = m.compute
      return try m.new(
        c.complex(
          real: c.multiply(size, c.unary(.cos, angle)), imaginary: c.multiply(size, c.unary(.sin, angle))))
    },
    Operation(.library, torch: "view_as_real(input)") { m, a in
      let reference = try a.reference(0, m)
      guard reference.dtype.isComplex else {
        throw ListingError(.runtimeError, "\(a.function): needs a complex tensor, not \(reference.dtype.name)")
      }
      if reference.isFlipped {
        throw ListingError(
          .runtimeError,
          "view_as_real doesn't work on unresolved conjugated tensors.  To resolve the conjugate tensor so you can view "
            + "it as real, use self.resolve_conj(); however, be warned that the resulting tensor will NOT alias the "
            + "original.")
      }
      return .tensor(
        TensorReference(cell: reference.cell, dtype: reference.dtype.real, layout: reference.layout.ofParts))
    },
    Operation(.library, torch: "view_as_complex(input)") { m, a in
      let reference = try a.reference(0, m)
      guard reference.dtype == .float32 || reference.dtype == .float64 else {
        throw ListingError(
          .runtimeError, "\(a.function): needs a tensor of float32 or float64, not \(reference.dtype.name)")
      }
      guard reference.shape.last == 2 else {
        throw ListingError(
          .runtimeError, "\(a.function): the last axis must have size 2, not \(shapeDescription(reference.shape))")
      }
      guard let layout = reference.layout.ofComplex else {
        throw ListingError(
          .runtimeError,
          "\(a.function): the last axis must have stride 1, and the other strides and the offset must be even; call "
            + "contiguous() first")
      }
      if reference.isFlipped { throw ListingError.unsupported("view_as_complex of negated imaginary parts") }
      return .tensor(TensorReference(cell: reference.cell, dtype: reference.dtype.complex, layout: layout))
    },
    Operation(.library, torch: "real(input)") { m, a in
      realPart(of: try a.reference(0, m), m)
    },
    Operation(.library, torch: "imag(input)") { m, a in
      try imaginaryPart(of: a.reference(0, m), m)
    },
    Operation(torch: "conj(input)") { m, a in
      let reference = try a.reference(0, m)
      return reference.dtype.isComplex ? .tensor(reference.flipped) : a[0]
    },
    Operation(torch: "conj_physical(input)", inPlace: true) { m, a in
      try a.reference(0, m).dtype.isComplex ? m.new(m.compute.complexFunction(.conjugate, a.tensor(0, m))) : a[0]
    },
    Operation(torch: "resolve_conj(input)") { m, a in
      let reference = try a.reference(0, m)
      return try reference.isFlipped && reference.dtype.isComplex ? m.new(m.tensor(reference)) : a[0]
    },
    Operation(torch: "resolve_neg(input)") { m, a in
      let reference = try a.reference(0, m)
      return try reference.isFlipped && !reference.dtype.isComplex ? m.new(m.tensor(reference)) : a[0]
    },
    Operation(torch: "is_conj(input)") { m, a in
      let reference = try a.reference(0, m)
      return .bool(reference.isFlipped && reference.dtype.isComplex)
    },
    Operation(torch: "is_neg(input)") { m, a in
      let reference = try a.reference(0, m)
      return .bool(reference.isFlipped && !reference.dtype.isComplex)
    },
    Operation(torch: "angle(input)") { m, a in
      try m.new(m.compute.angle(a.tensor(0, m)))
    },
    Operation(torch: "sgn(input)", inPlace: true) { m, a in
      let x = try a.tensor(0, m)
      if x.dtype.isComplex { return try m.new(m.compute.complexFunction(.sgn, x)) }
      let sign = try m.compute.unary(.sign, x).converted(to: x.dtype)
      if !x.dtype.isFloatingPoint { return try m.new(sign) }
      return try m.new(m.compute.maskedFill(sign, m.compute.unary(.isNaN, x), .int(0)))
    },
    Operation(torch: "isreal(input)") { m, a in
      let x = try a.tensor(0, m)
      if !x.dtype.isComplex { return try m.new(m.compute.ones(x.shape, dtype: .bool)) }
      return try m.new(m.compute.binary(.equal, x.imaginaryPart, 0))
    },
    Operation(torch: "vdot(input, other)") { m, a in
      let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      guard x.rank == 1, y.rank == 1 else {
        throw TensorError.unsuitableShapes(operation: "vdot", expected: "two vectors", [x.shape, y.shape])
      }
      let left = x.dtype.isComplex ? try m.compute.complexFunction(.conjugate, x) : x
      return try m.new(m.compute.matmul(left, y))
    },
  ]

  static func realPart(of reference: TensorReference, _ m: Machine) -> Value {
    reference.dtype.isComplex ? part(0, of: reference) : .tensor(reference)
  }

  static func imaginaryPart(of reference: TensorReference, _ m: Machine) throws -> Value {
    guard reference.dtype.isComplex else {
      throw ListingError(.runtimeError, "imag: needs a complex tensor, not \(reference.dtype.name)")
    }
    return part(1, of: reference)
  }

  private static func part(_ index: Int, of reference: TensorReference) -> Value {
    var layout = reference.layout.ofParts
    layout.offset += index
    layout.shape.removeLast()
    layout.strides.removeLast()
    // For a conjugated view, the imaginary parts are the negatives of the numbers in memory.
    return .tensor(
      TensorReference(
        cell: reference.cell, dtype: reference.dtype.real, layout: layout, isFlipped: reference.isFlipped && index == 1)
    )
  }

  /// Whether the operation with this name accepts complex tensors. `name` may be an in-place method, such as `add_`.
  static func take(_ name: String) -> Bool {
    names.contains(name) || name.hasSuffix("_") && names.contains(String(name.dropLast()))
  }

  private static let names: Set<String> = Set(
    """
    complex polar view_as_real view_as_complex as_real as_complex real imag conj conj_physical resolve_conj resolve_neg is_conj is_neg
    angle sgn isreal vdot add sub subtract mul multiply div divide true_divide pow rsub eq ne equal not_equal equal_all
    neg negative positive abs absolute exp expm1 log log1p log2 log10 sqrt rsqrt square reciprocal sin cos tan sinh cosh
    tanh asin acos atan asinh acosh atanh arcsin arccos arctan arcsinh arccosh arctanh sigmoid silu isnan isinf isfinite
    where masked_fill sum mean prod any all norm vector_norm cumsum cumprod allclose isclose matmul bmm mm mv dot outer
    ger einsum inner addmm baddbmm kron tensordot linear cat concat concatenate stack hstack vstack row_stack dstack
    column_stack gather index_select masked_select nonzero argwhere tril triu to type cast astype clone copy fill zero
    contiguous flip fliplr flipud roll rot90 tile repeat repeat_interleave pad diag diag_embed trace item tolist
    count_nonzero logical_not logical_and logical_or logical_xor reshape view flatten expand expand_as broadcast_to
    index_put take take_along_dim diff addcmul adjoint is_nonzero fft ifft hfft fft2 ifft2 fftn ifftn irfft irfft2
    irfftn hfft2 hfftn fftshift ifftshift stft istft numpy cfloat cdouble full full_like new_full new_tensor tensor
    as_tensor to_tensor float double half bfloat16 long int short char byte bool zeros_like ones_like empty_like
    block_diag select_scatter slice_scatter diagonal_scatter atleast_1d atleast_2d atleast_3d unflatten meshgrid
    cartesian_prod combinations broadcast_tensors matrix_power multi_dot chain_matmul normalize var std
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
