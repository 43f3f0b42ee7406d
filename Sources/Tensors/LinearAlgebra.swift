/// A decomposition failed. `matrix` is the index of the matrix in the batch, counted from 0.
public struct DecompositionFailure: Error, Sendable {
  public let matrix: Int
  /// LAPACK's `info`: the index of the diagonal element or minor at which the decomposition stopped, counted from 1.
  public let place: Int
}

// Decompositions of float32 and float64 tensors. The last two axes of a tensor are the matrices; other axes are the
// batch. All computations use float64, and results are rounded once.

extension Compute {
  /// The matrices of a tensor as column-major arrays of doubles.
  private struct Matrices {
    let batch: [Int]
    let m: Int
    let n: Int
    var elements: [Double]
    var count: Int { batch.reduce(1, *) }
    var size: Int { m * n }

    func matrix(_ index: Int) -> [Double] { Array(elements[index * size..<(index + 1) * size]) }
  }

  private func matrices(_ operation: String, _ x: Tensor, square: Bool = false) throws(TensorError) -> Matrices {
    guard x.dtype == .float32 || x.dtype == .float64 else { throw .unsupportedType(operation: operation, x.dtype) }
    guard x.rank >= 2 else {
      throw .rankMismatch(operation: operation, what: "the input", expected: "at least 2", found: x.shape)
    }
    let (m, n) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
    guard !square || m == n else {
      throw .unsuitableShapes(operation: operation, expected: "square matrices", [x.shape])
    }
    // A decomposition cannot be interrupted, so the size of its matrices is limited.
    try BLASLimits.check([m, n], operation: operation)
    guard max(m, n) <= 1 << 13 else {
      throw .beyondLimit(
        operation: operation,
        "a matrix of shape \(words([m, n])) is larger than fwdb's limit of \(1 << 13) rows or columns")
    }
    guard x.count <= byteLimit / 32 else { throw .tooLarge(operation: operation, shape: x.shape) }
    let turned = try dense(x.converted(to: .float64).transposed(-1, -2))
    return Matrices(
      batch: Array(x.shape.dropLast(2)), m: m, n: n, elements: turned.withElements(of: Double.self) { Array($0) })
  }

  /// Creates a tensor of matrices from column-major arrays.
  private func made(_ columns: [Double], batch: [Int], m: Int, n: Int, _ dtype: DType) throws(TensorError) -> Tensor {
    let turned = Tensor(shape: batch + [n, m], dtype: .float64, of: Double.self) { _ = $0.initialize(from: columns) }
    return try turned.transposed(-1, -2).dense().converted(to: dtype)
  }

  private func made(_ values: [Double], shape: [Int], _ dtype: DType) -> Tensor {
    Tensor(shape: shape, dtype: .float64, of: Double.self) { _ = $0.initialize(from: values) }.converted(to: dtype)
  }

  /// Factors x = P · L · U. `factors` contains L and U in one matrix, as LAPACK stores them. `pivots` (int32) contains
  /// the row exchanges; row numbers start at 1.
  public func factorLU(_ x: Tensor) throws(TensorError) -> (factors: Tensor, pivots: Tensor, info: [Int]) {
    let source = try matrices("lu_factor", x)
    var (factors, pivots, info): ([Double], [Int], [Int]) = ([], [], [])
    let k = min(source.m, source.n)
    for index in 0..<source.count {
      try checkCancelled()
      var (a, exchanges) = (source.matrix(index), [Int32]())
      info.append(source.size == 0 ? 0 : LAPACK.factorLU(&a, m: source.m, n: source.n, pivots: &exchanges))
      factors += a
      pivots += exchanges.prefix(k).map(Int.init)
    }
    return (
      try made(factors, batch: source.batch, m: source.m, n: source.n, x.dtype),
      Tensor(pivots, shape: source.batch + [k]).converted(to: .int32), info
    )
  }

