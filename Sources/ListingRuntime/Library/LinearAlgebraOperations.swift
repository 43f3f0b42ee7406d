import Tensors

#if canImport(Glibc)
  import Glibc
#endif

/// Linear algebra: the functions of `torch.linalg`. torch itself and tensors also contain some of these functions.
enum LinearAlgebraOperations {
  static let rows: [Operation] = solving + decompositions + norms + products

  // MARK: Solving

  private static let solving: [Operation] = [
    Operation(.linearAlgebra, torch: "inv(A)") { m, a in try inverse(&m, a) },
    Operation(torch: "inverse(input)") { m, a in try inverse(&m, a) },
    Operation(.linearAlgebra, torch: "solve(A, B, *, left=True)") { m, a in
      let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      if x.dtype != y.dtype {
        throw ListingError(.runtimeError, "linalg.solve: the dtypes \(x.dtype.name) and \(y.dtype.name) differ")
      }
      let isVector = y.rank == 1 || y.rank == x.rank - 1 && y.shape == x.shape.dropLast()
      if try !a.bool(2, m) {
        // The equation X · A = B is equivalent to Aᵀ · Xᵀ = Bᵀ.
        if isVector { throw ListingError.unsupported("linalg.solve: left=False with a vector") }
        let solution = try failing("torch.linalg.solve", of: x) {
          try m.compute.solve(x.transposed(-1, -2), y.transposed(-1, -2))
        }
        return try m.new(m.compute.dense(solution.transposed(-1, -2)))
      }
      let right = isVector ? try y.unsqueezed(at: -1) : y
      let solution = try failing("torch.linalg.solve", of: x) { try m.compute.solve(x, right) }
      return try m.new(isVector ? solution.squeezed(-1) : solution)
    },
    Operation(.linearAlgebra, torch: "solve_triangular(A, B, *, upper, left=True, unitriangular=False)") { m, a in
      let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      let (isUpper, isLeft, unit) = (try a.bool(2, m), try a.bool(3, m), try a.bool(4, m))
      if isLeft {
        return try m.new(m.compute.solveTriangular(x, y, isUpper: isUpper, hasUnitDiagonal: unit))
      }
      let solution = try m.compute.solveTriangular(
        x.transposed(-1, -2), y.transposed(-1, -2), isUpper: !isUpper, hasUnitDiagonal: unit)
      return try m.new(m.compute.dense(solution.transposed(-1, -2)))
    },
    Operation(torch: "triangular_solve(input, A, upper=True, transpose=False, unitriangular=False)") { m, a in
      let (b, matrix) = (try a.tensor(0, m), try a.tensor(1, m))
      let (isUpper, turns) = (try a.bool(2, m), try a.bool(3, m))
      let left = turns ? try matrix.transposed(-1, -2) : matrix
      let solution = try m.compute.solveTriangular(
        left, b, isUpper: isUpper != turns, hasUnitDiagonal: a.bool(4, m))
      return Records.named("triangular_solve", [try m.new(solution), try m.new(matrix)])
    },
    Operation(
      .linearAlgebra, torch: "lstsq(A, B, rcond=None, *, driver=None)"
    ) { m, a in
      let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      guard x.rank >= 2, x.dtype == y.dtype else {
        throw ListingError(.runtimeError, "linalg.lstsq: needs matrices of one dtype")
      }
      if case .string(let driver) = a[3], driver != "gelsy" {
        throw ListingError.unsupported("linalg.lstsq: driver '\(driver)'")
      }
      let isVector = y.rank == x.rank - 1 && y.shape == x.shape.dropLast()
      let right = isVector ? try y.unsqueezed(at: -1) : y
      let bound =
        try a.optionalDouble(2, m) ?? x.dtype.epsilon * Double(max(x.shape[x.rank - 2], x.shape[x.rank - 1]))
      let (solution, ranks) = try m.compute.leastSquares(x, right, rcond: bound)
      // The driver gelsy returns neither residuals nor singular values.
      let none = try m.new(m.compute.zeros([0], dtype: x.dtype))
      return Records.named(
        "linalg_lstsq",
        [
          try m.new(isVector ? solution.squeezed(-1) : solution), none,
          try m.new(Tensor(ranks, shape: Array(solution.shape.dropLast(2)))), none,
        ])
    },
    Operation(.linearAlgebra, torch: "pinv(A, *, atol=None, rtol=None, hermitian=False)") { m, a in
      try m.new(pseudoinverse(a.tensor(0, m), a, atol: 1, rtol: 2, m))
    },
    Operation(torch: "pinverse(input, rcond=1e-15)") { m, a in
      let x = try a.tensor(0, m)
      return try m.new(pseudoinverse(x, a, atol: nil, rtol: 1, m))
    },
    Operation([.library, .linearAlgebra, .method], torch: "det(input)") { m, a in
      try m.new(m.compute.logDeterminant(a.tensor(0, m), operation: "linalg.det").determinant)
    },
    Operation(torch: "logdet(input)") { m, a in
      let (sign, logarithm, _) = try m.compute.logDeterminant(a.tensor(0, m), operation: "logdet")
      return try m.new(m.compute.maskedFill(logarithm, m.compute.binary(.less, sign, 0), .float(.nan)))
    },
    Operation(torch: "slogdet(input)") { m, a in try signedLogarithm(&m, a, "slogdet") },
    Operation(.linearAlgebra, torch: "slogdet(A)") { m, a in try signedLogarithm(&m, a, "linalg_slogdet") },
  ]

