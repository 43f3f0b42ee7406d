import Tensors

/// Less common operations that change shape: views, joins and splits.
enum ViewOperations {
  static let rows: [Operation] = views + joins + parts

  private static let views: [Operation] = [
    Operation(torch: "as_strided(input, size, stride, storage_offset=None)", strided),
    Operation(.library, paddle: "as_strided(x, shape, stride, offset=0, name=None)", strided),
    Operation(paddle: "view(x, shape_or_dtype, name=None)") { m, a in
      if case .dtype = a[1] { throw ListingError.unsupported("view as another dtype") }
      let reference = try a.reference(0, m)
      guard let layout = try reference.layout.reshaped(to: a.ints(1, m)) else {
        throw ListingError(
          .valueError,
          "view: the elements of shape \(shapeDescription(reference.shape)) cannot be viewed without a copy as "
            + "\(shapeDescription(try a.ints(1, m))); use reshape")
      }
      return m.view(reference, layout)
    },
    Operation(paddle: "view_as(x, other, name=None)") { m, a in
      try ShapeOperations.reshaped(&m, a.reference(0, m), a.reference(1, m).shape)
    },
    Operation(.method, torch: "reshape_as(self, other)") { m, a in
      try ShapeOperations.reshaped(&m, a.reference(0, m), a.reference(1, m).shape)
    },
    Operation(
      torch: "movedim(input, source, destination)", paddle: "moveaxis(x, source, destination, name=None)",
      aliases: ["moveaxis"]
    ) { m, a in
      let reference = try a.reference(0, m)
      let (from, to) = (try a.axes(1, of: reference.layout, m), try a.axes(2, of: reference.layout, m))
      guard from.count == to.count, Set(from).count == from.count, Set(to).count == to.count else {
        throw ListingError(.runtimeError, "movedim: source and destination must be equally many different axes")
      }
      return m.view(reference, try reference.layout.permuted(reference.layout.order(moving: from, to: to)))
    },
    Operation(torch: "unflatten(input, dim, sizes)", paddle: "unflatten(x, axis, shape, name=None)") { m, a in
      let reference = try a.reference(0, m)
      let axis = try a.axis(1, of: reference.layout, m)
      return try unflattened(&m, reference, axis, a.ints(2, m))
    },
    Operation(torch: "ravel(input)") { m, a in
      try ShapeOperations.reshaped(&m, a.reference(0, m), [-1])
    },
    Operation(torch: "select(input, dim, index)") { m, a in
      try a.view(0, m) { try $0.selected(axis: a.int(1, m), index: a.int(2, m)) }
    },
    Operation(.library, torch: "narrow(input, dim, start, length)") { m, a in
      try ShapeOperations.narrowed(m, a)
    },
    Operation(torch: "adjoint(input)") { m, a in
      try adjoint(of: a.reference(0, m), m)
    },
    Operation(
      torch: "diag(input, diagonal=0)", paddle: "diag(x, offset=0, padding_value=0, name=None)"
    ) { m, a in
      let reference = try a.reference(0, m)
      let offset = try a.int(1, m)
      switch reference.layout.rank {
      case 2:
        let diagonal = m.view(reference, try reference.layout.diagonal(offset: offset))
        guard case .tensor(let found) = diagonal else { return diagonal }
        return try m.new(ShapeOperations.copied(m.tensor(found), m))
      case 1:
        let (size, isTooLarge) = reference.shape[0].addingReportingOverflow(Int(clamping: offset.magnitude))
        if isTooLarge { throw TensorError.tooLarge(operation: "diag", shape: reference.shape) }
        var result = try m.compute.full(
          [size, size], a.dialect == .paddle ? a.scalar(2, m) : .int(0), dtype: reference.dtype)
        let place = try result.layout.diagonal(offset: offset)
        let storage = try m.compute.writing(m.tensor(reference), into: result.storage, dtype: result.dtype, at: place)
        result = Tensor(storage: storage, dtype: result.dtype, layout: result.layout)
        return try m.new(result)
      default:
        throw TensorError.rankMismatch(
          operation: "diag", what: "the input", expected: "1 or 2", found: reference.shape)
      }
    },
    Operation(
      torch: "diag_embed(input, offset=0, dim1=-2, dim2=-1)", paddle: "diag_embed(input, offset=0, dim1=-2, dim2=-1)"
    ) { m, a in
      let x = try a.tensor(0, m)
      guard let last = x.shape.last else {
        throw TensorError.rankMismatch(operation: "diag_embed", what: "the input", expected: "at least 1", found: [])
      }
      let offset = try a.int(1, m)
      guard offset.magnitude < 1 << 30 else {
        throw ListingError(.valueError, "diag_embed: offset \(offset) is too large")
      }
      let size = last + abs(offset)
      let target = try m.compute.zeros(x.shape.dropLast() + [size, size], dtype: x.dtype)
      let place = try target.layout.diagonal(offset: offset, -2, -1)
      let storage = try m.compute.writing(x, into: target.storage, dtype: x.dtype, at: place)
      let made = Tensor(storage: storage, dtype: x.dtype, layout: target.layout)
      // Move the two axes of the diagonal from the end to dim1 and dim2.
      let (first, second) = (try a.axis(2, of: made.layout, m), try a.axis(3, of: made.layout, m))
      guard first != second else { throw ListingError(.runtimeError, "diag_embed: dim1 and dim2 must differ") }
      let order = made.layout.order(moving: [made.rank - 2, made.rank - 1], to: [first, second])
      return try m.new(made.permuted(order))
    },
    Operation(torch: "rot90(input, k=1, dims=None)", paddle: "rot90(x, k=1, axes=None, name=None)") { m, a in
      let x = try a.tensor(0, m)
      let axes = try x.layout.distinctAxes(m.items(of: a[2]) == nil ? [0, 1] : a.ints(2, m), operation: "rot90")
      guard axes.count == 2 else { throw ListingError(.runtimeError, "rot90: needs two axes") }
      let turned =
        switch (try a.int(1, m) % 4 + 4) % 4 {
        case 1: try x.flipped([axes[1]]).transposed(axes[0], axes[1])
        case 2: try x.flipped(axes)
        case 3: try x.transposed(axes[0], axes[1]).flipped([axes[1]])
        default: x
        }
      return try m.new(m.compute.dense(turned))
    },
    Operation(.library, torch: "fliplr(input)") { m, a in
      try m.new(m.compute.dense(a.tensor(0, m).flipped([1])))
    },
    Operation(.library, torch: "flipud(input)") { m, a in
      try m.new(m.compute.dense(a.tensor(0, m).flipped([0])))
    },
    Operation(.method, torch: "stride(self, dim=None)") { m, a in
      let reference = try a.reference(0, m)
      let strides = reference.layout.strides
      if a.isNone(1) { return .tuple(strides.map(Value.int)) }
      return .int(strides[try a.axis(1, of: reference.layout, m)])
    },
    Operation(.method, torch: "storage_offset(self)") { m, a in .int(try a.reference(0, m).layout.offset) },
    Operation(.method, torch: "is_contiguous(self)", paddle: "is_contiguous(x)") { m, a in
      .bool(try a.reference(0, m).layout.isContiguous)
    },
    Operation(.method, torch: "element_size(self)", paddle: "element_size(x)") { m, a in
      .int(try a.reference(0, m).dtype.size)
    },
    Operation(torch: "is_floating_point(input)", paddle: "is_floating_point(x)") { m, a in
      .bool(try a.reference(0, m).dtype.isFloatingPoint)
    },
    Operation(torch: "is_complex(input)", paddle: "is_complex(x)") { m, a in
      .bool(try a.reference(0, m).dtype.isComplex)
    },
    Operation(.method, torch: "cuda(self, device=None)", paddle: "cuda(x, device_id=None)") { _, a in a[0] },
  ]

