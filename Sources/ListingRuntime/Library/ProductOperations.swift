import Tensors

/// Products of vectors and matrices other than `matmul`: `einsum`, `outer`, `dot`.
enum ProductOperations {
  static let rows: [Operation] = [
    Operation(.library, torch: "einsum(equation, *operands)", paddle: "einsum(equation, *operands)") { m, a in
      var given = a.rest
      if given.count == 1, m.items(of: given[0]) != nil, !m.isTensor(given[0]) { given = try m.allItems(of: given[0]) }
      let operands = try given.map { try m.tensorOperand($0) }
      let sum = try Einsum(a.string(0, m), ranks: operands.map(\.rank))
      if a.dialect == .torch, !m.followsNumpy, let (x, y) = sum.refusedProduct(operands) {
        try TorchRefusals.batches(x, y, "bmm")
      }
      return try m.new(sum(operands, m.compute))
    },
    Operation(torch: "outer(input, vec2)", aliases: ["ger"]) { m, a in
      let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      guard x.rank == 1, y.rank == 1 else {
        throw TensorError.unsuitableShapes(operation: "outer", expected: "two vectors", [x.shape, y.shape])
      }
      return try m.new(m.compute.multiply(x.unsqueezed(at: 1), y))
    },
    // Paddle's `outer` accepts operands of any shape and flattens them.
    Operation(paddle: "outer(x, y, name=None)") { m, a in
      let (x, y) = (try a.tensor(0, m).flattened(), try a.tensor(1, m).flattened())
      return try m.new(m.compute.multiply(x.unsqueezed(at: 1), y))
    },
    Operation(torch: "dot(input, tensor)") { m, a in
      let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      guard x.rank == 1, y.rank == 1 else {
        throw TensorError.unsuitableShapes(operation: "dot", expected: "two vectors", [x.shape, y.shape])
      }
      return try m.new(m.compute.matmul(x, y))
    },
    // Paddle's `dot` returns one product for each row of the operands.
    Operation(paddle: "dot(x, y, name=None)") { m, a in
      let product = try m.compute.multiply(a.tensor(0, m), a.tensor(1, m))
      return try m.new(m.compute.sum(product, axes: [-1]).converted(to: product.dtype))
    },
    Operation(torch: "inner(input, other)", paddle: "inner(x, y, name=None)") { m, a in
      let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      if x.rank == 0 || y.rank == 0 { return try m.new(m.compute.multiply(x, y)) }
      guard x.shape.last == y.shape.last else {
        throw TensorError.innerSizesDiffer(operation: "inner", x.shape, y.shape)
      }
      let rows = try x.reshaped(to: [x.shape.dropLast().reduce(1, *), x.shape[x.rank - 1]])
      let columns = try y.reshaped(to: [y.shape.dropLast().reduce(1, *), y.shape[y.rank - 1]])
      let product = try m.compute.matmul(rows, columns.transposed(0, 1))
      return try m.new(product.reshaped(to: Array(x.shape.dropLast() + y.shape.dropLast())))
    },
    Operation(torch: "mv(input, vec)", paddle: "mv(x, vec, name=None)") { m, a in
      let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      guard x.rank == 2, y.rank == 1 else {
        throw TensorError.unsuitableShapes(operation: "mv", expected: "a matrix and a vector", [x.shape, y.shape])
      }
      return try m.new(m.compute.matmul(x, y))
    },
    sum("addmm", torch: "mat1, mat2", paddle: "addmm(input, x, y, beta=1.0, alpha=1.0, name=None)", rank: 2),
    sum("baddbmm", torch: "batch1, batch2", paddle: nil, rank: 3),
    Operation(torch: "trace(input)", paddle: "trace(x, offset=0, axis1=0, axis2=1, name=None)") { m, a in
      let x = try a.tensor(0, m)
      let full = a.dialect == .paddle
      guard full || x.rank == 2 else {
        throw TensorError.rankMismatch(operation: "trace", what: "the input", expected: "2", found: x.shape)
      }
      let diagonal = try x.layout.diagonal(
        offset: full ? a.int(1, m) : 0, full ? a.int(2, m) : 0, full ? a.int(3, m) : 1)
      return try m.new(m.compute.sum(x.view(diagonal), axes: [-1]))
    },
    Operation(
      .library, torch: "tensordot(a, b, dims=2)", paddle: "tensordot(x, y, axes=2, name=None)"
    ) { m, a in
      let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      var (left, right): ([Int], [Int])
      if case .int(let count) = a[2] {
        guard 0...min(x.rank, y.rank) ~= count else {
          throw ListingError(.valueError, "tensordot: cannot sum over \(count) axes of \(x.rank) and \(y.rank)")
        }
        (left, right) = (Array((x.rank - count)..<x.rank), Array(0..<count))
      } else {
        let pair = try m.allItems(of: a[2])
        guard pair.count == 2, let first = try m.integers(in: pair[0]), let second = try m.integers(in: pair[1]) else {
          throw ListingError(.valueError, "tensordot: dims must be a number or a pair of lists")
        }
        (left, right) = (first, second)
      }
      left = try left.map { try x.layout.resolvedAxis($0, operation: "tensordot") }
      right = try right.map { try y.layout.resolvedAxis($0, operation: "tensordot") }
      guard left.map({ x.shape[$0] }) == right.map({ y.shape[$0] }) else {
        throw TensorError.innerSizesDiffer(operation: "tensordot", x.shape, y.shape)
      }
      let (rows, columns) = (
        x.shape.indices.filter { !left.contains($0) }, y.shape.indices.filter { !right.contains($0) }
      )
      func size(_ axes: [Int], _ tensor: Tensor) -> Int { axes.reduce(1) { $0 * tensor.shape[$1] } }
      let product = try m.compute.matmul(
        x.permuted(rows + left).reshaped(to: [size(rows, x), size(left, x)]),
        y.permuted(right + columns).reshaped(to: [size(left, x), size(columns, y)]))
      return try m.new(product.reshaped(to: rows.map { x.shape[$0] } + columns.map { y.shape[$0] }))
    },
    Operation(
      .functional, torch: "normalize(input, p=2.0, dim=1, eps=1e-12)",
      paddle: "normalize(x, p=2, axis=1, epsilon=1e-12, name=None)"
    ) { m, a in
      let x = try a.tensor(0, m)
      let length = try ReductionOperations.norm(
        x, order: a.double(1, m), axes: [a.int(2, m)], keepDimensions: true, m)
      return try m.new(m.compute.divide(x, m.compute.clamp(length, min: a.double(3, m))))
    },
    Operation(
      [.library, .functional], torch: "cosine_similarity(x1, x2, dim=1, eps=1e-8)"
    ) { m, a in try m.new(cosine(a, m)) },
    Operation(.functional, paddle: "cosine_similarity(x1, x2, axis=1, eps=1e-8)") { m, a in try m.new(cosine(a, m)) },
    Operation(.library, torch: "cdist(x1, x2, p=2.0)", paddle: "cdist(x, y, p=2.0, name=None)") { m, a in
      let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      guard x.rank >= 2, y.rank >= 2 else {
        throw TensorError.unsuitableShapes(
          operation: "cdist", expected: "tensors of at least 2 axes", [x.shape, y.shape])
      }
      let difference = try m.compute.subtract(x.unsqueezed(at: -2), y.unsqueezed(at: -3))
      return try m.new(
        ReductionOperations.norm(difference, order: a.double(2, m), axes: [-1], keepDimensions: false, m))
    },
    Operation(.library, torch: "kron(input, other)", paddle: "kron(x, y, name=None)") { m, a in
      let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      let rank = max(x.rank, y.rank)
      let (u, v) = (
        [Int](repeating: 1, count: rank - x.rank) + x.shape, [Int](repeating: 1, count: rank - y.rank) + y.shape
      )
      let left = try x.reshaped(to: u.flatMap { [$0, 1] }), right = try y.reshaped(to: v.flatMap { [1, $0] })
      return try m.new(m.compute.multiply(left, right).reshaped(to: zip(u, v).map(*)))
    },
  ]