  private static func signedLogarithm(_ m: inout Machine, _ a: Arguments, _ record: String) throws -> Value {
    let (sign, logarithm, _) = try m.compute.logDeterminant(a.tensor(0, m), operation: "linalg.slogdet")
    return Records.named(record, [try m.new(sign), try m.new(logarithm)])
  }

  private static func inverse(_ m: inout Machine, _ a: Arguments) throws -> Value {
    let x = try a.tensor(0, m)
    return try m.new(failing("linalg.inv", of: x) { try m.compute.inverse(x) })
  }

  private static func pseudoinverse(
    _ x: Tensor, _ a: Arguments, atol: Int?, rtol: Int, _ m: Machine
  ) throws -> Tensor {
    let x = try a.parameters.contains("hermitian") && a.bool(3, m) ? hermitian(x, "linalg.pinv", m) : x
    let (u, s, vt) = try failing("linalg.pinv", of: x) { try m.compute.singularValues(x, isFull: false) }
    let keeps = try isAboveTolerance(s, of: x, a, atol: atol, rtol: rtol, m)
    let inverse = try m.compute.where(keeps, m.compute.unary(.reciprocal, s), Tensor(.int(0), dtype: s.dtype))
    let scaled = try m.compute.multiply(vt.transposed(-1, -2), inverse.unsqueezed(at: -2))
    return try m.compute.matmul(scaled, u.transposed(-1, -2))
  }

  /// The symmetric matrices whose lower triangles equal the lower triangles of x. With `hermitian=True`, torch reads
  /// only the lower triangles.
  private static func hermitian(_ x: Tensor, _ operation: String, _ m: Machine) throws -> Tensor {
    guard x.rank >= 2, x.shape[x.rank - 1] == x.shape[x.rank - 2] else {
      throw TensorError.unsuitableShapes(operation: operation, expected: "square matrices", [x.shape])
    }
    let below = try m.compute.lowerTriangle(x, diagonal: -1).transposed(-1, -2)
    return try m.compute.add(m.compute.lowerTriangle(x, diagonal: 0), below)
  }

