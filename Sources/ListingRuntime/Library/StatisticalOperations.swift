import Tensors

/// Histograms, the mode, the median without NaN, unique slices, and reductions by index.
enum StatisticalOperations {
  static let rows: [Operation] = [
    Operation(torch: "histc(input, bins=100, min=0, max=0)") {
      m, a in
      let x = try a.tensor(0, m)
      guard x.dtype.isFloatingPoint else {
        throw TensorError.unsupportedType(operation: "histc", x.dtype)
      }
      let bins = try a.int(1, m)
      guard 1...Machine.itemLimit ~= bins else {
        throw ListingError(.runtimeError, "histc: bins must be between 1 and \(Machine.itemLimit), not \(bins)")
      }
      let (low, high) = try range(x, low: a.double(2, m), high: a.double(3, m), "histc", m)
      let counts = linearCounts(x, bins: bins, low: low, high: high)
      return try m.new(
        Tensor(counts.map { Int($0) }, shape: [bins]).converted(to: x.dtype))
    },
    Operation(torch: "histogram(input, bins, *, range=None, weight=None, density=False)", histogram),
    Operation(torch: "mode(input, dim=-1, keepdim=False)") { m, a in
      let x = try a.tensor(0, m)
      if x.rank == 0 { return Records.ordering("mode", try m.new(x), try m.new(Tensor([0], shape: []))) }
      let axis = try a.axis(1, of: x.layout, m)
      let keeps = try a.bool(2, m)
      let size = x.shape[axis]
      guard size > 0 || x.count == 0 && x.shape.enumerated().contains(where: { $0.offset != axis && $0.element == 0 })
      else { throw TensorError.emptyReduction(operation: "mode", shape: x.shape) }
      if x.dtype.isFloatingPoint, try m.compute.reduce(.any, m.compute.unary(.isNaN, x)).element(at: []).isTrue {
        throw ListingError.unsupported("mode of a tensor with NaN")
      }
      let (ordered, order) = try m.compute.sort(x, axis: axis, ties: .torch)
      let turned = try m.compute.dense(ordered.transposed(axis, -1), x.dtype.isFloatingPoint ? .float64 : .int64)
      // The mode is the value of the longest run of equal elements. If several runs have this length, the first of
      // these runs counts. The result's index is the index of the last element of the run.
      var places: [Int] = []
      func search<Number: Equatable>(_ values: UnsafeBufferPointer<Number>) {
        for row in stride(from: 0, to: values.count, by: max(size, 1)) {
          var (best, longest, run) = (0, 0, 0)
          for index in 0..<size {
            run += 1
            if index + 1 == size || values[row + index + 1] != values[row + index] {
              if run > longest { (longest, best) = (run, index) }
              run = 0
            }
          }
          places.append(best)
        }
      }
      if x.dtype.isFloatingPoint {
        turned.withElements(of: Double.self) { search($0) }
      } else {
        turned.withElements(of: Int64.self) { search($0) }
      }
      var shape = turned.shape
      shape[shape.count - 1] = 1
      let index = try Tensor(places, shape: shape).transposed(axis, -1)
      return try named("mode", [ordered, order].map { try m.compute.gather($0, axis: axis, index) }, axis, keeps, &m)
    },
    Operation(torch: "nanmedian(input, dim=None, keepdim=False)") { m, a in
      let given = try a.tensor(0, m)
      let isWhole = a.isNone(1)
      let x = isWhole || given.rank == 0 ? try given.flattened() : given
      if isWhole, x.count == 0 {
        guard x.dtype.isFloatingPoint else { throw ListingError.unsupported("nanmedian of an empty integer tensor") }
        return try m.new(Tensor(.float(.nan), dtype: x.dtype))
      }
      let axis = isWhole || given.rank == 0 ? 0 : try a.axis(1, of: x.layout, m)
      guard x.shape[axis] > 0 else { throw TensorError.emptyReduction(operation: "nanmedian", shape: x.shape) }
      let c = m.compute
      let (ordered, order) = try c.sort(x, axis: axis)
      let known = x.dtype.isFloatingPoint ? try c.logicalNot(c.unary(.isNaN, x)) : try c.ones(x.shape, dtype: .bool)
      let count = try c.sum(known, axes: [axis], keepDimensions: true)
      let place = try c.clamp(c.floorDivide(c.subtract(count, 1), 2), min: 0)
      let found = try [ordered, order].map { try c.gather($0, axis: axis, place) }
      if isWhole { return try m.new(found[0].reshaped(to: [])) }
      if given.rank == 0 {
        return Records.ordering(
          "nanmedian", try m.new(found[0].reshaped(to: [])), try m.new(found[1].reshaped(to: [])))
      }
      return try named("nanmedian", found, axis, a.bool(2, m), &m)
    },
    Operation(
      torch: "unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None)"
    ) { m, a in
      if a.isNone(4) {
        return try distinct(
          &m, a.tensor(0, m).flattened(), axis: 0, isSorted: true, inverse: a.bool(2, m), counts: a.bool(3, m),
          shape: a.reference(0, m).shape)
      }
      let x = try a.tensor(0, m)
      if x.dtype.isFloatingPoint, try m.compute.reduce(.any, m.compute.unary(.isNaN, x)).element(at: []).isTrue {
        throw ListingError.unsupported("unique along an axis of a tensor with NaN")
      }
      return try distinct(
        &m, x, axis: a.axis(4, of: x.layout, m), isSorted: true, inverse: a.bool(2, m), counts: a.bool(3, m), shape: nil
      )
    },
    Operation(torch: "unique_consecutive(input, return_inverse=False, return_counts=False, dim=None)") { m, a in
      if a.isNone(3) {
        return try distinct(
          &m, a.tensor(0, m).flattened(), axis: 0, isSorted: false, inverse: a.bool(1, m), counts: a.bool(2, m),
          shape: a.reference(0, m).shape)
      }
      let x = try a.tensor(0, m)
      return try distinct(
        &m, x, axis: a.axis(3, of: x.layout, m), isSorted: false, inverse: a.bool(1, m), counts: a.bool(2, m),
        shape: nil)
    },
    Operation(torch: "scatter_reduce(input, dim, index, src, reduce, *, include_self=True)", inPlace: true) { m, a in
      let (x, index) = (try a.tensor(0, m), try a.tensor(2, m))
      let axis = try x.rank == 0 ? 0 : a.axis(1, of: x.layout, m)
      return try m.new(
        reduced(x, axis, index, a.tensor(3, m), a.string(4, m), includesSelf: a.bool(5, m), "scatter_reduce", m))
    },
    Operation(torch: "index_reduce(input, dim, index, source, reduce, *, include_self=True)", inPlace: true) { m, a in
      let (x, index, source) = (try a.tensor(0, m), try a.tensor(2, m), try a.tensor(3, m))
      guard x.rank > 0, index.rank == 1 else {
        throw ListingError(.runtimeError, "index_reduce: needs axes, and an index with one axis")
      }
      let axis = try a.axis(1, of: x.layout, m)
      guard try a.string(4, m) != "sum" else {
        throw ListingError(.runtimeError, "index_reduce: reduce must be prod, mean, amax or amin, not 'sum'")
      }
      var column = [Int](repeating: 1, count: x.rank)
      column[axis] = index.count
      guard source.rank == x.rank, source.shape[axis] == index.count else {
        throw TensorError.shapeMismatch(
          operation: "index_reduce", what: "the source", expected: x.shape, found: source.shape)
      }
      let spread = try index.reshaped(to: column).expanded(to: source.shape)
      return try m.new(
        reduced(x, axis, spread, source, a.string(4, m), includesSelf: a.bool(5, m), "index_reduce", m))
    },
  ]