  private static let joins: [Operation] = [
    Operation(.library, torch: "hstack(tensors)") { m, a in
      let tensors = try a.tensors(0, &m).map { $0.rank == 0 ? try $0.unsqueezed(at: 0) : $0 }
      return try m.new(m.compute.concatenate(tensors, axis: tensors.first?.rank == 1 ? 0 : 1))
    },
    Operation(.library, torch: "vstack(tensors)", aliases: ["row_stack"]) { m, a in
      let tensors = try a.tensors(0, &m).map { tensor in
        try (tensor.rank..<max(2, tensor.rank)).reduce(tensor) { rows, _ in try rows.unsqueezed(at: 0) }
      }
      return try m.new(m.compute.concatenate(tensors, axis: 0))
    },
    Operation(.library, torch: "broadcast_tensors(*tensors)") { m, a in .tuple(try broadcast(m, a.rest)) },
    Operation(.library, paddle: "broadcast_tensors(input, name=None)") { m, a in
      m.list(try broadcast(m, m.allItems(of: a[0])))
    },
    Operation(.library, torch: "broadcast_shapes(*shapes)") { m, a in
      Sizes.value(
        try a.rest.reduce([]) { shape, value in
          let other = try m.integers(in: value) ?? [m.index(value)]
          return try broadcastShape(shape, other, operation: "broadcast_shapes")
        })
    },
    Operation(.library, paddle: "broadcast_shape(x_shape, y_shape)") { m, a in
      m.list(try broadcastShape(a.ints(0, m), a.ints(1, m), operation: "broadcast_shape").map(Value.int))
    },
    Operation(.library, torch: "meshgrid(*tensors, indexing='ij')") { m, a in try .tuple(mesh(&m, a, a.rest)) },
    Operation(.library, paddle: "meshgrid(*args, name=None)") { m, a in m.list(try mesh(&m, a, a.rest)) },
  ]