  /// For each singular value, whether the value is greater than max(atol, rtol · greatest singular value).
  private static func isAboveTolerance(
    _ s: Tensor, of x: Tensor, _ a: Arguments, atol: Int?, rtol: Int, _ m: Machine
  ) throws -> Tensor {
    let c = m.compute
    let natural = Double(max(x.shape[x.rank - 1], x.shape[x.rank - 2])) * x.dtype.epsilon
    let isAbsolute = atol.map { !a.isNone($0) } ?? false
    let relative: Operand =
      try a.isNone(rtol) ? .scalar(.float(isAbsolute ? 0 : natural)) : a.operand(rtol, m)
    let absolute: Operand = try isAbsolute ? a.operand(atol ?? 0, m) : .scalar(.float(0))
    if s.count == 0 { return try c.zeros(s.shape, dtype: .bool) }
    let greatest = try c.reduce(.max, s, axes: [-1], keepDimensions: true)
    func spread(_ operand: Operand) throws -> Operand {
      if case .tensor(let tensor) = operand, tensor.rank > 0 { .tensor(try tensor.unsqueezed(at: -1)) } else { operand }
    }
    let bound = try c.maximum(c.multiply(greatest, spread(relative)), spread(absolute))
    return try c.binary(.greater, s, bound)
  }

  /// The class of torch's errors about matrices that a decomposition cannot handle, such as singular matrices.
  static let errorClass = ClassObject(
    name: "_LinAlgError", base: PythonBuiltins.exceptionTypes["RuntimeError"] ?? Records.object, module: "torch._C")

  /// Calls `body` and converts the failure of a decomposition into torch's error.
  ///
  /// - Parameter x: the matrices. For a batch of matrices, torch's error names the index of the matrix that failed.
  private static func failing<Result>(
    _ operation: String, of x: Tensor, _ body: () throws -> Result
  ) throws -> Result {
    do { return try body() } catch let failure as DecompositionFailure {
      let reason =
        switch operation {
        case "linalg.cholesky":
          "The factorization could not be completed because the input is not positive-definite (the leading minor of "
            + "order \(failure.place) is not positive-definite)."
        case "linalg.inv":
          "The diagonal element \(failure.place) is zero, the inversion could not be completed because the input "
            + "matrix is singular."
        case "torch.linalg.solve": "The solver failed because the input matrix is singular."
        case "linalg.svd", "linalg.svdvals":
          "The algorithm failed to converge because the input matrix contained non-finite values."
        default:
          throw ListingError.unsupported("\(operation) of a matrix whose decomposition does not converge, as with NaN")
        }
      let batch = x.rank > 2 ? "(Batch element \(failure.matrix)): " : ""
      throw ListingError(kind: errorClass.name, message: "\(operation): \(batch)\(reason)")
    }
  }

  // MARK: Decompositions

