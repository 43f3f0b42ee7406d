import CKernels

extension Compute {
  /// Computes the matrix product as torch's `matmul` does. The shapes are:
  ///
  ///     [k] @ [k]                → []
  ///     [m, k] @ [k]             → [m]
  ///     [k] @ [k, n]             → [n]
  ///     […, m, k] @ […, k, n]    → […, m, n], the leading axes broadcast
  public func matmul(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    guard a.rank > 0, b.rank > 0 else {
      throw .rankMismatch(operation: "matmul", what: "each operand", expected: "at least 1", found: [])
    }
    guard a.shape[a.rank - 1] == b.shape[max(b.rank - 2, 0)] else {
      throw .innerSizesDiffer(operation: "matmul", a.shape, b.shape)
    }
    let left = a.rank == 1 ? try a.unsqueezed(at: 0) : a
    let right = b.rank == 1 ? try b.unsqueezed(at: 1) : b
    var shape = try broadcastShape(Array(left.shape.dropLast(2)), Array(right.shape.dropLast(2)), operation: "matmul")
    let result = try product(left, right, batch: shape)
    if a.rank > 1 { shape.append(left.shape[left.rank - 2]) }
    if b.rank > 1 { shape.append(right.shape[right.rank - 1]) }
    return try result.reshaped(to: shape)
  }

  /// Computes x · weightᵀ + bias over the last axis, or x · weight + bias when `weightIsInByOut`.
  ///
  ///     x       […, in]
  ///     weight  [out, in], or [in, out] when `weightIsInByOut`
  ///     bias    [out]
  ///     result  […, out]
  ///
  /// The result has the same bits as `matmul` followed by `add`.
  public func linear(
    _ x: Tensor, _ weight: Tensor, bias: Tensor? = nil, weightIsInByOut: Bool = false
  ) throws(TensorError) -> Tensor {
    guard weight.rank == 2 else {
      throw .rankMismatch(operation: "linear", what: "the weight", expected: "2", found: weight.shape)
    }
    let matrix = weightIsInByOut ? weight : try weight.transposed(0, 1)
    guard x.rank > 0, x.shape[x.rank - 1] == matrix.shape[0] else {
      throw .innerSizesDiffer(operation: "linear", x.shape, matrix.shape)
    }
    if let bias, bias.shape != [matrix.shape[1]] {
      throw .shapeMismatch(operation: "linear", what: "the bias", expected: [matrix.shape[1]], found: bias.shape)
    }
    let left = x.rank == 1 ? try x.unsqueezed(at: 0) : x
    let result = try product(left, matrix, batch: Array(left.shape.dropLast(2)), bias: bias, operation: "linear")
    return try result.reshaped(to: x.shape.dropLast() + [matrix.shape[1]])
  }

  /// Multiplies […, m, k] by […, k, n]; the result is batch + [m, n]. Adds `bias` to each row of the result.
  private func product(
    _ a: Tensor, _ b: Tensor, batch: [Int], bias: Tensor? = nil, operation: String = "matmul"
  ) throws(TensorError) -> Tensor {
    var type = DType.promoted(a.dtype, b.dtype)
    if let bias { type = DType.promoted(type, bias.dtype) }
    if type.isComplex {
      let result = try complexProduct(a, b, type) { (a, b) throws(TensorError) in
        try product(a, b, batch: batch, operation: operation)
      }
      guard let bias else { return result }
      return try add(result, bias).converted(to: type)
    }
    if !type.isFloatingPoint {
      let whole = try integerProduct(
        a.converted(to: .int64), b.converted(to: .int64), batch: batch, operation: operation)
      guard let bias else { return whole.converted(to: type) }
      return try add(whole, bias).converted(to: type)
    }
    // When `b` is one matrix and `a` is a batch without gaps, one larger product computes the whole batch.
    if b.rank == 2, a.rank > 2, let rows = try a.layout.reshaped(to: [-1, a.shape[a.rank - 1]].resolving(a)) {
      let result = try product(a.view(rows), b, batch: [], bias: bias, operation: operation)
      return try result.reshaped(to: batch + [a.shape[a.rank - 2], b.shape[1]])
    }
    let result =
      try type == .float64
      ? floatProduct(Double.self, a, b, batch: batch, bias: bias, operation: operation)
      : floatProduct(Float.self, a, b, batch: batch, bias: bias, operation: operation)
    return result.converted(to: type)
  }

  private func floatProduct<T: KernelFloat>(
    _: T.Type, _ a: Tensor, _ b: Tensor, batch: [Int], bias: Tensor?, operation: String
  ) throws(TensorError) -> Tensor {
    let (left, right) = (
      try Matrices<T>(a.converted(to: T.dtype), self), try Matrices<T>(b.converted(to: T.dtype), self)
    )
    let (m, k, n) = (a.shape[a.rank - 2], a.shape[a.rank - 1], b.shape[b.rank - 1])
    let row = try bias.map { bias throws(TensorError) in try dense(bias, T.dtype) }
    try BLASLimits.check([m, n, k, left.leading, right.leading], operation: operation)
    let leftOffsets = try left.offsets(batch: batch)
    let rightOffsets = try right.offsets(batch: batch)
    return try made(operation, shape: batch + [m, n], dtype: T.dtype, of: T.self) { output throws(TensorError) in
      let tiles = ProductTiles(m: m, n: n, k: k)
      try parallel(blocks: leftOffsets.count * tiles.count) { block in
        let (item, tile) = block.quotientAndRemainder(dividingBy: tiles.count)
        let (rows, columns) = tiles[tile]
        let c = output + item * m * n + rows.lowerBound * n + columns.lowerBound
        if k == 0 {
          for r in 0..<rows.count { (c + r * n).update(repeating: 0, count: columns.count) }
        } else {
          T.multiply(
            m: rows.count, n: columns.count, k: k,
            left.matrix(at: leftOffsets[item]).from(row: rows.lowerBound, column: 0),
            right.matrix(at: rightOffsets[item]).from(row: 0, column: columns.lowerBound), into: c, stride: n)
        }
        if let row {
          T.addRow(Int64(rows.count), Int64(columns.count), Int64(n), row.start(T.self) + columns.lowerBound, c)
        }
      }
    }
  }

