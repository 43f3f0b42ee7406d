import Tensors

/// Operations that read or write elements at the positions that an index tensor contains: `scatter`, `take_along_axis`,
/// `gather_nd`.
enum IndexedOperations {
  static let rows: [Operation] = torchRows + paddleRows + shared

  private static let torchRows: [Operation] = [
    Operation(torch: "scatter(input, dim, index, src, *, reduce=None)", inPlace: true) { m, a in
      let (x, index) = (try a.tensor(0, m), try a.tensor(2, m))
      let combination: Combination =
        switch a[4] {
        case .none: .replace
        case .string("add"): .add
        case .string("multiply"): .multiply
        default: throw ListingError(.runtimeError, "reduce argument must be either add or multiply.")
        }
      let given = try source(a, 3, like: index, x, m)
      try checkScatter(x, a, index, given, "scatter", m)
      return try m.new(scattered(x, a, index, given, combination, "scatter", m))
    },
    Operation(torch: "scatter_add(input, dim, index, src)", inPlace: true) { m, a in
      let (x, index, given) = (try a.tensor(0, m), try a.tensor(2, m), try a.tensor(3, m))
      // torch's error text contains `scatter`, not `scatter_add`.
      try checkScatter(x, a, index, given, "scatter", m)
      return try m.new(scattered(x, a, index, given, .add, "scatter_add", m))
    },
    Operation(torch: "index_add(input, dim, index, source, *, alpha=1)", inPlace: true) { m, a in
      let (x, index) = (try a.tensor(0, m), try a.tensor(2, m))
      try TorchChecks.source(a.tensor(3, m), for: x, "index_add")
      let (axis, size) = try TorchChecks.axis(a.int(1, m), of: x.layout, "index_add")
      let isVector = x.rank <= 1
      try TorchChecks.index(
        index, "index_add", axis: axis, size: size, m.compute, error: isVector ? .indexError : .runtimeError,
        text: { _ in isVector ? "index out of range in self" : nil })
      let source = try m.compute.multiply(a.tensor(3, m), Operand.scalar(a.scalar(4, m).converted(to: x.dtype)))
      return try m.new(m.compute.indexAdd(x, axis: axis, index, source, roundsEach: isVector))
    },
    Operation(torch: "index_copy(input, dim, index, source)", inPlace: true) { m, a in
      let (x, index, source) = (try a.tensor(0, m), try a.tensor(2, m), try a.tensor(3, m))
      try TorchChecks.source(source, for: x, "index_copy")
      let (axis, size) = try TorchChecks.axis(a.int(1, m), of: x.layout, "index_copy")
      try TorchChecks.index(
        index, "index_copy", axis: axis, size: size, m.compute, error: .indexError,
        text: { "index_copy_(): index \($0) is out of bounds for dimension \(axis) with size \(size)" })
      return try m.new(m.compute.indexAdd(x, axis: axis, index, source, .replace, operation: "index_copy"))
    },
    Operation(torch: "index_fill(input, dim, index, value)", inPlace: true) { m, a in
      let (x, index) = (try a.tensor(0, m), try a.tensor(2, m))
      if case .tensor(let value) = a[3], value.layout.rank > 0 {
        throw ListingError(
          .runtimeError,
          "index_fill_ only supports a 0-dimensional value tensor, but got tensor with \(value.layout.rank) "
            + "dimension(s).")
      }
      if index.rank > 1 { throw ListingError(.runtimeError, "Index has to be a vector/scalar") }
      let (axis, size) = try TorchChecks.axis(a.int(1, m), of: x.layout, "index_fill")
      let bad = try m.compute.dense(index, .int64).withElements(of: Int64.self) {
        $0.first { $0 < -Int64(size) || $0 >= size }
      }
      if let bad {
        throw ListingError(.indexError, "index \(bad) is out of bounds for dimension \(axis) with size \(size)")
      }
      let value = try Tensor(TorchChecks.number(a.scalar(3, m), for: x.dtype), dtype: x.dtype)
      return try m.new(
        m.compute.indexAdd(x, axis: a.int(1, m), a.tensor(2, m), value, .replace, operation: "index_fill"))
    },
    Operation(torch: "index_put(input, indices, values, accumulate=False)", inPlace: true, indexPut),
    Operation(torch: "masked_scatter(input, mask, source)", inPlace: true) { m, a in
      let mask = try a.tensor(1, m)
      let given = try a.tensor(0, m)
      let x = try given.expanded(to: broadcastShape(given.shape, mask.shape, operation: "masked_scatter"))
      try TorchChecks.source(a.tensor(2, m), for: x, "masked_scatter")
      let spread = try m.compute.logical(.and, mask, m.compute.ones(x.shape, dtype: .bool))
      let count = try m.compute.nonzero(spread).shape[0]
      let source = try a.tensor(2, m).flattened()
      if source.count < count {
        throw ListingError(
          .runtimeError, "masked_scatter: the mask selects \(count) elements, but the source has \(source.count)")
      }
      return try m.new(m.compute.indexPut(x, [spread], source.sliced(axis: 0, stop: count)))
    },
    Operation(torch: "take_along_dim(input, indices, dim=None)") { m, a in
      let (x, index) = (try a.tensor(0, m), try a.tensor(1, m))
      guard let axis = try a.optionalInt(2, m) else {
        return try m.new(m.compute.gather(x.flattened(), axis: 0, index.flattened()))
      }
      return try m.new(taken(x, index, axis, m))
    },
    Operation(torch: "take(input, index)") { m, a in
      let index = try a.tensor(1, m)
      let flat = try m.compute.index(a.tensor(0, m).flattened(), [index.flattened()])
      return try m.new(flat.reshaped(to: index.shape))
    },
  ]