  private static let decompositions: [Operation] = [
    Operation(.linearAlgebra, torch: "cholesky(A, *, upper=False)") {
      m, a in try cholesky(&m, a)
    },
    Operation(torch: "cholesky(input, upper=False)") { m, a in
      try cholesky(&m, a)
    },
    Operation(torch: "cholesky_solve(input, input2, upper=False)") { m, a in
      let (b, factor) = (try a.tensor(0, m), try a.tensor(1, m))
      return try m.new(choleskySolution(b, factor, isUpper: a.bool(2, m), m))
    },
    Operation(torch: "cholesky_inverse(input, upper=False)") { m, a in
      let factor = try a.tensor(0, m)
      guard let n = factor.shape.last else {
        throw TensorError.rankMismatch(
          operation: "cholesky_inverse", what: "the input", expected: "at least 2", found: [])
      }
      return try m.new(choleskySolution(m.compute.eye(n, dtype: factor.dtype), factor, isUpper: a.bool(1, m), m))
    },
    Operation(.linearAlgebra, torch: "qr(A, mode='reduced')") { m, a in
      let mode = try a.string(1, m)
      guard ["reduced", "complete", "r"].contains(mode) else {
        throw ListingError(
          .runtimeError, "linalg.qr: mode must be 'reduced', 'complete' or 'r', not '\(mode)'")
      }
      let (q, r) = try m.compute.factorQR(a.tensor(0, m), isComplete: mode == "complete", formsQ: mode != "r")
      return Records.named("linalg_qr", [try m.new(q), try m.new(r)])
    },
    Operation(torch: "qr(input, some=True)") { m, a in
      let (q, r) = try m.compute.factorQR(a.tensor(0, m), isComplete: !a.bool(1, m))
      return Records.named("qr", [try m.new(q), try m.new(r)])
    },
    Operation(.linearAlgebra, torch: "svd(A, full_matrices=True, *, driver=None)") { m, a in
      try checkDriver(a, 2)
      let (x, isFull) = (try a.tensor(0, m), try a.bool(1, m))
      let (u, s, vt) = try failing("linalg.svd", of: x) { try m.compute.singularValues(x, isFull: isFull) }
      return Records.named("linalg_svd", [try m.new(u), try m.new(s), try m.new(vt)])
    },
    Operation(torch: "svd(input, some=True, compute_uv=True)") { m, a in
      let (x, isFull) = (try a.tensor(0, m), try !a.bool(1, m))
      guard try a.bool(2, m) else { throw ListingError.unsupported("svd: compute_uv=False; use linalg.svdvals") }
      let (u, s, vt) = try failing("linalg.svd", of: x) { try m.compute.singularValues(x, isFull: isFull) }
      return Records.named(
        "svd",
        [try m.new(u), try m.new(s), try m.new(m.compute.dense(vt.transposed(-1, -2)))])
    },
    Operation(.linearAlgebra, torch: "svdvals(A, *, driver=None)") { m, a in
      try checkDriver(a, 1)
      let x = try a.tensor(0, m)
      return try m.new(
        failing("linalg.svdvals", of: x) { try m.compute.singularValues(x, isFull: false, vectors: false).s })
    },
    Operation(.linearAlgebra, torch: "eigh(A, UPLO='L')") { m, a in
      let (x, isUpper) = (try a.tensor(0, m), try isUpper(a, m))
      let (values, vectors) = try failing("linalg.eigh", of: x) { try m.compute.symmetricEigen(x, isUpper: isUpper) }
      return Records.named("linalg_eigh", [try m.new(values), try m.new(vectors)])
    },
    Operation(.linearAlgebra, torch: "eigvalsh(A, UPLO='L')") { m, a in
      let (x, isUpper) = (try a.tensor(0, m), try isUpper(a, m))
      return try m.new(
        failing("linalg.eigh", of: x) { try m.compute.symmetricEigen(x, isUpper: isUpper, vectors: false).values })
    },
    Operation(.linearAlgebra, torch: "lu_factor(A, *, pivot=True)") { m, a in
      guard try a.bool(1, m) else { throw ListingError.unsupported("linalg.lu_factor: pivot=False") }
      let (factors, pivots, info) = try m.compute.factorLU(a.tensor(0, m))
      if let index = info.firstIndex(where: { $0 > 0 }) {
        throw ListingError(
          .runtimeError,
          "linalg.lu_factor: U[\(info[index]),\(info[index])] is zero and using it on lu_solve would "
            + "result in a division by zero.")
      }
      return Records.named("linalg_lu_factor", [try m.new(factors), try m.new(pivots)])
    },
    Operation(.linearAlgebra, torch: "lu(A, *, pivot=True)") { m, a in
      guard try a.bool(1, m) else { throw ListingError.unsupported("linalg.lu: pivot=False") }
      let x = try a.tensor(0, m)
      let (factors, pivots, _) = try m.compute.factorLU(x)
      let (rows, columns) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
      let k = min(rows, columns)
      let c = m.compute
      let lower = try c.lowerTriangle(factors.sliced(axis: -1, stop: k), diagonal: -1)
      let unit = try c.add(lower, c.eye(rows, k, dtype: x.dtype))
      let upper = try c.upperTriangle(factors.sliced(axis: -2, stop: k))
      // x is P · L · U. Row i of L · U is row order[i] of x.
      let exchanges = pivots.converted(to: .int64).withElements(of: Int64.self) { $0.map { Int($0) - 1 } }
      let count = x.shape.dropLast(2).reduce(1, *)
      var marks = [Int](repeating: 0, count: count * rows * rows)
      for index in 0..<count {
        var order = Array(0..<rows)
        for i in 0..<k { order.swapAt(i, exchanges[index * k + i]) }
        for (column, row) in order.enumerated() { marks[(index * rows + row) * rows + column] = 1 }
      }
      let permutation = Tensor(marks, shape: Array(x.shape.dropLast(2)) + [rows, rows]).converted(to: x.dtype)
      return Records.named("linalg_lu", [try m.new(permutation), try m.new(unit), try m.new(upper)])
    },
  ]