  /// The sign of the determinant, the logarithm of its magnitude, and the determinant. For a singular matrix, the sign
  /// is 0 and the logarithm is −∞.
  public func logDeterminant(
    _ x: Tensor, operation: String = "slogdet"
  ) throws(TensorError) -> (sign: Tensor, logarithm: Tensor, determinant: Tensor) {
    let source = try matrices(operation, x, square: true)
    var (signs, logarithms, determinants): ([Double], [Double], [Double]) = ([], [], [])
    for index in 0..<source.count {
      try checkCancelled()
      var (a, exchanges) = (source.matrix(index), [Int32]())
      if source.n > 0 { _ = LAPACK.factorLU(&a, m: source.n, n: source.n, pivots: &exchanges) }
      var (sign, logarithm, determinant) = (1.0, 0.0, 1.0)
      for i in 0..<source.n {
        if exchanges[i] != Int32(i + 1) { (sign, determinant) = (-sign, -determinant) }
        let pivot = a[i * source.n + i]
        sign *= pivot.isNaN || pivot == 0 ? 0 : pivot < 0 ? -1 : 1
        logarithm += naturalLogarithm(pivot.magnitude)
        determinant *= pivot
      }
      signs.append(sign)
      logarithms.append(logarithm)
      determinants.append(determinant)
    }
    return (
      made(signs, shape: source.batch, x.dtype), made(logarithms, shape: source.batch, x.dtype),
      made(determinants, shape: source.batch, x.dtype)
    )
  }