  private static let paddleRows: [Operation] = [
    Operation(paddle: "take_along_axis(arr, indices, axis)") { m, a in
      let x = try a.tensor(0, m)
      return try m.new(taken(x, a.tensor(1, m), a.int(2, m), m))
    },
    Operation(paddle: "put_along_axis(arr, indices, values, axis, reduce='assign')", inPlace: true) { m, a in
      let x = try a.tensor(0, m)
      let names = ["assign": Combination.replace, "add": .add, "mul": .multiply, "multiply": .multiply]
      guard let combination = names[try a.string(4, m)] else {
        throw ListingError(.valueError, "put_along_axis: reduce must be 'assign', 'add' or 'mul'")
      }
      let axis = try a.axis(3, of: x.layout, m)
      let index = try spread(a.tensor(1, m), over: x, axis)
      let values = try source(a, 2, like: index, x, m)
      return try m.new(
        m.compute.scatter(
          x, axis: axis, index, values.expanded(to: index.shape), combination, operation: "put_along_axis"))
    },
    // Paddle's scatter writes whole rows, like torch's index_copy. With overwrite=False, Paddle's scatter sets the
    // target rows to zero and then adds the updates, like torch's index_add.
    Operation(paddle: "scatter(x, index, updates, overwrite=True, name=None)", inPlace: true) { m, a in
      let (x, index, updates) = (try a.tensor(0, m), try a.tensor(1, m).flattened(), try a.tensor(2, m))
      if try a.bool(3, m) {
        return try m.new(m.compute.indexAdd(x, axis: 0, index, updates, .replace, operation: "scatter"))
      }
      let cleared = try m.compute.indexAdd(
        x, axis: 0, index, m.compute.zeros(updates.shape, dtype: x.dtype), .replace, operation: "scatter")
      return try m.new(m.compute.indexAdd(cleared, axis: 0, index, updates, .add, operation: "scatter"))
    },
    Operation(paddle: "scatter_nd_add(x, index, updates, name=None)") { m, a in
      let (x, index) = (try a.tensor(0, m), try a.tensor(1, m))
      return try m.new(m.compute.indexPut(x, columns(of: index), a.tensor(2, m), accumulate: true))
    },
    Operation(paddle: "gather_nd(x, index, name=None)") { m, a in
      try m.new(m.compute.index(a.tensor(0, m), columns(of: a.tensor(1, m))))
    },
    Operation(.library, paddle: "index_sample(x, index)") { m, a in
      let (x, index) = (try a.tensor(0, m), try a.tensor(1, m))
      return try m.new(m.compute.gather(x, axis: 1, index))
    },
    Operation(paddle: "index_add(x, index, axis, value, name=None)", inPlace: true) { m, a in
      try m.new(m.compute.indexAdd(a.tensor(0, m), axis: a.int(2, m), a.tensor(1, m), a.tensor(3, m)))
    },
    Operation(paddle: "index_put(x, indices, value, accumulate=False, name=None)", inPlace: true, indexPut),
  ]