  private static func cholesky(_ m: inout Machine, _ a: Arguments) throws -> Value {
    let (x, isUpper) = (try a.tensor(0, m), try a.bool(1, m))
    let factor = try failing("linalg.cholesky", of: x) { try m.compute.cholesky(x, isUpper: isUpper) }
    let isUnknown = try m.compute.reduce(.any, m.compute.unary(.isNaN, factor)).element(at: []).isTrue
    if isUnknown {
      throw ListingError(
        kind: errorClass.name,
        message: "linalg.cholesky: The factorization could not be completed because the input is not positive-definite."
      )
    }
    return try m.new(factor)
  }

  private static func choleskySolution(_ b: Tensor, _ factor: Tensor, isUpper: Bool, _ m: Machine) throws -> Tensor {
    let lower = isUpper ? try factor.transposed(-1, -2) : factor
    let half = try m.compute.solveTriangular(lower, b, isUpper: false, hasUnitDiagonal: false)
    return try m.compute.solveTriangular(lower.transposed(-1, -2), half, isUpper: true, hasUnitDiagonal: false)
  }

  /// Throws torch's error if the call passes the argument `driver`. torch supports this argument only on a GPU.
  private static func checkDriver(_ a: Arguments, _ index: Int) throws {
    if a.isNone(index) { return }
    throw ListingError(
      .runtimeError,
      "torch.linalg.svd: keyword argument `driver=` is only supported on CUDA inputs with cuSOLVER backend.")
  }

  private static func isUpper(_ a: Arguments, _ m: Machine) throws -> Bool {
    switch try a.string(1, m).uppercased() {
    case "L": return false
    case "U": return true
    default: throw ListingError(.runtimeError, "\(a.function): UPLO must be 'L' or 'U', not '\(try a.string(1, m))'")
    }
  }

  // MARK: Norms

