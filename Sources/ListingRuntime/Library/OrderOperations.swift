import Tensors

/// Less common reductions, cumulative operations and order statistics: `median`, `cummax`.
enum OrderOperations {
  static let rows: [Operation] = [
    Operation(
      .library, torch: "std_mean(input, dim=None, unbiased=True, keepdim=False, *, correction=None)", moments(.std)),
    Operation(
      .library, torch: "var_mean(input, dim=None, unbiased=True, keepdim=False, *, correction=None)",
      moments(.variance)),
    Operation(torch: "aminmax(input, *, dim=None, keepdim=False)") { m, a in
      let (x, axes, keeps) = (try a.tensor(0, m), try a.axes(1, m), try a.bool(2, m))
      return Records.named(
        "aminmax",
        [
          try m.new(m.compute.reduce(.min, x, axes: axes, keepDimensions: keeps)),
          try m.new(m.compute.reduce(.max, x, axes: axes, keepDimensions: keeps)),
        ])
    },
    Operation(torch: "count_nonzero(input, dim=None)", paddle: "count_nonzero(x, axis=None, keepdim=False, name=None)")
    { m, a in
      let marks = try a.tensor(0, m).converted(to: .bool)
      let keeps = try a.dialect == .paddle && a.bool(2, m)
      return try m.new(m.compute.sum(marks, axes: a.reducedAxes(1, m), keepDimensions: keeps))
    },
    Operation(torch: "nansum(input, dim=None, keepdim=False)", paddle: "nansum(x, axis=None, keepdim=False)") { m, a in
      let x = try a.tensor(0, m)
      return try m.new(m.compute.sum(withoutNaN(x, m), axes: a.reducedAxes(1, m), keepDimensions: a.bool(2, m)))
    },
    Operation(torch: "nanmean(input, dim=None, keepdim=False)", paddle: "nanmean(x, axis=None, keepdim=False)") {
      m, a in
      let (x, axes, keeps) = (try a.tensor(0, m), try a.reducedAxes(1, m), try a.bool(2, m))
      if a.dialect == .torch, !x.dtype.isFloatingPoint {
        throw ListingError(
          .runtimeError,
          "nanmean(): expected input to have floating point or complex dtype but got \(x.dtype.scalarName)")
      }
      let known = try m.compute.logicalNot(m.compute.unary(.isNaN, x))
      return try m.new(
        m.compute.divide(
          m.compute.sum(withoutNaN(x, m), axes: axes, keepDimensions: keeps),
          m.compute.sum(known, axes: axes, keepDimensions: keeps)))
    },
    Operation(
      torch: "cumprod(input, dim, *, dtype=None)", paddle: "cumprod(x, dim=None, dtype=None, name=None)"
    ) { m, a in
      let x = try a.tensor(0, m, as: 2)
      let flat = a.isNone(1) ? try x.flattened() : x
      let kept: DType = x.dtype.isFloatingPoint || x.dtype.isComplex ? x.dtype : .int64
      let products = try running(
        flat.converted(to: kept == .float32 ? .float64 : kept.computing), axis: a.optionalInt(1, m) ?? 0, m
      ) {
        try m.compute.multiply($0, $1)
      }.converted(to: kept)
      return try m.new(ReductionOperations.typed(products, 2, a, m))
    },
    Operation(torch: "logcumsumexp(input, dim)", paddle: "logcumsumexp(x, axis=None)") { m, a in
      let x = try a.tensor(0, m)
      let flat = a.isNone(1) ? try x.flattened() : x
      return try m.new(
        running(flat.converted(to: flat.dtype.computing), axis: a.optionalInt(1, m) ?? 0, m) { total, next in
          try m.compute.logSumExp(m.compute.stack([total, next]), axes: [0])
        }.converted(to: x.dtype))
    },
    cumulativeExtreme("cummax", .maximum, .greaterOrEqual), cumulativeExtreme("cummin", .minimum, .lessOrEqual),
    Operation(torch: "diff(input, n=1, dim=-1, prepend=None, append=None)", paddle: "diff(x, n=1, axis=-1)") { m, a in
      var x = try a.tensor(0, m)
      let axis = try a.axis(2, of: x.layout, m)
      if a.dialect == .torch {
        let parts = try [a.optionalTensor(3, m), x, a.optionalTensor(4, m)].compactMap { $0 }
        if parts.count > 1 { x = try m.compute.concatenate(parts, axis: axis) }
      }
      let times = try a.int(1, m)
      if times < 0 { throw ListingError(.runtimeError, "diff: n must not be negative") }
      for _ in 0..<min(times, x.shape[axis]) {
        let (later, earlier) = (
          try x.sliced(axis: axis, start: 1), try x.sliced(axis: axis, stop: x.shape[axis] - 1)
        )
        x = try x.dtype == .bool ? m.compute.binary(.xor, later, earlier) : m.compute.subtract(later, earlier)
      }
      return try m.new(x)
    },
    // For an even number of elements, torch's median is the lower of the two middle elements.
    Operation(torch: "median(input, dim=None, keepdim=False)") { m, a in
      let x = try a.tensor(0, m)
      if let axis = try a.optionalInt(1, m) {
        let size = x.rank == 0 ? 1 : x.shape[try x.layout.resolvedAxis(axis, operation: "median")]
        let keeps = try a.bool(2, m)
        let found = try ranked("median", &m, x, max(1, (size + 1) / 2), axis, keeps: keeps)
        guard x.dtype.isFloatingPoint, let items = m.items(of: found) else { return found }
        // If an element along the axis is NaN, the result is NaN and the index of that element.
        let last = try m.compute.reduce(.max, x, axes: [axis], keepDimensions: keeps)
        let place = try m.compute.argmax(x, axis: axis, keepDimensions: keeps)
        let isNaN = try m.compute.unary(.isNaN, last)
        return Records.ordering(
          "median", try m.new(m.compute.where(isNaN, last, m.tensorOperand(items[0]))),
          try m.new(m.compute.where(isNaN, place, m.tensorOperand(items[1]))))
      }
      let (ordered, _) = try m.compute.sort(x.flattened())
      guard ordered.count > 0 else { return try m.new(Tensor(.float(.nan), dtype: x.dtype)) }
      let hasNaN = x.dtype.isFloatingPoint && ordered.floats.last?.isNaN == true
      return try m.new(ordered.selected(axis: 0, index: hasNaN ? ordered.count - 1 : (ordered.count - 1) / 2))
    },
    Operation(torch: "kthvalue(input, k, dim=-1, keepdim=False)") { m, a in
      try ranked("kthvalue", &m, a.tensor(0, m), a.int(1, m), a.int(2, m), keeps: a.bool(3, m))
    },
    Operation(torch: "dist(input, other, p=2)", paddle: "dist(x, y, p=2, name=None)") { m, a in
      let difference = try m.compute.subtract(a.tensor(0, m), a.tensor(1, m))
      return try m.new(
        ReductionOperations.norm(difference, order: a.double(2, m), axes: nil, keepDimensions: false, m))
    },
  ]