  private static let shared: [Operation] = [
    Operation(
      torch: "searchsorted(sorted_sequence, input, *, out_int32=False, right=False, side=None, sorter=None)"
    ) { m, a in
      var right = try a.bool(3, m)
      if !a.isNone(4) {
        let side = try a.string(4, m)
        guard side == "left" || side == "right", side == "right" || !right else {
          throw ListingError(
            .runtimeError,
            "torch.searchsorted(): side and right can't be set to opposites, got side of \(side) while "
              + "right was \(right ? "True" : "False")")
        }
        right = side == "right"
      }
      var ordered = try a.tensor(0, m)
      if let sorter = try a.optionalTensor(5, m) {
        guard sorter.shape == ordered.shape else {
          throw TensorError.shapeMismatch(
            operation: "searchsorted", what: "the sorter", expected: ordered.shape, found: sorter.shape)
        }
        ordered = try m.compute.gather(ordered, axis: -1, sorter)
      }
      return try m.new(searched(ordered, value(a, 1, m), right: right, narrow: a.bool(2, m), m))
    },
    Operation(
      paddle: "searchsorted(sorted_sequence, values, out_int32=False, right=False, name=None)"
    ) { m, a in
      try m.new(searched(a.tensor(0, m), value(a, 1, m), right: a.bool(3, m), narrow: a.bool(2, m), m))
    },
    Operation(.library, torch: "bucketize(input, boundaries, *, out_int32=False, right=False)", bucketize),
    Operation(paddle: "bucketize(x, sorted_sequence, out_int32=False, right=False, name=None)", bucketize),
    Operation(
      .library, torch: "tril_indices(row, col, offset=0, *, dtype=None, device=None)",
      paddle: "tril_indices(row, col=None, offset=0, dtype='int64')", triangle(lower: true)),
    Operation(
      .library, torch: "triu_indices(row, col, offset=0, *, dtype=None, device=None)",
      paddle: "triu_indices(row, col=None, offset=0, dtype='int64')", triangle(lower: false)),
  ]

  private static let bucketize: BuiltinFunction.Native = { m, a in
    try m.new(searched(a.tensor(1, m), value(a, 0, m), right: a.bool(3, m), narrow: a.bool(2, m), m))
  }

  private static let indexPut: BuiltinFunction.Native = { m, a in
    if a.dialect == .torch { try TorchChecks.source(a.tensor(2, m), for: a.tensor(0, m), "index_put") }
    let indices = try a.tensors(1, &m)
    return try m.new(m.compute.indexPut(a.tensor(0, m), indices, a.tensor(2, m), accumulate: a.bool(3, m)))
  }

  private static func triangle(lower: Bool) -> BuiltinFunction.Native {
    { m, a in
      let rows = try a.int(0, m)
      let ones = try m.compute.ones([rows, a.optionalInt(1, m) ?? rows], dtype: .bool)
      let offset = try a.int(2, m)
      let part =
        try lower
        ? m.compute.lowerTriangle(ones, diagonal: offset) : m.compute.upperTriangle(ones, diagonal: offset)
      let places = try m.compute.dense(m.compute.nonzero(part).transposed(0, 1))
      return try m.new(places.converted(to: a.dtype(3, m) ?? .int64))
    }
  }

  /// The argument at `position`: a tensor, or a number expanded to the shape of `index`.
  private static func source(
    _ a: Arguments, _ position: Int, like index: Tensor, _ x: Tensor, _ m: Machine
  ) throws -> Tensor {
    if case .tensor = a[position] { return try a.tensor(position, m) }
    let number = try a.scalar(position, m)
    return try Tensor(a.dialect == .torch ? TorchChecks.number(number, for: x.dtype) : number, dtype: x.dtype)
      .expanded(to: index.shape)
  }

  private static func checkScatter(
    _ x: Tensor, _ a: Arguments, _ index: Tensor, _ source: Tensor, _ name: String, _ m: Machine
  ) throws {
    let (axis, size) = try TorchChecks.axis(a.int(1, m), of: x.layout, name)
    try TorchChecks.source(source, for: x, name)
    try TorchChecks.index(index, name, axis: axis, size: size, m.compute)
  }

