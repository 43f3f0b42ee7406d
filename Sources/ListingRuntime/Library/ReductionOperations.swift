import Tensors

/// Operations that reduce a tensor along axes, or over all elements.
enum ReductionOperations {
  static let rows: [Operation] = [
    Operation(
      torch: "sum(input, dim=None, keepdim=False, *, dtype=None)",
      paddle: "sum(x, axis=None, dtype=None, keepdim=False, name=None)"
    ) { m, a in
      // In Paddle's signature, `dtype` comes before `keepdim`.
      let torch = a.dialect == .torch
      let dtype = torch ? 3 : 2
      let sum = try m.compute.sum(
        a.tensor(0, m, as: dtype), axes: a.reducedAxes(1, m), keepDimensions: a.bool(torch ? 2 : 3, m))
      return try m.new(typed(sum, dtype, a, m))
    },
    Operation(
      torch: "mean(input, dim=None, keepdim=False, *, dtype=None)",
      paddle: "mean(x, axis=None, keepdim=False, name=None)"
    ) { m, a in
      if a.dialect == .torch, let dtype = try a.dtype(3, m), !dtype.isFloatingPoint {
        throw ListingError(.runtimeError, "mean(): dtype must be of floating point, not \(dtype.name)")
      }
      let x = try a.dialect == .torch ? a.tensor(0, m, as: 3) : a.tensor(0, m)
      return try m.new(m.compute.reduce(.mean, x, axes: a.reducedAxes(1, m), keepDimensions: a.bool(2, m)))
    },
    Operation(
      torch: "prod(input, dim=None, keepdim=False, *, dtype=None)",
      paddle: "prod(x, axis=None, keepdim=False, dtype=None, name=None)"
    ) { m, a in
      let product = try m.compute.reduce(
        .product, a.tensor(0, m, as: 3), axes: a.reducedAxes(1, m), keepDimensions: a.bool(2, m))
      return try m.new(typed(product, 3, a, m))
    },
    reduction(.any, "any"), reduction(.all, "all"),
    reduction(.max, "amax"), reduction(.min, "amin"),
    Operation(
      torch: "logsumexp(input, dim, keepdim=False)", paddle: "logsumexp(x, axis=None, keepdim=False, name=None)"
    ) { m, a in
      let axes = try a.dialect == .torch ? a.axes(1, m) : a.reducedAxes(1, m)
      if a.dialect == .torch, axes?.isEmpty == true {
        throw ListingError(.runtimeError, "logsumexp: dim must not be an empty list")
      }
      return try m.new(m.compute.logSumExp(a.tensor(0, m), axes: axes, keepDimensions: a.bool(2, m)))
    },
    Operation(
      torch: "var(input, dim=None, unbiased=True, keepdim=False, *, correction=None)",
      paddle: "var(x, axis=None, unbiased=True, keepdim=False, name=None)"
    ) { m, a in
      let (axes, correction) = try spread(a, m)
      return try m.new(
        m.compute.variance(a.tensor(0, m), axes: axes, correction: correction, keepDimensions: a.bool(3, m)))
    },
    Operation(
      torch: "std(input, dim=None, unbiased=True, keepdim=False, *, correction=None)",
      paddle: "std(x, axis=None, unbiased=True, keepdim=False, name=None)"
    ) { m, a in
      let (axes, correction) = try spread(a, m)
      return try m.new(
        m.compute.standardDeviation(a.tensor(0, m), axes: axes, correction: correction, keepDimensions: a.bool(3, m)))
    },
    Operation(
      torch: "norm(input, p=2, dim=None, keepdim=False, *, dtype=None)",
      paddle: "norm(x, p=2, axis=None, keepdim=False, name=None)"
    ) { m, a in
      let order = if case .string = a[1] { 2.0 } else { try a.double(1, m) }
      if case .string(let name) = a[1], name != "fro" { throw ListingError.unsupported("norm of order '\(name)'") }
      if a.dialect == .torch { try checkNormDType(a, 4, "linalg.vector_norm", m) }
      let x = try a.dialect == .torch ? a.tensor(0, m, as: 4) : a.tensor(0, m)
      return try m.new(norm(x, order: order, axes: a.reducedAxes(2, m), keepDimensions: a.bool(3, m), m))
    },
    // Along an axis, torch's `max` returns values and indices. Paddle's `max` returns only values.
    extreme("max", .max), extreme("min", .min),
    Operation(paddle: "max(x, axis=None, keepdim=False, name=None)") { m, a in
      try m.new(m.compute.reduce(.max, a.tensor(0, m), axes: a.reducedAxes(1, m), keepDimensions: a.bool(2, m)))
    },
    Operation(paddle: "min(x, axis=None, keepdim=False, name=None)") { m, a in
      try m.new(m.compute.reduce(.min, a.tensor(0, m), axes: a.reducedAxes(1, m), keepDimensions: a.bool(2, m)))
    },
    place("argmax") { m, x, axis, keeps in try m.compute.argmax(x, axis: axis, keepDimensions: keeps) },
    place("argmin") { m, x, axis, keeps in try m.compute.argmin(x, axis: axis, keepDimensions: keeps) },
    Operation(torch: "cumsum(input, dim, *, dtype=None)", paddle: "cumsum(x, axis=None, dtype=None, name=None)") {
      m, a in
      let x = try a.tensor(0, m, as: 2)
      let axis = try a.optionalInt(1, m)
      let sums = try m.compute.cumulativeSum(axis == nil ? x.flattened() : x, axis: axis ?? 0)
      return try m.new(typed(sums, 2, a, m))
    },
    Operation(
      torch: "topk(input, k, dim=-1, largest=True, sorted=True)",
      paddle: "topk(x, k, axis=-1, largest=True, sorted=True, name=None)"
    ) { m, a in
      let (values, indices) = try m.compute.topK(
        a.tensor(0, m), a.int(1, m), axis: a.int(2, m), largest: a.bool(3, m),
        ties: a.dialect == .torch ? .torch : .stable, isSorted: a.bool(4, m))
      return a.dialect == .paddle
        ? .tuple([try m.new(values), try m.new(indices)])
        : Records.ordering("topk", try m.new(values), try m.new(indices))
    },
    Operation(torch: "sort(input, dim=-1, descending=False, stable=False)") { m, a in
      let (values, indices) = try m.compute.sort(
        a.tensor(0, m), axis: a.int(1, m), descending: a.bool(2, m), ties: a.bool(3, m) ? .stable : .torch)
      return Records.ordering("sort", try m.new(values), try m.new(indices))
    },
    Operation(paddle: "sort(x, axis=-1, descending=False, name=None)") { m, a in
      try m.new(m.compute.sort(a.tensor(0, m), axis: a.int(1, m), descending: a.bool(2, m)).values)
    },
    Operation(
      torch: "argsort(input, dim=-1, descending=False, stable=False)",
      paddle: "argsort(x, axis=-1, descending=False, name=None)"
    ) { m, a in
      let ties: TieOrder = try a.dialect == .paddle || a.bool(3, m) ? .stable : .torch
      return try m.new(
        m.compute.sort(a.tensor(0, m), axis: a.int(1, m), descending: a.bool(2, m), ties: ties).indices)
    },
    Operation(torch: "equal(input, other)", paddle: "equal_all(x, y, name=None)") { m, a in
      let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      let isEqual =
        try x.shape == y.shape && m.compute.reduce(.all, m.compute.binary(.equal, x, y)).element(at: []).isTrue
      return try verdict(isEqual, a, &m)
    },
    Operation(
      torch: "allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)",
      paddle: "allclose(x, y, rtol=1e-05, atol=1e-08, equal_nan=False, name=None)"
    ) { m, a in
      let (x, y) = (try ofOneType(a, m), try a.tensor(1, m))
      let near = try close(x, y, rtol: a.double(2, m), atol: a.double(3, m), equalNaN: a.bool(4, m), m)
      return try verdict(m.compute.reduce(.all, near).element(at: []).isTrue, a, &m)
    },
  ]