  private enum Spread { case std, variance }

  private static func moments(_ kind: Spread) -> BuiltinFunction.Native {
    { m, a in
      let (x, keeps) = (try a.tensor(0, m), try a.bool(3, m))
      let (axes, correction) = try ReductionOperations.spread(a, m)
      let spread =
        try kind == .std
        ? m.compute.standardDeviation(x, axes: axes, correction: correction, keepDimensions: keeps)
        : m.compute.variance(x, axes: axes, correction: correction, keepDimensions: keeps)
      return .tuple([
        try m.new(spread), try m.new(m.compute.reduce(.mean, x, axes: axes, keepDimensions: keeps)),
      ])
    }
  }

  private static func withoutNaN(_ x: Tensor, _ m: Machine) throws -> Tensor {
    try x.dtype.isFloatingPoint ? m.compute.maskedFill(x, m.compute.unary(.isNaN, x), .int(0)) : x
  }

  /// Computes a cumulative operation. Slice i of the result combines the slices 0 to i of x along the axis.
  private static func running(
    _ x: Tensor, axis: Int, _ m: Machine, _ combine: (Tensor, Tensor) throws -> Tensor
  ) throws -> Tensor {
    if x.rank == 0 { return x }
    let axis = try x.layout.resolvedAxis(axis, operation: "cumulative")
    var parts: [Tensor] = []
    for index in 0..<x.shape[axis] {
      let next = try x.sliced(axis: axis, start: index, stop: index + 1)
      parts.append(try parts.last.map { try combine($0, next) } ?? next)
    }
    return parts.isEmpty ? x : try m.compute.concatenate(parts, axis: axis).converted(to: x.dtype)
  }

  private static func cumulativeExtreme(
    _ name: String, _ extreme: BinaryOperation, _ wins: BinaryOperation
  ) -> Operation {
    Operation(torch: "\(name)(input, dim)") { m, a in
      let x = try a.tensor(0, m)
      if x.rank == 0 { return Records.ordering(name, try m.new(x), try m.new(Tensor([0], shape: []))) }
      let axis = try a.axis(1, of: x.layout, m)
      let values = try running(x, axis: axis, m) { try m.compute.binary(extreme, $0, $1) }
      // `cummax` and `cummin` also return indices. For each position i, compute the last index at which the extreme of
      // the elements 0 to i occurs. From the first NaN on, the extreme is NaN.
      var places: [Tensor] = []
      for index in 0..<x.shape[axis] {
        let next = try x.sliced(axis: axis, start: index, stop: index + 1)
        let here = try m.compute.full(next.shape, .int(index), dtype: .int64)
        guard let last = places.last else {
          places.append(here)
          continue
        }
        let before = try values.sliced(axis: axis, start: index - 1, stop: index)
        let isMet = try m.compute.binary(
          .or, m.compute.binary(wins, next, before),
          x.dtype.isFloatingPoint ? m.compute.unary(.isNaN, next) : m.compute.binary(wins, next, before))
        places.append(try m.compute.where(isMet, here, last))
      }
      let indices =
        try places.isEmpty ? m.compute.zeros(x.shape, dtype: .int64) : m.compute.concatenate(places, axis: axis)
      return Records.ordering(name, try m.new(values), try m.new(indices))
    }
  }

  private static func ranked(
    _ name: String, _ m: inout Machine, _ x: Tensor, _ k: Int, _ axis: Int, keeps: Bool
  ) throws -> Value {
    if x.rank == 0 { return Records.ordering(name, try m.new(x), try m.new(Tensor([0], shape: []))) }
    let axis = try x.layout.resolvedAxis(axis, operation: name)
    guard 1...max(1, x.shape[axis]) ~= k, x.shape[axis] > 0 else {
      throw ListingError(.runtimeError, "\(name): \(k) is outside 1 to \(x.shape[axis])")
    }
    let parts: [Tensor]
    if name == "kthvalue" {
      let (values, indices) = try m.compute.kthValue(x, k, axis: axis)
      parts = [values, indices]
    } else {
      let (values, indices) = try m.compute.sort(x, axis: axis)
      parts = try [values, indices].map { try $0.sliced(axis: axis, start: k - 1, stop: k) }
    }
    let items = try parts.map { try m.new(m.compute.dense(keeps ? $0 : $0.squeezed(axis))) }
    return Records.ordering(name, items[0], items[1])
  }
}