  private static let parts: [Operation] = [
    Operation(torch: "tensor_split(input, indices_or_sections, dim=0)") { m, a in
      let reference = try a.reference(0, m)
      let axis = try a.axis(2, of: reference.layout, m)
      let size = reference.shape[axis]
      var bounds: [Int]
      var sections: Int? = if case .int(let count) = a[1] { count } else { nil }
      if case .tensor(let reference) = a[1], reference.layout.rank == 0 { sections = try m.index(a[1]) }
      if let count = sections {
        guard 1...Machine.itemLimit ~= count else {
          throw ListingError(.runtimeError, "tensor_split: the number of parts must be positive")
        }
        let (part, longer) = size.quotientAndRemainder(dividingBy: count)
        bounds = (0...count).map { $0 * part + min($0, longer) }
      } else {
        bounds = [0] + (try a.ints(1, m)).map { min(max($0 < 0 ? $0 &+ size : $0, 0), size) } + [size]
      }
      return .tuple(
        try zip(bounds, bounds.dropFirst()).map { start, stop in
          m.view(reference, try reference.layout.sliced(axis: axis, start: start, stop: max(start, stop), step: 1))
        })
    },
    Operation(torch: "split_with_sizes(input, split_sizes, dim=0)") { m, a in
      let reference = try a.reference(0, m)
      let axis = try a.axis(2, of: reference.layout, m)
      return .tuple(try ShapeOperations.parts(m, reference, axis, sizes: a.ints(1, m)))
    },
    Operation(.library, paddle: "unstack(x, axis=0, num=None)") { m, a in
      let reference = try a.reference(0, m)
      let axis = try a.axis(1, of: reference.layout, m)
      if let count = try a.optionalInt(2, m), count != reference.shape[axis] {
        throw ListingError(.valueError, "unstack: axis \(axis) has size \(reference.shape[axis]), not \(count)")
      }
      return m.list(
        try (0..<reference.shape[axis]).map {
          m.view(reference, try reference.layout.selected(axis: axis, index: $0))
        })
    },
    Operation(.library, paddle: "slice(input, axes, starts, ends)") { m, a in
      try a.view(0, m) { try sliced($0, a.ints(1, m), a.ints(2, m), a.ints(3, m), nil) }
    },
    Operation(.library, paddle: "strided_slice(x, axes, starts, ends, strides, name=None)") { m, a in
      try a.view(0, m) { try sliced($0, a.ints(1, m), a.ints(2, m), a.ints(3, m), a.ints(4, m)) }
    },
    Operation(.library, torch: "isin(elements, test_elements, *, invert=False)") { m, a in
      func tensor(_ index: Int) throws -> Tensor {
        if m.isTensor(a[index]) { return try a.tensor(index, m) }
        let number = try a.scalar(index, m)
        return Tensor(number, dtype: number.dtype)
      }
      guard m.isTensor(a[0]) || m.isTensor(a[1]) else {
        throw ListingError(.typeError, "isin(): elements or test_elements must be a tensor")
      }
      let (x, set) = (try tensor(0), try tensor(1).flattened())
      let found = try m.compute.reduce(.any, m.compute.binary(.equal, x.unsqueezed(at: -1), set), axes: [-1])
      return try m.new(a.bool(2, m) ? m.compute.logicalNot(found) : found)
    },
    Operation(
      torch: "bincount(input, weights=None, minlength=0)", paddle: "bincount(x, weights=None, minlength=0, name=None)"
    ) { m, a in
      let x = try a.tensor(0, m)
      guard x.rank == 1, !x.dtype.isFloatingPoint else {
        throw ListingError(.runtimeError, "bincount: needs a tensor of integers with one axis")
      }
      let greatest = x.count == 0 ? -1 : try m.compute.reduce(.max, x).element(at: []).double
      let least = x.count == 0 ? 0 : try m.compute.reduce(.min, x).element(at: []).double
      guard least >= 0, greatest < 0x1p40 else {
        throw ListingError(.runtimeError, "bincount: the integers must be between 0 and 2^40")
      }
      let most = Int(greatest)
      var weights = try a.optionalTensor(1, m)
      if a.dialect == .torch, let given = weights, given.dtype != .float32 { weights = given.converted(to: .float64) }
      let size = max(most + 1, try a.int(2, m), 0)
      let bins = try m.compute.zeros([size], dtype: x.count == 0 ? .int64 : weights?.dtype ?? .int64)
      let ones = try weights ?? m.compute.ones([x.count], dtype: .int64)
      return try m.new(m.compute.indexAdd(bins, axis: 0, x, ones, operation: "bincount"))
    },
  ]