  /// Converts a result to the dtype in the argument at `index`. If the argument is None, returns the result unchanged.
  static func typed(_ result: Tensor, _ index: Int, _ a: Arguments, _ m: Machine) throws -> Tensor {
    try a.dtype(index, m).map { result.converted(to: $0) } ?? result
  }

  /// The first argument as a tensor. Throws if the second argument has another dtype.
  static func ofOneType(_ a: Arguments, _ m: Machine) throws -> Tensor {
    let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
    if x.dtype != y.dtype {
      throw ListingError(.runtimeError, "\(a.function): the dtypes \(x.dtype.name) and \(y.dtype.name) differ")
    }
    return x
  }

  /// Throws torch's error if the dtype argument at `index` is not allowed for a norm of the first argument.
  static func checkNormDType(_ a: Arguments, _ index: Int, _ name: String, _ m: Machine) throws {
    guard let dtype = try a.dtype(index, m) else { return }
    let given = try a.reference(0, m).dtype
    let reason: String? =
      if !dtype.isFloatingPoint && !dtype.isComplex {
        "dtype should be floating point or complex, but got \(dtype.name)"
      } else if dtype.isComplex && !given.isComplex {
        "dtype should be real for real inputs, but got \(dtype.name)"
      } else if given.isComplex && !dtype.isComplex {
        "dtype should be complex for complex inputs, but got \(dtype.name)"
      } else if DType.promoted(given, dtype) != dtype {
        "the dtype of the input (\(given.name)) should be convertible without narrowing to the specified dtype "
          + "(\(dtype.name))"
      } else {
        nil
      }
    if let reason { throw ListingError(.runtimeError, "\(name): \(reason)") }
  }