  // MARK: Histograms

  /// The bounds of a histogram. If `low` equals `high`, the bounds are the least and the greatest element. If these are
  /// also equal, each bound is moved outward by 1.
  private static func range(
    _ x: Tensor, low: Double, high: Double, _ name: String, _ m: Machine
  ) throws -> (low: Double, high: Double) {
    var (low, high) = (low, high)
    if low == high, x.count > 0 {
      low = try m.compute.reduce(.min, x).element(at: []).double
      high = try m.compute.reduce(.max, x).element(at: []).double
    }
    if low == high { (low, high) = (low - 1, high + 1) }
    guard low.isFinite, high.isFinite else {
      throw ListingError(.runtimeError, "\(name): range of [\(low), \(high)] is not finite")
    }
    guard low < high else { throw ListingError(.runtimeError, "\(name): max must be larger than min") }
    return (low, high)
  }

  /// The number of elements in each of several bins of equal width. The bin index is computed in float64 for float64
  /// elements and integers, and in float32 for other elements.
  private static func linearCounts(_ x: Tensor, bins: Int, low: Double, high: Double) -> [Double] {
    var counts = [Double](repeating: 0, count: bins)
    func count<Number: BinaryFloatingPoint>(_ values: UnsafeBufferPointer<Number>) {
      let (first, last, n) = (Number(low), Number(high), Number(bins))
      // If the width of the range is not finite, torch counts no elements.
      guard (last - first).isFinite else { return }
      for value in values where value >= first && value <= last {
        // If the bin index overflows, torch counts the element in bin 0.
        let place = (value - first) * n / (last - first)
        counts[place < 0x1p62 ? min(Int(place), bins - 1) : 0] += 1
      }
    }
    if x.dtype == .float64 || !x.dtype.isFloatingPoint {
      x.converted(to: .float64).withElements(of: Double.self) { count($0) }
    } else {
      x.converted(to: .float32).withElements(of: Float.self) { count($0) }
    }
    return counts
  }