  private static let norms: [Operation] = [
    Operation(.linearAlgebra, torch: "norm(A, ord=None, dim=None, keepdim=False, *, dtype=None)") { m, a in
      let x = try floating(a, 4, m)
      let axes = try a.axes(2, m)
      let keeps = try a.bool(3, m)
      if axes?.isEmpty == true {
        throw ListingError(.runtimeError, "linalg.norm: If dim is specified, it must be of length 1 or 2. Got []")
      }
      if case .string = a[1], (axes?.count ?? x.rank) < 2 {
        throw ListingError(.runtimeError, "linalg.matrix_norm: The input tensor A must have at least 2 dimensions.")
      }
      if a.isNone(1) {
        return try m.new(ReductionOperations.norm(x, order: 2, axes: axes, keepDimensions: keeps, m))
      }
      if axes?.count == 2 || axes == nil && x.rank == 2 {
        return try m.new(matrixNorm(x, a[1], axes ?? [0, 1], keeps: keeps, a, m))
      }
      guard axes?.count == 1 || axes == nil && x.rank == 1 else {
        throw ListingError(
          .runtimeError, "linalg.norm: with ord and without dim, the input must have 1 or 2 axes, not \(x.rank)")
      }
      return try m.new(ReductionOperations.norm(x, order: a.double(1, m), axes: axes, keepDimensions: keeps, m))
    },
    Operation(.linearAlgebra, torch: "vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None)") { m, a in
      let x = try floating(a, 4, m)
      return try m.new(
        ReductionOperations.norm(x, order: a.double(1, m), axes: a.reducedAxes(2, m), keepDimensions: a.bool(3, m), m))
    },
    Operation(.linearAlgebra, torch: "matrix_norm(A, ord='fro', dim=None, keepdim=False, *, dtype=None)") { m, a in
      let x = try floating(a, 4, m)
      return try m.new(matrixNorm(x, a[1], a.axes(2, m) ?? [-2, -1], keeps: a.bool(3, m), a, m))
    },
    Operation(.linearAlgebra, torch: "cond(A, p=None)") { m, a in
      let x = try a.tensor(0, m)
      if x.count == 0 { throw ListingError.unsupported("linalg.cond of a matrix without elements") }
      if x.dtype.isFloatingPoint, try m.compute.reduce(.any, m.compute.unary(.isNaN, x)).element(at: []).isTrue {
        throw ListingError.unsupported("linalg.cond of a matrix with NaN")
      }
      let order: Value = a.isNone(1) ? .int(2) : a[1]
      if case .string(let name) = order {
        guard ["fro", "nuc"].contains(name) else {
          throw ListingError(.runtimeError, "linalg.cond got an invalid norm type: \(name)")
        }
      } else if try ![1, 2, .infinity].contains(abs(m.scalar(order).double)) {
        throw ListingError(
          .runtimeError, "linalg.cond got an invalid norm type: \(m.representation(of: order))")
      } else if try abs(m.scalar(order).double) == 2 {
        let s = try failing("linalg.cond", of: x) { try m.compute.singularValues(x, isFull: false, vectors: false).s }
        let (first, last) = (try s.selected(axis: -1, index: 0), try s.selected(axis: -1, index: -1))
        return try m.new(
          m.scalar(order).double > 0 ? m.compute.divide(first, last) : m.compute.divide(last, first))
      }
      func condition(_ x: Tensor) throws -> Tensor {
        let other = try m.compute.inverse(x)
        return try m.compute.multiply(
          matrixNorm(x, order, [-2, -1], keeps: false, a, m), matrixNorm(other, order, [-2, -1], keeps: false, a, m))
      }
      do { return try m.new(condition(x)) } catch is DecompositionFailure {
        if case .string(let name) = order, name != "fro" {
          throw ListingError.unsupported("linalg.cond of a singular matrix with the norm '\(name)'")
        }
      }
      // The condition number of a singular matrix is infinite.
      let batch = Array(x.shape.dropLast(2))
      let matrices = try m.compute.dense(x).reshaped(to: [batch.reduce(1, *)] + x.shape.suffix(2))
      let found = try (0..<matrices.shape[0]).map { index in
        do { return try condition(matrices.selected(axis: 0, index: index)) } catch is DecompositionFailure {
          return try m.compute.full([], .float(.infinity), dtype: x.dtype)
        }
      }
      return try m.new(m.compute.stack(found).reshaped(to: batch))
    },
    Operation(
      .linearAlgebra, torch: "matrix_rank(A, *, atol=None, rtol=None, hermitian=False)"
    ) { m, a in
      let x = try a.bool(3, m) ? hermitian(a.tensor(0, m), "linalg.matrix_rank", m) : a.tensor(0, m)
      let s = try failing("linalg.matrix_rank", of: x) {
        try m.compute.singularValues(x, isFull: false, vectors: false).s
      }
      return try m.new(m.compute.sum(isAboveTolerance(s, of: x, a, atol: 1, rtol: 2, m), axes: [-1]))
    },
  ]

  /// The input, converted to the dtype in the argument at `index`. The dtype must be floating-point or complex.
  private static func floating(_ a: Arguments, _ index: Int, _ m: Machine) throws -> Tensor {
    try ReductionOperations.checkNormDType(a, index, "linalg.\(a.function)", m)
    let x = try a.tensor(0, m, as: index)
    guard x.dtype.isFloatingPoint || x.dtype.isComplex else {
      throw TensorError.unsupportedType(operation: "linalg.\(a.function)", x.dtype)
    }
    return x
  }