  /// The view whose last two axes are exchanged. For a complex tensor, the elements are also conjugated.
  static func adjoint(of reference: TensorReference, _ m: Machine) throws -> Value {
    m.view(
      reference.dtype.isComplex ? reference.flipped : reference, try reference.layout.transposed(-1, -2))
  }

  /// Splits one axis into several axes. The product of `sizes` is the size of the axis. One of the sizes may be −1, and
  /// the function computes it.
  static func unflattened(
    _ m: inout Machine, _ reference: TensorReference, _ axis: Int, _ sizes: [Int]
  ) throws -> Value {
    let size = reference.shape[axis]
    let inner = try Layout.resolvedShape(sizes, count: size, of: [size])
    return try ShapeOperations.reshaped(
      &m, reference, Array(reference.shape[..<axis] + inner + reference.shape[(axis + 1)...]))
  }

  private static let strided: BuiltinFunction.Native = { m, a in
    let reference = try a.reference(0, m)
    let (shape, strides) = (try a.ints(1, m), try a.ints(2, m))
    let offset = a.isNone(3) ? reference.layout.offset : try a.int(3, m)
    guard shape.count == strides.count, shape.count <= Layout.rankLimit else {
      throw ListingError(.runtimeError, "as_strided: \(shape.count) sizes need as many strides, not \(strides.count)")
    }
    // Check that the last element is inside the storage, and that a copy of the view fits in memory.
    var (last, count) = (offset, 1)
    var isWithin = offset >= 0
    for (size, stride) in zip(shape, strides) {
      isWithin = isWithin && size >= 0 && stride >= 0
      if !isWithin { break }
      let (reach, tooFar) = stride.multipliedReportingOverflow(by: max(size - 1, 0))
      let (sum, overflow) = last.addingReportingOverflow(reach)
      let (product, tooMany) = count.multipliedReportingOverflow(by: max(size, 1))
      isWithin = !tooFar && !overflow && !tooMany
      if !isWithin { break }
      (last, count) = (sum, product)
    }
    let room =
      m.heap.storage(of: reference.cell).map { $0.bytes.count / reference.dtype.size } ?? reference.cell.elements
    guard isWithin, shape.contains(0) || last < room else {
      throw ListingError(
        .runtimeError,
        "as_strided: shape \(shapeDescription(shape)) with strides \(shapeDescription(strides)) from \(offset) on "
          + "reaches outside the storage of \(room) elements")
    }
    let layout = Layout(shape: shape, strides: strides, offset: offset)
    try m.checkSize(of: layout, reference.dtype, "as_strided")
    return m.view(reference, layout)
  }