  /// Solves a · x = b, where b is a matrix. The batches of `a` and `b` are broadcast. Throws `DecompositionFailure`
  /// when a is singular.
  public func solve(_ a: Tensor, _ b: Tensor, operation: String = "linalg.solve") throws -> Tensor {
    let type = a.dtype
    guard a.rank >= 2, b.rank >= 2, a.shape[a.rank - 1] == b.shape[b.rank - 2] else {
      throw TensorError.innerSizesDiffer(operation: operation, a.shape, b.shape)
    }
    let batch = try broadcastShape(Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2)), operation: operation)
    let left = try matrices(operation, a.expanded(to: batch + a.shape.suffix(2)), square: true)
    var right = try matrices(operation, b.expanded(to: batch + b.shape.suffix(2)))
    let (size, columns) = (right.size, right.n)
    for index in 0..<left.count where left.n > 0 {
      try checkCancelled()
      var (factors, exchanges) = (left.matrix(index), [Int32]())
      let info = LAPACK.factorLU(&factors, m: left.n, n: left.n, pivots: &exchanges)
      if info > 0 { throw DecompositionFailure(matrix: index, place: info) }
      right.elements.withUnsafeMutableBufferPointer { elements in
        guard let start = elements.baseAddress, size > 0 else { return }
        LAPACK.solveLU(factors, n: left.n, pivots: exchanges, start + index * size, columns: columns)
      }
    }
    return try made(right.elements, batch: batch, m: right.m, n: right.n, type)
  }

  public func inverse(_ x: Tensor, operation: String = "linalg.inv") throws -> Tensor {
    guard x.rank >= 2, x.shape[x.rank - 1] == x.shape[x.rank - 2] else {
      throw TensorError.unsuitableShapes(operation: operation, expected: "square matrices", [x.shape])
    }
    guard x.dtype == .float32 || x.dtype == .float64 else {
      throw TensorError.unsupportedType(operation: operation, x.dtype)
    }
    return try solve(x, eye(x.shape[x.rank - 1], dtype: x.dtype), operation: operation)
  }

  /// The Cholesky factor: L with x = L · Lᵀ or, when `isUpper`, U with x = Uᵀ · U. Throws `DecompositionFailure` when x
  /// is not positive-definite.
  public func cholesky(_ x: Tensor, isUpper: Bool) throws -> Tensor {
    let source = try matrices("linalg.cholesky", x, square: true)
    var factors: [Double] = []
    for index in 0..<source.count {
      try checkCancelled()
      var a = source.matrix(index)
      let info = source.n == 0 ? 0 : LAPACK.cholesky(&a, n: source.n, isUpper: isUpper)
      if info > 0 { throw DecompositionFailure(matrix: index, place: info) }
      factors += a
    }
    let made = try made(factors, batch: source.batch, m: source.n, n: source.n, x.dtype)
    return try isUpper ? upperTriangle(made) : lowerTriangle(made)
  }

  /// Factors x = Q · R. With `isComplete`, Q is square. Without `formsQ`, the returned `q` is empty.
  public func factorQR(_ x: Tensor, isComplete: Bool, formsQ: Bool = true) throws(TensorError) -> (q: Tensor, r: Tensor)
  {
    let source = try matrices("linalg.qr", x)
    let (m, n) = (source.m, source.n)
    let k = isComplete ? m : min(m, n)
    var (q, r): ([Double], [Double]) = ([], [])
    for index in 0..<source.count {
      try checkCancelled()
      var (a, tau) = (source.matrix(index), [Double]())
      if source.size > 0 { LAPACK.factorQR(&a, m: m, n: n, tau: &tau) }
      for column in 0..<n {
        for row in 0..<k { r.append(row <= column ? a[column * m + row] : 0) }
      }
      if !formsQ { continue }
      var columns = Array(a.prefix(m * min(k, n))) + [Double](repeating: 0, count: m * (k - min(k, n)))
      if source.size > 0 {
        LAPACK.formQ(&columns, m: m, columns: k, reflectors: min(m, n), tau: tau)
      } else {
        for i in 0..<min(m, k) { columns[i * m + i] = 1 }
      }
      q += columns
    }
    return (
      formsQ ? try made(q, batch: source.batch, m: m, n: k, x.dtype) : made([], shape: [0], x.dtype),
      try made(r, batch: source.batch, m: k, n: n, x.dtype)
    )
  }

  /// Factors x = U · diag(S) · Vᵀ. The singular values S are in descending order.
  public func singularValues(
    _ x: Tensor, isFull: Bool, vectors: Bool = true, operation: String = "linalg.svd"
  ) throws -> (u: Tensor, s: Tensor, vt: Tensor) {
    let source = try matrices(operation, x)
    let (m, n) = (source.m, source.n)
    let k = min(m, n)
    var (u, s, vt): ([Double], [Double], [Double]) = ([], [], [])
    for index in 0..<source.count {
      try checkCancelled()
      var a = source.matrix(index)
      if a.contains(where: { !$0.isFinite }) { throw DecompositionFailure(matrix: index, place: 0) }
      if source.size == 0 {
        if vectors, isFull {
          u += identity(m)
          vt += identity(n)
        }
        continue
      }
      let found = LAPACK.singularValues(&a, m: m, n: n, vectors: vectors, isFull: isFull)
      if found.info > 0 { throw DecompositionFailure(matrix: index, place: found.info) }
      s += found.s
      if vectors { (u, vt) = (u + found.u, vt + found.vt) }
    }
    let values = made(s, shape: source.batch + [k], x.dtype)
    if !vectors { return (values, values, values) }
    return (
      try made(u, batch: source.batch, m: m, n: isFull ? m : k, x.dtype), values,
      try made(vt, batch: source.batch, m: isFull ? n : k, n: n, x.dtype)
    )
  }

  private func identity(_ n: Int) -> [Double] { (0..<n * n).map { $0 / n == $0 % n ? 1 : 0 } }

  /// The eigenvalues of symmetric matrices in ascending order, and the eigenvectors as columns. Only one triangle of
  /// each matrix is read: the upper one when `isUpper`, else the lower one.
  public func symmetricEigen(
    _ x: Tensor, isUpper: Bool, vectors: Bool = true
  ) throws -> (values: Tensor, vectors: Tensor) {
    let source = try matrices("linalg.eigh", x, square: true)
    var (values, columns): ([Double], [Double]) = ([], [])
    for index in 0..<source.count {
      try checkCancelled()
      var a = source.matrix(index)
      if a.contains(where: { !$0.isFinite }) { throw DecompositionFailure(matrix: index, place: 0) }
      if source.n > 0 {
        let found = LAPACK.symmetricEigen(&a, n: source.n, isUpper: isUpper, vectors: vectors)
        if found.info > 0 { throw DecompositionFailure(matrix: index, place: found.info) }
        values += found.values
      }
      columns += a
    }
    return (
      made(values, shape: source.batch + [source.n], x.dtype),
      try made(columns, batch: source.batch, m: source.n, n: source.n, x.dtype)
    )
  }

  /// The least-squares solutions x of a · x = b, and the rank of each a. When a does not have full rank, x is the
  /// solution with the smallest norm.
  public func leastSquares(
    _ a: Tensor, _ b: Tensor, rcond: Double
  ) throws(TensorError) -> (solution: Tensor, ranks: [Int]) {
    let batch = try broadcastShape(Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2)), operation: "linalg.lstsq")
    let left = try matrices("linalg.lstsq", a.expanded(to: batch + a.shape.suffix(2)))
    let right = try matrices("linalg.lstsq", b.expanded(to: batch + b.shape.suffix(2)))
    guard left.m == right.m else { throw .innerSizesDiffer(operation: "linalg.lstsq", a.shape, b.shape) }
    let (m, n, columns) = (left.m, left.n, right.n)
    let tall = max(m, n)
    var (solution, ranks): ([Double], [Int]) = ([], [])
    for index in 0..<left.count {
      try checkCancelled()
      var matrix = left.matrix(index)
      var room = [Double](repeating: 0, count: tall * columns)
      for column in 0..<columns {
        for row in 0..<m { room[column * tall + row] = right.elements[index * right.size + column * m + row] }
      }
      ranks.append(
        left.size == 0 || columns == 0
          ? 0 : LAPACK.leastSquares(&matrix, m: m, n: n, &room, columns: columns, rcond: rcond))
      for column in 0..<columns { solution += room[column * tall..<column * tall + n] }
    }
    return (try made(solution, batch: batch, m: n, n: columns, a.dtype), ranks)
  }

  /// Solves a · x = b by substitution. `a` is upper triangular when `isUpper`, else lower triangular. Elements of the
  /// other triangle are not read.
  public func solveTriangular(
    _ a: Tensor, _ b: Tensor, isUpper: Bool, hasUnitDiagonal: Bool
  ) throws(TensorError) -> Tensor {
    let name = "linalg.solve_triangular"
    guard a.rank >= 2, b.rank >= 2, a.shape[a.rank - 1] == b.shape[b.rank - 2] else {
      throw .innerSizesDiffer(operation: name, a.shape, b.shape)
    }
    let batch = try broadcastShape(Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2)), operation: name)
    let left = try matrices(name, a.expanded(to: batch + a.shape.suffix(2)), square: true)
    var right = try matrices(name, b.expanded(to: batch + b.shape.suffix(2)))
    let n = left.n
    for index in 0..<left.count {
      let matrix = left.matrix(index)
      for column in 0..<right.n {
        try checkCancelled()
        let start = index * right.size + column * n
        right.elements.withUnsafeMutableBufferPointer { x in
          for step in 0..<n {
            let i = isUpper ? n - 1 - step : step
            let value = hasUnitDiagonal ? x[start + i] : x[start + i] / matrix[i * n + i]
            x[start + i] = value
            for j in isUpper ? 0..<i : i + 1..<n { x[start + j] -= value * matrix[i * n + j] }
          }
        }
      }
    }
    return try made(right.elements, batch: batch, m: right.m, n: right.n, a.dtype)
  }
}