  /// A bool tensor that tells for each element whether |x − y| ≤ atol + rtol · |y|.
  static func close(
    _ x: Tensor, _ y: Tensor, rtol: Double, atol: Double, equalNaN: Bool, _ m: Machine
  ) throws -> Tensor {
    let distance = try m.compute.unary(.abs, m.compute.subtract(x, y))
    let bound = try m.compute.add(m.compute.multiply(m.compute.unary(.abs, y), rtol), atol)
    // Equal elements are close. Test equality separately: for equal infinities, |x − y| is NaN.
    let same = try m.compute.binary(.equal, x, y)
    let isFinite = try m.compute.unary(.isFinite, y)
    let isNear = try m.compute.binary(.and, m.compute.binary(.lessOrEqual, distance, bound), isFinite)
    let near = try m.compute.binary(.or, isNear, same)
    if !equalNaN { return near }
    let bothNaN = try m.compute.binary(.and, m.compute.unary(.isNaN, x), m.compute.unary(.isNaN, y))
    return try m.compute.binary(.or, near, bothNaN)
  }

  /// Computes the norm (Σ|x|ᵖ)^(1/p), where p is `order`. For p = ∞, the norm is the largest |x|. For p = −∞, it is the
  /// smallest |x|. For p = 0, it is the number of nonzero elements.
  static func norm(
    _ x: Tensor, order: Double, axes: [Int]?, keepDimensions keeps: Bool, _ m: Machine
  ) throws -> Tensor {
    let c = m.compute
    switch order {
    case 2: return try c.reduce(.norm, x, axes: axes, keepDimensions: keeps)
    case 1: return try c.reduce(.magnitude, x, axes: axes, keepDimensions: keeps)
    case .infinity: return try c.reduce(.max, c.unary(.abs, x), axes: axes, keepDimensions: keeps)
    case -.infinity: return try c.reduce(.min, c.unary(.abs, x), axes: axes, keepDimensions: keeps)
    case 0:
      return try c.sum(c.binary(.notEqual, x, 0), axes: axes, keepDimensions: keeps).converted(to: x.dtype.real)
    default:
      let powers = try c.power(c.unary(.abs, x), order)
      return try c.power(c.sum(powers, axes: axes, keepDimensions: keeps), 1 / order)
    }
  }