  private static let histogram: BuiltinFunction.Native = { m, a in
    let x = try a.tensor(0, m)
    guard x.dtype == .float32 || x.dtype == .float64 else {
      throw TensorError.unsupportedType(operation: "histogram", x.dtype)
    }
    var edges: [Double]
    if case .tensor = a[1] {
      let given = try a.tensor(1, m)
      guard given.rank == 1, given.count > 0, given.dtype == x.dtype else {
        throw ListingError(.runtimeError, "histogram: bins must be edges with one axis and the dtype of the input")
      }
      if !a.isNone(2) { throw ListingError(.typeError, "histogram: range is not allowed with edges") }
      edges = given.converted(to: .float64).withElements(of: Double.self) { Array($0) }
    } else {
      let bins = try a.int(1, m)
      guard 1...Machine.itemLimit ~= bins else {
        throw ListingError(.runtimeError, "histogram: bins must be between 1 and \(Machine.itemLimit), not \(bins)")
      }
      var (low, high) = (0.0, 0.0)
      if a.isNone(2) {
        if x.count == 0 {
          (low, high) = (0, 1)
        } else {
          low = try m.compute.reduce(.min, x).element(at: []).double
          high = try m.compute.reduce(.max, x).element(at: []).double
          guard low.isFinite, high.isFinite else {
            throw ListingError(.runtimeError, "histogram: range of [\(low), \(high)] is not finite")
          }
          if low == high { (low, high) = (low - 0.5, high + 0.5) }
        }
      } else {
        let bounds = try m.allItems(of: a[2]).map { try m.scalar($0).double }
        guard bounds.count == 2 else { throw ListingError(.runtimeError, "histogram: range needs two numbers") }
        (low, high) = (bounds[0], bounds[1])
        if low == high { (low, high) = (low - 0.5, high + 0.5) }
        guard low.isFinite, high.isFinite, low < high else {
          throw ListingError(.runtimeError, "histogram: range of [\(low), \(high)] is not finite or empty")
        }
      }
      edges = try m.compute.linspace(from: low, to: high, count: bins + 1, dtype: x.dtype).converted(to: .float64)
        .withElements(of: Double.self) { Array($0) }
    }
    var counts = [Double](repeating: 0, count: edges.count - 1)
    let weights = try a.optionalTensor(3, m)
    if let weights, weights.shape != x.shape || weights.dtype != x.dtype {
      throw ListingError(.runtimeError, "histogram: weight needs the shape and the dtype of the input")
    }
    let weight = weights?.converted(to: .float64).withElements(of: Double.self) { Array($0) }
    let values = x.converted(to: .float64).withElements(of: Double.self) { Array($0) }
    for (index, value) in values.enumerated() {
      guard let first = edges.first, let last = edges.last, value >= first, value <= last, !counts.isEmpty else {
        continue
      }
      // Find the last edge that is not greater than the value.
      var (low, high) = (0, edges.count - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if edges[middle] <= value { low = middle } else { high = middle }
      }
      counts[low] += weight?[index] ?? 1
    }
    if try a.bool(4, m) {
      let total = counts.reduce(0, +)
      for index in counts.indices { counts[index] /= total * (edges[index + 1] - edges[index]) }
    }
    func made(_ numbers: [Double]) -> Tensor {
      Tensor(shape: [numbers.count], dtype: .float64, of: Double.self) { _ = $0.initialize(from: numbers) }
        .converted(to: x.dtype)
    }
    return Records.named("histogram", [try m.new(made(counts)), try m.new(made(edges))])
  }