  private static func matrixNorm(
    _ x: Tensor, _ order: Value, _ axes: [Int], keeps: Bool, _ a: Arguments, _ m: Machine
  ) throws -> Tensor {
    let c = m.compute
    let places = try x.layout.distinctAxes(axes, operation: "linalg.\(a.function)")
    guard places.count == 2, x.rank >= 2 else {
      throw ListingError(.runtimeError, "linalg.\(a.function): needs the two axes of a matrix")
    }
    if case .string("fro") = order { return try c.reduce(.norm, x, axes: places, keepDimensions: keeps) }
    if x.count == 0 { throw ListingError.unsupported("linalg.\(a.function) of a matrix without elements") }
    /// Applies a reduction to the singular values of each matrix.
    func spectral(_ reduction: Reduction) throws -> Tensor {
      if x.dtype.isComplex { throw TensorError.unsupportedType(operation: "linalg.\(a.function)", x.dtype) }
      let others = (0..<x.rank).filter { !places.contains($0) }
      let matrices = try x.permuted(others + places)
      let s = try failing("linalg.svd", of: matrices) {
        try c.singularValues(matrices, isFull: false, vectors: false).s
      }
      var result = try c.reduce(reduction, s, axes: [-1])
      if keeps { for axis in places.sorted() { result = try result.unsqueezed(at: axis) } }
      return result
    }
    if case .string(let name) = order {
      guard name == "nuc" else {
        throw ListingError(.runtimeError, "linalg.matrix_norm: Order \(name) not supported.")
      }
      return try spectral(.sum)
    }
    let number = try m.scalar(order).double
    switch number.magnitude {
    case 2: return try spectral(number > 0 ? .max : .min)
    case 1, .infinity:
      let (summed, chosen) = number.magnitude == 1 ? (places[0], places[1]) : (places[1], places[0])
      let sums = try c.reduce(.magnitude, x, axes: [summed], keepDimensions: true)
      let result = try c.reduce(number > 0 ? .max : .min, sums, axes: [chosen], keepDimensions: true)
      if keeps { return result }
      return try result.reshaped(to: (0..<x.rank).filter { !places.contains($0) }.map { x.shape[$0] })
    default: throw ListingError(.runtimeError, "linalg.matrix_norm: Order \(number) not supported.")
    }
  }

  // MARK: Products

  private static let products: [Operation] = [
    Operation([.library, .linearAlgebra, .method], torch: "matrix_power(input, n)") { m, a in
      let x = try a.tensor(0, m)
      guard x.rank >= 2, x.shape[x.rank - 1] == x.shape[x.rank - 2] else {
        throw TensorError.unsuitableShapes(operation: "matrix_power", expected: "square matrices", [x.shape])
      }
      let exponent = try a.int(1, m)
      // For the exponent 3, torch multiplies the square by x.
      if exponent == 3 { return try m.new(m.compute.matmul(m.compute.matmul(x, x), x)) }
      var base = exponent < 0 ? try failing("linalg.inv", of: x) { try m.compute.inverse(x) } : x
      var rest = exponent.magnitude
      var result: Tensor?
      while rest > 0 {
        if rest & 1 == 1 { result = try result.map { try m.compute.matmul($0, base) } ?? base }
        rest >>= 1
        if rest > 0 { base = try m.compute.matmul(base, base) }
      }
      if let result { return try m.new(result) }
      let unit = try m.compute.eye(x.shape[x.rank - 1], dtype: x.dtype)
      return try m.new(m.compute.dense(unit.expanded(to: x.shape)))
    },
    Operation([.library, .linearAlgebra, .method], torch: "matrix_exp(input)") { m, a in
      let x = try a.tensor(0, m)
      guard x.rank >= 2, x.shape[x.rank - 1] == x.shape[x.rank - 2] else {
        throw TensorError.unsuitableShapes(operation: "matrix_exp", expected: "square matrices", [x.shape])
      }
      // In torch, the result for float16 and bfloat16 is meaningless.
      guard x.dtype == .float32 || x.dtype == .float64 else {
        throw TensorError.unsupportedType(operation: "matrix_exp", x.dtype)
      }
      let isFinite = try m.compute.reduce(.all, m.compute.unary(.isFinite, x), axes: [-2, -1], keepDimensions: true)
      let finite = try m.compute.where(isFinite, x, Tensor(.int(0), dtype: x.dtype))
      return try m.new(
        m.compute.where(isFinite, exponential(finite, m), Tensor(.float(.nan), dtype: x.dtype)))
    },
    Operation(.linearAlgebra, torch: "multi_dot(tensors)") { m, a in try chain(&m, a.tensors(0, &m), "multi_dot") },
    Operation(.library, torch: "chain_matmul(*matrices)") { m, a in
      try chain(&m, a.rest.map { try m.tensorOperand($0) }, "chain_matmul")
    },
    Operation(.linearAlgebra, torch: "vecdot(x, y, *, dim=-1)") { m, a in
      try m.new(m.compute.sum(m.compute.multiply(a.tensor(0, m), a.tensor(1, m)), axes: [a.int(2, m)]))
    },
    Operation(.linearAlgebra, torch: "matmul(input, other)") { m, a in
      try m.new(m.compute.matmul(a.tensor(0, m), a.tensor(1, m)))
    },
    Operation(.linearAlgebra, torch: "diagonal(A, *, offset=0, dim1=-2, dim2=-1)") { m, a in
      try a.view(0, m) { try $0.diagonal(offset: a.int(1, m), a.int(2, m), a.int(3, m)) }
    },
    Operation(.linearAlgebra, torch: "cross(input, other, *, dim=-1)") { m, a in
      try m.new(cross(a.tensor(0, m), a.tensor(1, m), axis: a.int(2, m), m))
    },
    Operation(torch: "cross(input, other, dim=None)") { m, a in
      let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      if let axis = try a.optionalInt(2, m) { return try m.new(cross(x, y, axis: axis, m)) }
      let shape = try broadcastShape(x.shape, y.shape, operation: "cross")
      guard let axis = shape.firstIndex(of: 3) else {
        throw ListingError(.runtimeError, "cross: no dimension of size 3 in input")
      }
      return try m.new(cross(x.expanded(to: shape), y.expanded(to: shape), axis: axis, m))
    },
  ]