  private static func broadcast(_ m: Machine, _ values: [Value]) throws -> [Value] {
    let references = try values.map { value in
      guard case .tensor(let reference) = value else {
        throw ListingError(.typeError, "broadcast_tensors(): needs tensors, not '\(m.typeName(of: value))'")
      }
      return reference
    }
    let shape = try references.reduce([]) { try broadcastShape($0, $1.shape, operation: "broadcast_tensors") }
    return try references.map { m.view($0, try $0.layout.expanded(to: shape)) }
  }

  private static func mesh(_ m: inout Machine, _ a: Arguments, _ given: [Value]) throws -> [Value] {
    let values = given.count == 1 && !m.isTensor(given[0]) ? try m.allItems(of: given[0]) : given
    let operands = try values.map { try m.tensorOperand($0) }
    if a.dialect == .torch {
      if operands.isEmpty { throw ListingError(.runtimeError, "meshgrid expects a non-empty TensorList") }
      for operand in operands where operand.rank > 1 {
        throw ListingError(
          .runtimeError,
          "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: a tensor of shape "
            + shapeDescription(operand.shape))
      }
    }
    let tensors = try operands.map { try $0.flattened() }
    if a.dialect == .torch, let first = tensors.first, tensors.contains(where: { $0.dtype != first.dtype }) {
      throw ListingError(.runtimeError, "meshgrid expects all tensors to have the same dtype")
    }
    var crossed = false
    if a.dialect == .torch {
      let indexing = try a.isNone(0) ? "ij" : a.string(0, m)
      guard ["ij", "xy"].contains(indexing) else {
        throw ListingError(
          .runtimeError, "torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: \(indexing)")
      }
      crossed = indexing == "xy" && tensors.count > 1
    }
    let shape = tensors.map(\.count)
    return try tensors.enumerated().map { axis, tensor in
      var own = [Int](repeating: 1, count: shape.count)
      own[axis] = tensor.count
      let grid = try tensor.reshaped(to: own).expanded(to: shape)
      return try m.new(crossed ? grid.transposed(0, 1) : grid)
    }
  }

  private static func sliced(
    _ layout: Layout, _ axes: [Int], _ starts: [Int], _ ends: [Int], _ steps: [Int]?
  ) throws -> Layout {
    guard starts.count == axes.count, ends.count == axes.count, steps == nil || steps?.count == axes.count else {
      throw ListingError(.valueError, "slice: give a start and an end for each axis")
    }
    var result = layout
    for (index, axis) in axes.enumerated() {
      result = try result.sliced(axis: axis, start: starts[index], stop: ends[index], step: steps?[index] ?? 1)
    }
    return result
  }
}

extension Layout {
  /// An order of axes for `permuted` that moves the axis `sources[i]` to `targets[i]`. The other axes keep their
  /// relative order.
  fileprivate func order(moving sources: [Int], to targets: [Int]) -> [Int] {
    var order = [Int?](repeating: nil, count: rank)
    for (source, target) in zip(sources, targets) { order[target] = source }
    var others = (0..<rank).filter { !sources.contains($0) }.makeIterator()
    return order.map { $0 ?? others.next() ?? 0 }
  }
}

extension Machine {
  /// Throws if a copy of the view would not fit in memory. Each index counts as a separate element, except along an
  /// axis of stride 0.
  func checkSize(of layout: Layout, _ dtype: DType, _ operation: String) throws {
    // Skip the axes of stride 0, because a copy stores only one element along such an axis.
    let distinct = zip(layout.shape, layout.strides).reduce(1.0) { $1.1 == 0 ? $0 : $0 * Double($1.0) }
    if distinct * Double(dtype.size) > Double(compute.byteLimit) {
      throw TensorError.tooLarge(operation: operation, shape: layout.shape)
    }
  }
}