  // MARK: Values and indices

  /// Makes torch's named tuple of values and indices that have size 1 along the reduced axis. Removes this axis unless
  /// `keeps` is True.
  private static func named(
    _ name: String, _ parts: [Tensor], _ axis: Int, _ keeps: Bool, _ m: inout Machine
  ) throws -> Value {
    let items = try parts.map { try m.new(m.compute.dense(keeps ? $0 : $0.squeezed(axis))) }
    return Records.ordering(name, items[0], items[1])
  }

  // MARK: Distinct slices

  /// The unique slices of x along an axis, in ascending order. If `isSorted` is False, the function keeps the order of
  /// x and returns the first slice of each run of equal slices, as torch's `unique_consecutive` does.
  private static func distinct(
    _ m: inout Machine, _ x: Tensor, axis: Int, isSorted: Bool, inverse: Bool, counts: Bool, shape: [Int]?
  ) throws -> Value {
    let size = x.shape[axis]
    let rows = try m.compute.dense(x.transposed(0, axis), x.dtype.isFloatingPoint ? .float64 : .int64)
    let width = size == 0 ? 0 : rows.count / size
    guard width > 0 || size == 0 else {
      throw ListingError(
        .runtimeError, "\(isSorted ? "unique" : "unique_consecutive"): there are no elements along the other axes")
    }
    var order = Array(0..<size)
    var numbers = [Int](repeating: 0, count: size)
    var starts: [Int] = []
    func search<Number: Comparable>(_ values: UnsafeBufferPointer<Number>) {
      func isEqual(_ a: Int, _ b: Int) -> Bool {
        for offset in 0..<width where values[a * width + offset] != values[b * width + offset] { return false }
        return true
      }
      /// Whether row a precedes row b. NaN follows all numbers.
      func isBefore(_ a: Int, _ b: Int) -> Bool {
        for offset in 0..<width {
          let (u, v) = (values[a * width + offset], values[b * width + offset])
          if u == v { continue }
          if u != u || v != v {
            if u != u && v != v { continue }
            return v != v
          }
          return u < v
        }
        return a < b
      }
      if isSorted { order.sort(by: isBefore) }
      for (position, index) in order.enumerated() {
        if position == 0 || !isEqual(index, order[position - 1]) { starts.append(position) }
        numbers[index] = starts.count - 1
      }
    }
    if x.dtype.isFloatingPoint {
      rows.withElements(of: Double.self) { search($0) }
    } else {
      rows.withElements(of: Int64.self) { search($0) }
    }
    let chosen = starts.map { order[$0] }
    var items = [try m.new(m.compute.indexSelect(x, axis: axis, Tensor(chosen, shape: [chosen.count])))]
    if inverse { items.append(try m.new(Tensor(numbers, shape: [size]).reshaped(to: shape ?? [size]))) }
    if counts {
      let ends = starts.dropFirst() + [size]
      items.append(try m.new(Tensor(zip(starts, ends).map { $1 - $0 }, shape: [starts.count])))
    }
    return items.count == 1 ? items[0] : .tuple(items)
  }