  private static func cosine(_ a: Arguments, _ m: Machine) throws -> Tensor {
    let axis = try a.int(2, m)
    let (first, second) = (try a.tensor(0, m), try a.tensor(1, m))
    let shape = try broadcastShape(first.shape, second.shape, operation: "cosine_similarity")
    let (x, y) = (try first.expanded(to: shape), try second.expanded(to: shape))
    let eps = try a.double(3, m)
    func length(_ tensor: Tensor) throws -> Tensor {
      try m.compute.clamp(
        m.compute.reduce(.norm, tensor, axes: [axis], keepDimensions: true), min: eps)
    }
    let (u, v) = (try m.compute.divide(x, length(x)), try m.compute.divide(y, length(y)))
    return try m.compute.sum(m.compute.multiply(u, v), axes: [axis])
  }

  /// Makes the table row of an operation that computes beta · input + alpha · product, such as `addmm`.
  private static func sum(_ name: String, torch: String, paddle: String?, rank: Int) -> Operation {
    Operation(torch: "\(name)(input, \(torch), *, beta=1, alpha=1)", paddle: paddle) { m, a in
      let (x, y) = (try a.tensor(1, m), try a.tensor(2, m))
      guard x.rank == rank, y.rank == rank else {
        throw TensorError.unsuitableShapes(operation: name, expected: "tensors of \(rank) axes", [x.shape, y.shape])
      }
      let first = try a.tensor(0, m)
      let type = DType.promoted(x.dtype, y.dtype)
      let (beta, alpha) = (try a.scalar(3, m).converted(to: type), try a.scalar(4, m).converted(to: type))
      // Compute in the wider dtype and round once. If beta is 0, a NaN in `input` has no effect on the result.
      let wide = type.computing
      if type.isComplex {
        let product = try m.compute.multiply(m.compute.matmul(x, y), Operand.scalar(a.scalar(4, m)))
        if try a.scalar(3, m).isZero { return try m.new(product) }
        return try m.new(m.compute.add(m.compute.multiply(first, Operand.scalar(a.scalar(3, m))), product))
      }
      let product = try m.compute.multiply(
        m.compute.matmul(x.converted(to: wide), y.converted(to: wide)), Operand.scalar(alpha))
      if beta.double == 0 { return try m.new(product.converted(to: type)) }
      let scaled = try m.compute.multiply(first.converted(to: DType.promoted(first.dtype, wide)), Operand.scalar(beta))
      return try m.new(m.compute.add(scaled, product).converted(to: DType.promoted(first.dtype, type)))
    }
  }
}