  private func integerProduct(_ a: Tensor, _ b: Tensor, batch: [Int], operation: String) throws(TensorError) -> Tensor {
    let (m, k, n) = (a.shape[a.rank - 2], a.shape[a.rank - 1], b.shape[b.rank - 1])
    let left = try dense(a.expanded(to: batch + [m, k]))
    let right = try dense(b.expanded(to: batch + [k, n]))
    return try made(operation, shape: batch + [m, n], dtype: .int64, of: Int64.self) { output throws(TensorError) in
      let (u, v) = (left.start.assumingMemoryBound(to: Int64.self), right.start.assumingMemoryBound(to: Int64.self))
      try parallel(blocks: batch.reduce(1, *)) { item in
        fw_matmul_int64(
          Int64(m), Int64(n), Int64(k), u + item * m * k, v + item * k * n, output + item * m * n)
      }
    }
  }
}

/// The division of a matrix product into parts that run in parallel. The division depends only on the sizes. Therefore
/// any number of threads computes the same bits.
///
/// For each part, BLAS copies the operands into its own order (packing). To keep this cost small, a product is divided
/// only into parts with at least about 8 million multiplications and 240 rows or columns.
struct ProductTiles {
  private let m: Int
  private let n: Int
  private let size: Int
  private let cutsRows: Bool
  let count: Int

  init(m: Int, n: Int, k: Int) {
    self.m = m
    self.n = n
    // Divide the rows if there are enough rows. OpenBLAS computes the transposed product, in which `b` is the left
    // operand. Each part packs `b` again, and packing the left operand costs less than packing the right operand.
    cutsRows = m >= n || m >= 960
    let side = max(cutsRows ? m : n, 1)
    let work = Double(m) * Double(n) * Double(k)
    let wanted = max(1, min(8, side / 240, Int(work / 8e6)))
    // The number of rows or columns in a part is a multiple of 16, the width of the BLAS kernels. Therefore only the
    // last part has an incomplete vector. If the number were a multiple of, for example, 64, the last part could be
    // much smaller than the other parts, and its thread would wait for the other threads.
    size = max(48, ((side + wanted - 1) / wanted + 15) / 16 * 16)
    count = (side + size - 1) / size
  }

  subscript(index: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    let first = index * size
    return cutsRows
      ? (first..<min(first + size, m), 0..<n) : (0..<m, first..<min(first + size, n))
  }
}

enum BLASLimits {
  /// Throws when a size does not fit into the 32-bit integers of OpenBLAS.
  static func check(_ sizes: [Int], operation: String) throws(TensorError) {
    guard sizes.allSatisfy({ $0 <= Int(Int32.max) }) else { throw .tooLarge(operation: operation, shape: sizes) }
  }
}

/// The matrices in the last two axes of a tensor, in the form that BLAS reads. The tensor is copied only when neither
/// of these two axes has stride 1.
private struct Matrices<T: KernelFloat> {
  let tensor: Tensor
  let leading: Int
  let isTransposed: Bool

  init(_ tensor: Tensor, _ compute: Compute) throws(TensorError) {
    let (rows, columns) = (tensor.shape[tensor.rank - 2], tensor.shape[tensor.rank - 1])
    let (down, right) = (tensor.strides[tensor.rank - 2], tensor.strides[tensor.rank - 1])
    if right == 1 || columns == 1, down >= max(columns, 1) || rows == 1 {
      (self.tensor, leading, isTransposed) = (tensor, rows == 1 ? max(columns, 1) : down, false)
    } else if down == 1 || rows == 1, right >= max(rows, 1) || columns == 1 {
      (self.tensor, leading, isTransposed) = (tensor, columns == 1 ? max(rows, 1) : right, true)
    } else {
      (self.tensor, leading, isTransposed) = (try compute.dense(tensor), max(columns, 1), false)
    }
  }

  func matrix(at offset: Int) -> BLAS.Matrix<T> {
    guard let base = tensor.storage.bytes.baseAddress else { preconditionFailure("a storage has an address") }
    return BLAS.Matrix(
      start: base.assumingMemoryBound(to: T.self) + offset, leading: leading, isTransposed: isTransposed)
  }

  /// The offset of each matrix, in elements, after the leading axes are broadcast to `batch`.
  func offsets(batch: [Int]) throws(TensorError) -> [Int] {
    let outer = Layout(
      shape: Array(tensor.shape.dropLast(2)), strides: Array(tensor.strides.dropLast(2)), offset: tensor.layout.offset)
    return try outer.expanded(to: batch, operation: "matmul").offsets
  }
}

extension Layout {
  /// The position of every element in the storage, in row-major order of the elements.
  var offsets: [Int] {
    var result = [offset]
    for axis in shape.indices {
      result = result.flatMap { base in (0..<shape[axis]).map { base + $0 * strides[axis] } }
    }
    return result
  }
}

extension [Int] {
  /// Replaces the −1 before the last size by the product of the leading sizes. Unlike `reshaped`, this method accepts
  /// an empty tensor.
  fileprivate func resolving(_ tensor: Tensor) -> [Int] {
    [tensor.shape.dropLast().reduce(1, *)] + dropFirst()
  }
}