  /// torch's scatter. If the tensor is 0-d, the index may have one axis.
  private static func scattered(
    _ x: Tensor, _ a: Arguments, _ index: Tensor, _ source: Tensor, _ combination: Combination, _ name: String,
    _ m: Machine
  ) throws -> Tensor {
    if x.rank == 0, index.rank == 1 {
      let line = try source.rank == 0 ? source.expanded(to: index.shape) : source
      return try m.compute.scatter(x.reshaped(to: [1]), axis: 0, index, line, combination, operation: name)
        .reshaped(to: [])
    }
    return try m.compute.scatter(x, axis: a.int(1, m), index, source, combination, operation: name)
  }

  private static func value(_ a: Arguments, _ position: Int, _ m: Machine) throws -> Tensor {
    if case .tensor = a[position] { return try a.tensor(position, m) }
    let number = try a.scalar(position, m)
    return Tensor(number, dtype: number.dtype)
  }

  /// Broadcasts `index` to x's shape along all axes except `axis`.
  private static func spread(_ index: Tensor, over x: Tensor, _ axis: Int) throws -> Tensor {
    var shape = x.shape
    guard index.rank == x.rank else {
      throw TensorError.rankMismatch(
        operation: "take_along_axis", what: "the index", expected: "\(x.rank)", found: index.shape)
    }
    shape[axis] = index.shape[axis]
    return try index.expanded(to: shape)
  }

  private static func taken(_ x: Tensor, _ index: Tensor, _ axis: Int, _ m: Machine) throws -> Tensor {
    let axis = try x.layout.resolvedAxis(axis, operation: "take_along_axis")
    // Broadcast x and the index to each other along all axes except `axis`.
    guard index.rank == x.rank else {
      throw TensorError.rankMismatch(
        operation: "take_along_axis", what: "the index", expected: "\(x.rank)", found: index.shape)
    }
    var (one, other) = (x.shape, index.shape)
    (one[axis], other[axis]) = (1, 1)
    var shape = try broadcastShape(one, other, operation: "take_along_axis")
    shape[axis] = x.shape[axis]
    var places = shape
    places[axis] = index.shape[axis]
    return try m.compute.gather(x.expanded(to: shape), axis: axis, index.expanded(to: places))
  }

  /// Splits indices of shape [count, n] into n tensors of shape [count].
  private static func columns(of index: Tensor) throws -> [Tensor?] {
    guard index.rank > 0 else {
      throw TensorError.rankMismatch(operation: "gather_nd", what: "the index", expected: "at least 1", found: [])
    }
    return try (0..<index.shape[index.rank - 1]).map { try index.selected(axis: index.rank - 1, index: $0) }
  }

  /// For each value, the index at which the value would be inserted into the sorted row: before equal elements, or
  /// after them if `right` is True. The bisection makes the same comparisons as torch. Therefore the results also equal
  /// torch's results for rows that are unsorted or contain NaN.
  private static func searched(
    _ ordered: Tensor, _ values: Tensor, right: Bool, narrow: Bool, _ m: Machine
  ) throws -> Tensor {
    guard ordered.rank == 1 || Array(ordered.shape.dropLast()) == Array(values.shape.dropLast()) else {
      throw TensorError.shapeMismatch(
        operation: "searchsorted", what: "the sorted sequence", expected: Array(values.shape.dropLast()) + [-1],
        found: ordered.shape)
    }
    let type = DType.promoted(ordered.dtype, values.dtype)
    let wide: DType = type.isFloatingPoint ? .float64 : .int64
    let rows = try m.compute.dense(ordered.converted(to: type), wide)
    let wanted = try m.compute.dense(values.converted(to: type), wide)
    let size = ordered.shape.last ?? 1
    let perRow = ordered.rank == 1 ? max(values.count, 1) : max(values.shape.last ?? 1, 1)
    func places<Number: Comparable>(_ rows: UnsafeBufferPointer<Number>, _ wanted: UnsafeBufferPointer<Number>) -> [Int]
    {
      wanted.indices.map { index in
        let (start, value) = (index / perRow * size, wanted[index])
        var (low, high) = (0, size)
        while low < high {
          let middle = low + (high - low) / 2
          let element = rows[start + middle]
          if right ? !(element > value) : !(element >= value) { low = middle + 1 } else { high = middle }
        }
        return low
      }
    }
    let found =
      type.isFloatingPoint
      ? rows.withElements(of: Double.self) { row in wanted.withElements(of: Double.self) { places(row, $0) } }
      : rows.withElements(of: Int64.self) { row in wanted.withElements(of: Int64.self) { places(row, $0) } }
    return Tensor(found, shape: values.shape).converted(to: narrow ? .int32 : .int64)
  }
}
