import Tensors

/// Operations that select elements by index or mask.
enum SelectionOperations {
  static let rows: [Operation] = [
    Operation(torch: "gather(input, dim, index)") { m, a in
      let (x, index) = (try a.tensor(0, m), try a.tensor(2, m))
      let (axis, size) = try TorchChecks.axis(a.int(1, m), of: x.layout, "gather")
      try TorchChecks.index(index, "gather", axis: axis, size: size, m.compute)
      return try m.new(m.compute.gather(x.rank == 0 && index.rank == 1 ? x.reshaped(to: [1]) : x, axis: axis, index))
    },
    Operation(torch: "index_select(input, dim, index)") { m, a in
      let (x, index) = (try a.tensor(0, m), try a.tensor(2, m))
      let (axis, size) = try TorchChecks.axis(a.int(1, m), of: x.layout, "index_select")
      // Along the second axis, torch raises a RuntimeError. Along other axes, it raises an IndexError.
      try TorchChecks.index(
        index, "index_select", axis: axis, size: size, m.compute, error: axis == 1 ? .runtimeError : .indexError,
        text: {
          axis == 1 ? "INDICES element is out of DATA bounds, id=\($0) axis_dim=\(size)" : "index out of range in self"
        })
      if x.rank == 0, index.count == 1 { return try m.new(x) }
      return try m.new(m.compute.indexSelect(x, axis: axis, index))
    },
    Operation(paddle: "index_select(x, index, axis=0, name=None)", aliases: ["gather"]) { m, a in
      try m.new(m.compute.indexSelect(a.tensor(0, m), axis: a.int(2, m), a.tensor(1, m)))
    },
    Operation(torch: "masked_select(input, mask)", paddle: "masked_select(x, mask, name=None)") { m, a in
      let (x, mask) = (try a.tensor(0, m), try a.tensor(1, m))
      if a.dialect == .paddle || mask.rank == 0 && x.rank == 0 { return try m.new(m.compute.select(x, mask)) }
      let shape = try broadcastShape(x.shape, mask.shape, operation: "masked_select")
      return try m.new(m.compute.select(x.expanded(to: shape), mask.expanded(to: shape)))
    },
    Operation(torch: "nonzero(input, *, as_tuple=False)", paddle: "nonzero(x, as_tuple=False)") { m, a in
      let x = try a.tensor(0, m)
      if try !a.bool(1, m) { return try m.new(m.compute.nonzero(x)) }
      return try places(&m, x, asColumns: a.dialect == .paddle)
    },
    Operation(torch: "argwhere(input)") { m, a in try m.new(m.compute.nonzero(a.tensor(0, m))) },
    Operation(torch: "tril(input, diagonal=0)", paddle: "tril(x, diagonal=0, name=None)", inPlace: true) { m, a in
      try m.new(m.compute.lowerTriangle(a.tensor(0, m), diagonal: a.int(1, m)))
    },
    Operation(torch: "triu(input, diagonal=0)", paddle: "triu(x, diagonal=0, name=None)", inPlace: true) { m, a in
      try m.new(m.compute.upperTriangle(a.tensor(0, m), diagonal: a.int(1, m)))
    },
  ]

  /// The indices of the nonzero elements, as one tensor for each axis. The shape of these tensors is [count], or
  /// [count, 1] if `asColumns` is True, as in Paddle. A 0-d tensor is treated as a tensor of shape [1].
  static func places(_ m: inout Machine, _ x: Tensor, asColumns: Bool) throws -> Value {
    let places = try m.compute.nonzero(x.rank == 0 ? x.reshaped(to: [1]) : x)
    return .tuple(
      try (0..<places.shape[1]).map { axis in
        let column = try m.compute.dense(places.sliced(axis: 1, start: axis, stop: axis + 1))
        return try m.new(asColumns ? column : column.reshaped(to: [places.shape[0]]))
      })
  }
}