  /// The result of a function that compares whole tensors, such as `allclose`. torch's function returns a bool, and
  /// Paddle's function returns a 0-d bool tensor.
  private static func verdict(_ flag: Bool, _ a: Arguments, _ m: inout Machine) throws -> Value {
    a.dialect == .paddle ? try m.new(Tensor(.bool(flag), dtype: .bool)) : .bool(flag)
  }

  /// The axes of a variance, and the number to subtract from the element count. In torch, `correction` overrides
  /// `unbiased`. If torch's argument `dim` is a bool, that bool is `unbiased`, and the variance is over all axes.
  static func spread(_ a: Arguments, _ m: Machine) throws -> (axes: [Int]?, correction: Double) {
    if a.dialect == .torch, case .bool(let isUnbiased) = a[1] { return (nil, isUnbiased ? 1 : 0) }
    let axes = try a.reducedAxes(1, m)
    if a.dialect == .torch, let given = try a.optionalDouble(4, m) { return (axes, given) }
    return (axes, try a.bool(2, m) ? 1 : 0)
  }

  private static func reduction(_ reduction: Reduction, _ name: String) -> Operation {
    Operation(
      torch: "\(name)(input, dim=None, keepdim=False)", paddle: "\(name)(x, axis=None, keepdim=False, name=None)"
    ) { m, a in
      let x = try a.tensor(0, m)
      // If the list of axes is empty, torch's `any` and `all` reduce no axis. torch's other reductions reduce all axes.
      let reducesNothing = a.dialect == .torch && (reduction == .any || reduction == .all)
      let axes = try reducesNothing ? a.axes(1, m) : a.reducedAxes(1, m)
      let result = try m.compute.reduce(reduction, x, axes: axes, keepDimensions: a.bool(2, m))
      // torch's `any` and `all` of a uint8 tensor return uint8.
      let keepsBytes = x.dtype == .uint8 && result.dtype == .bool && a.dialect == .torch
      return try m.new(keepsBytes ? result.converted(to: .uint8) : result)
    }
  }

  /// Makes the table row of `argmax` or `argmin`. Indices are int64. Paddle's argument `dtype` can request int32.
  private static func place(
    _ name: String, _ find: @escaping @Sendable (Machine, Tensor, Int?, Bool) throws -> Tensor
  ) -> Operation {
    Operation(
      torch: "\(name)(input, dim=None, keepdim=False)",
      paddle: "\(name)(x, axis=None, keepdim=False, dtype='int64', name=None)"
    ) { m, a in
      var x = try a.tensor(0, m)
      if a.dialect == .paddle, x.dtype.isFloatingPoint {
        // Paddle ignores NaN, and returns 0 if all elements are NaN.
        let isMissing = try m.compute.unary(.isNaN, x)
        if try m.compute.reduce(.any, isMissing).element(at: []).isTrue {
          x = try m.compute.maskedFill(x, isMissing, .float(name == "argmax" ? -.infinity : .infinity))
        }
      }
      let found = try find(m, x, a.optionalInt(1, m), a.bool(2, m))
      guard a.dialect == .paddle else { return try m.new(found) }
      guard let dtype = try a.dtype(3, m), dtype == .int64 || dtype == .int32 else {
        throw ListingError(.valueError, "\(name)(): dtype must be int32 or int64")
      }
      return try m.new(found.converted(to: dtype))
    }
  }

  private static func extreme(_ name: String, _ reduction: Reduction) -> Operation {
    Operation(torch: "\(name)(input, dim=None, keepdim=False)") { m, a in
      let x = try a.tensor(0, m)
      if case .tensor = a[1] {
        return try m.new(m.compute.binary(reduction == .max ? .maximum : .minimum, x, a.tensor(1, m)))
      }
      guard let axis = try a.optionalInt(1, m) else { return try m.new(m.compute.reduce(reduction, x)) }
      let keeps = try a.bool(2, m)
      let values = try m.compute.reduce(reduction, x, axes: [axis], keepDimensions: keeps)
      let indices =
        try reduction == .max
        ? m.compute.argmax(x, axis: axis, keepDimensions: keeps)
        : m.compute.argmin(x, axis: axis, keepDimensions: keeps)
      return Records.ordering(name, try m.new(values), try m.new(indices))
    }
  }
}