  /// The exponential of matrices, by scaling and squaring in double precision.
  private static func exponential(_ x: Tensor, _ m: Machine) throws -> Tensor {
    let c = m.compute
    let n = x.shape[x.rank - 1]
    if x.count == 0 { return x }
    let wide = x.converted(to: .float64)
    let size = try c.reduce(
      .max, c.reduce(.max, c.reduce(.magnitude, wide, axes: [-2]))
    ).element(at: []).double
    let halvings = max(0, Int(log2(max(size, 1e-300) * 4).rounded(.up)))
    let scaled = try c.multiply(wide, exp2(-Double(halvings)))
    let unit = try c.eye(n, dtype: .float64)
    var (sum, term) = (try c.add(unit, scaled), scaled)
    for k in 2...20 {
      term = try c.divide(c.matmul(term, scaled), Double(k))
      sum = try c.add(sum, term)
    }
    for _ in 0..<halvings { sum = try c.matmul(sum, sum) }
    return sum.converted(to: x.dtype)
  }

  /// The product of several matrices. The first and the last may be vectors.
  private static func chain(_ m: inout Machine, _ tensors: [Tensor], _ name: String) throws -> Value {
    guard let first = tensors.first, name == "chain_matmul" || tensors.count > 1 else {
      throw ListingError(.runtimeError, "\(name): needs at least 2 tensors")
    }
    return try m.new(tensors.dropFirst().reduce(first) { try m.compute.matmul($0, $1) })
  }

  private static func cross(_ x: Tensor, _ y: Tensor, axis: Int, _ m: Machine) throws -> Tensor {
    let shape = try broadcastShape(x.shape, y.shape, operation: "cross")
    let (u, v) = (try x.expanded(to: shape), try y.expanded(to: shape))
    let axis = try u.layout.resolvedAxis(axis, operation: "cross")
    guard x.rank == y.rank, u.rank > 0, u.shape[axis] == 3 else {
      throw ListingError(
        .runtimeError,
        "cross: both inputs need as many axes and size 3 along axis \(axis), not "
          + "\(shapeDescription(x.shape)) and \(shapeDescription(y.shape))")
    }
    let c = m.compute
    func part(_ tensor: Tensor, _ index: Int) throws -> Tensor {
      try tensor.sliced(axis: axis, start: index, stop: index + 1)
    }
    let parts = try [(1, 2), (2, 0), (0, 1)].map { i, j in
      try c.subtract(c.multiply(part(u, i), part(v, j)), c.multiply(part(u, j), part(v, i)))
    }
    return try c.concatenate(parts, axis: axis)
  }
}