  // MARK: Reductions by index

  private static func reduced(
    _ x: Tensor, _ axis: Int, _ index: Tensor, _ source: Tensor, _ reduce: String, includesSelf: Bool, _ name: String,
    _ m: Machine
  ) throws -> Tensor {
    let combinations: [String: Combination] = [
      "sum": .add, "prod": .multiply, "amax": .maximum, "amin": .minimum, "mean": .add,
    ]
    guard let combination = combinations[reduce] else {
      throw ListingError(
        .runtimeError, "\(name): reduce argument must be either sum, prod, mean, amax or amin, got \(reduce).")
    }
    if x.dtype != source.dtype {
      throw ListingError(.runtimeError, "\(name)(): Expected self.dtype to be equal to src.dtype")
    }
    let size = x.rank == 0 ? 1 : x.shape[axis]
    let isReduce = name == "index_reduce"
    try TorchChecks.index(
      index, name, axis: axis, size: size, m.compute, error: isReduce ? .indexError : .runtimeError,
      text: { _ in isReduce ? "index out of range in self" : nil })
    let c = m.compute
    var base = x
    let ones = try c.ones(index.shape, dtype: .int64)
    let hits = try c.scatter(c.zeros(x.shape, dtype: .int64), axis: axis, index, ones, .add, operation: name)
    if !includesSelf {
      let neutral: Scalar =
        switch combination {
        case .multiply: .int(1)
        case .maximum: x.dtype.isFloatingPoint ? .float(-.infinity) : .int(Self.bound(x.dtype, greatest: false))
        case .minimum: x.dtype.isFloatingPoint ? .float(.infinity) : .int(Self.bound(x.dtype, greatest: true))
        default: .int(0)
        }
      base = try c.maskedFill(x, c.binary(.greater, hits, 0), neutral)
    }
    // Sums of float16 and bfloat16 elements are computed in float32 and rounded once. Only `index_reduce` rounds after
    // each element.
    let wide = x.dtype.isFloatingPoint && !isReduce ? x.dtype.computing : x.dtype
    var result = try c.scatter(
      base.converted(to: wide), axis: axis, index, source.converted(to: wide), combination, operation: name,
      roundsEach: isReduce)
    if reduce == "mean" {
      let counts = try c.clamp(includesSelf ? c.add(hits, 1) : hits, min: 1)
      // For a mean, torch rounds the sum to the dtype of x before it divides by the count.
      result =
        try wide.isFloatingPoint
        ? c.divide(result.converted(to: x.dtype), counts.converted(to: x.dtype))
        : c.floorDivide(result, counts).converted(to: wide)
    }
    return result.converted(to: x.dtype)
  }

  /// The greatest or the least number of an integer dtype.
  static func bound(_ dtype: DType, greatest: Bool) -> Int {
    if dtype == .bool { return greatest ? 1 : 0 }
    if dtype == .uint8 { return greatest ? 255 : 0 }
    let least = Int.min >> (64 - dtype.size * 8)
    return greatest ? ~least : least
  }
}
