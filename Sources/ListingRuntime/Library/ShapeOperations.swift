import Tensors

/// Operations that change the shape or the dtype. The result is a view if possible.
enum ShapeOperations {
  static let rows: [Operation] = [
    Operation(.method, torch: "view(self, *shape)") { m, a in
      if case .dtype? = a.rest.first { throw ListingError.unsupported("view as another dtype") }
      let reference = try a.reference(0, m)
      guard let layout = try reference.layout.reshaped(to: a.restInts(m)) else {
        throw ListingError(
          .runtimeError,
          "view: the elements of shape \(shapeDescription(reference.shape)) cannot be viewed without a copy as "
            + "\(shapeDescription(try a.restInts(m))); use reshape or contiguous")
      }
      return m.view(reference, layout)
    },
    Operation(.library, torch: "reshape(input, shape)") { m, a in try reshaped(&m, a.reference(0, m), a.ints(1, m)) },
    Operation(.method, torch: "reshape(self, *shape)") { m, a in try reshaped(&m, a.reference(0, m), a.restInts(m)) },
    Operation(paddle: "reshape(x, shape, name=None)") { m, a in
      let reference = try a.reference(0, m)
      // In Paddle, the size 0 stands for the input's size along the same axis.
      let shape = try a.ints(1, m).enumerated().map { index, size in
        size == 0 && index < reference.shape.count ? reference.shape[index] : size
      }
      return try reshaped(&m, reference, shape)
    },
    // torch's `transpose` exchanges two axes. Paddle's `transpose` permutes all axes.
    Operation(torch: "transpose(input, dim0, dim1)", aliases: ["swapaxes", "swapdims"]) { m, a in
      try a.view(0, m) { try $0.transposed(a.int(1, m), a.int(2, m)) }
    },
    Operation(paddle: "transpose(x, perm, name=None)") { m, a in try a.view(0, m) { try $0.permuted(a.ints(1, m)) } },
    Operation(.library, torch: "permute(input, dims)") { m, a in try a.view(0, m) { try $0.permuted(a.ints(1, m)) } },
    Operation(.method, torch: "permute(self, *dims)") { m, a in try a.view(0, m) { try $0.permuted(a.restInts(m)) } },
    Operation(torch: "t(input)", paddle: "t(input, name=None)") { m, a in
      let reference = try a.reference(0, m)
      if a.dialect == .torch, reference.layout.rank > 2 {
        throw ListingError(
          .runtimeError, "t() expects a tensor with <= 2 dimensions, but self is \(reference.layout.rank)D")
      }
      return m.view(reference, reference.layout.rank < 2 ? reference.layout : try reference.layout.transposed(0, 1))
    },
    Operation(torch: "squeeze(input, dim=None)", paddle: "squeeze(x, axis=None, name=None)") { m, a in
      let reference = try a.reference(0, m)
      var layout = reference.layout
      guard let axes = try a.axes(1, m) else { return m.view(reference, try layout.squeezed(nil)) }
      // Paddle accepts a repeated axis. torch raises an error.
      let distinct =
        switch a.dialect {
        case .torch: try layout.distinctAxes(axes, operation: "squeeze")
        case .paddle: try Array(Set(axes.map { try layout.distinctAxes([$0], operation: "squeeze")[0] }))
        }
      for axis in distinct.sorted(by: >) { layout = try layout.squeezed(axis) }
      return m.view(reference, layout)
    },
    Operation(torch: "unsqueeze(input, dim)", paddle: "unsqueeze(x, axis, name=None)") { m, a in
      let reference = try a.reference(0, m)
      return m.view(reference, try a.ints(1, m).reduce(reference.layout) { try $0.unsqueezed(at: $1) })
    },
    Operation(
      torch: "flatten(input, start_dim=0, end_dim=-1)", paddle: "flatten(x, start_axis=0, stop_axis=-1, name=None)"
    ) { m, a in
      let reference = try a.reference(0, m)
      return try reshaped(&m, reference, reference.layout.flattenedShape(from: a.int(1, m), to: a.int(2, m)))
    },
    Operation(.method, torch: "expand(self, *sizes)") { m, a in try expanded(m, a.reference(0, m), a.restInts(m)) },
    Operation(torch: "broadcast_to(input, size)") { m, a in try expanded(m, a.reference(0, m), a.ints(1, m)) },
    Operation(.method, torch: "expand_as(self, other)") { m, a in
      try expanded(m, a.reference(0, m), a.reference(1, m).shape)
    },
    // torch's `expand` and `broadcast_to` return views. Paddle's functions return copies.
    Operation(paddle: "expand(x, shape, name=None)") { m, a in
      try m.new(m.compute.dense(a.tensor(0, m).expanded(to: a.ints(1, m))))
    },
    Operation(paddle: "broadcast_to(x, shape, name=None)") { m, a in
      try m.new(m.compute.dense(a.tensor(0, m).expanded(to: a.ints(1, m))))
    },
    Operation(paddle: "expand_as(x, y, name=None)") { m, a in
      try m.new(m.compute.dense(a.tensor(0, m).expanded(to: a.reference(1, m).shape)))
    },
    Operation(.method, torch: "view_as(self, other)") { m, a in
      try reshaped(&m, a.reference(0, m), a.reference(1, m).shape)
    },
    Operation(.method, torch: "repeat(self, *sizes)") { m, a in
      try m.new(m.compute.tile(a.tensor(0, m), a.restInts(m)))
    },
    Operation(torch: "tile(input, dims)", paddle: "tile(x, repeat_times, name=None)") { m, a in
      try m.new(m.compute.tile(a.tensor(0, m), a.ints(1, m)))
    },
    Operation(
      torch: "repeat_interleave(input, repeats=None, dim=None, *, output_size=None)",
      paddle: "repeat_interleave(x, repeats, axis=None, name=None)"
    ) { m, a in
      if a.isNone(1) || m.isTensor(a[1]) { return try m.new(repeated(a, m)) }
      let repeats = try a.int(1, m)
      if !(0...Machine.itemLimit ~= repeats) {
        throw ListingError(
          .valueError, "repeat_interleave: \(repeats) repetitions are outside 0 to \(Machine.itemLimit)")
      }
      // Without an axis, the result is flat. Repeat along the last axis and then flatten, because this keeps the order
      // of the elements.
      var x = try a.tensor(0, m)
      if a.isNone(2), x.rank == 0 { x = try x.unsqueezed(at: 0) }
      let wide = try m.compute.repeatInterleave(x, repeats, axis: a.optionalInt(2, m) ?? -1)
      let result = a.isNone(2) ? try wide.flattened() : wide
      // If repeated elements share memory, copy the elements, so that a write changes only one of them.
      if result.layout.isContiguous { return try m.new(result) }
      return try m.new(m.compute.tile(result, result.shape.map { _ in 1 }))
    },
    Operation(torch: "flip(input, dims)", paddle: "flip(x, axis, name=None)") { m, a in
      let flipped = try a.tensor(0, m).flipped(a.ints(1, m))
      return try m.new(copied(flipped, m))
    },
    Operation(torch: "roll(input, shifts, dims=None)", paddle: "roll(x, shifts, axis=None, name=None)") { m, a in
      let axes = try a.axes(2, m)
      return try m.new(
        m.compute.roll(a.tensor(0, m), shifts: a.ints(1, m), axes: axes?.isEmpty == true ? nil : axes))
    },
    Operation(.library, torch: "cat(tensors, dim=0)", aliases: ["concat", "concatenate"]) { m, a in
      let tensors = try a.tensors(0, &m)
      return try m.new(m.compute.concatenate(tensors, axis: a.int(1, m)))
    },
    Operation(.library, paddle: "concat(x, axis=0, name=None)") { m, a in
      let tensors = try a.tensors(0, &m)
      return try m.new(m.compute.concatenate(tensors, axis: a.int(1, m)))
    },
    Operation(.library, torch: "stack(tensors, dim=0)", paddle: "stack(x, axis=0, name=None)") { m, a in
      let tensors = try a.tensors(0, &m)
      return try m.new(m.compute.stack(tensors, axis: a.int(1, m)))
    },
    // An integer as the second argument is the size of each part in torch. In Paddle it is the number of parts.
    Operation(torch: "split(tensor, split_size_or_sections, dim=0)") { m, a in
      let reference = try a.reference(0, m)
      let axis = try a.axis(2, of: reference.layout, m)
      let size = reference.shape[axis]
      if case .int(let part) = a[1] {
        if part <= 0 { throw ListingError(.runtimeError, "split: the size of a part must be positive") }
        // For an empty axis, torch returns one empty part.
        let count = max(1, size / part + (size % part == 0 ? 0 : 1))
        try m.checkRowCount(count, "split")
        return .tuple(try parts(m, reference, axis, sizes: (0..<count).map { min(part, size - $0 * part) }))
      }
      return .tuple(try parts(m, reference, axis, sizes: a.ints(1, m)))
    },
    Operation(paddle: "split(x, num_or_sections, axis=0, name=None)") { m, a in
      let reference = try a.reference(0, m)
      let axis = try a.axis(2, of: reference.layout, m)
      let size = reference.shape[axis]
      if case .int(let count) = a[1] {
        if count <= 0 || size % count != 0 {
          throw ListingError(.valueError, "split: axis \(axis) has size \(size), which \(count) does not divide")
        }
        return m.list(try parts(m, reference, axis, sizes: [Int](repeating: size / count, count: count)))
      }
      var sizes = try a.ints(1, m)
      if let open = sizes.firstIndex(of: -1), sizes.allSatisfy({ -1...size ~= $0 }) {
        sizes[open] = size - sizes.reduce(1, +)
      }
      return m.list(try parts(m, reference, axis, sizes: sizes))
    },
    // In torch the last part may be smaller, and the call may return fewer parts. In Paddle all parts have the same
    // size.
    Operation(torch: "chunk(input, chunks, dim=0)", paddle: "chunk(x, chunks, axis=0, name=None)") { m, a in
      let isTorch = a.dialect == .torch
      let reference = try a.reference(0, m)
      let (count, axis) = (try a.int(1, m), try a.axis(2, of: reference.layout, m))
      if count <= 0 {
        throw ListingError(isTorch ? .runtimeError : .valueError, "chunk: the number of parts must be positive")
      }
      let size = reference.shape[axis]
      if !isTorch, size % count != 0 {
        throw ListingError(.valueError, "chunk: axis \(axis) has size \(size), which \(count) does not divide")
      }
      let part = max(1, size / count + (size % count == 0 ? 0 : 1))
      // torch omits parts without elements, unless the axis itself is empty: then it returns `count` empty parts.
      let made = size == 0 && isTorch ? count : max(1, size / part + (size % part == 0 ? 0 : 1))
      try m.checkRowCount(made, "chunk")
      let items = try parts(m, reference, axis, sizes: (0..<made).map { max(0, min(part, size - $0 * part)) })
      return isTorch ? .tuple(items) : m.list(items)
    },
    Operation(torch: "unbind(input, dim=0)", paddle: "unbind(input, axis=0)") { m, a in
      let reference = try a.reference(0, m)
      let axis = try a.axis(1, of: reference.layout, m)
      let items = try m.rows(of: reference, axis: axis, operation: "unbind")
      return a.dialect == .torch ? .tuple(items) : m.list(items)
    },
    Operation(.method, torch: "narrow(self, dim, start, length)") { m, a in try narrowed(m, a) },
    Operation(.method, torch: "contiguous(self, memory_format=None)", paddle: "contiguous(x)") { m, a in
      let reference = try a.reference(0, m)
      if a.dialect == .torch {
        if case .string("torch.preserve_format") = a[1] {
          throw ListingError(.runtimeError, "preserve memory format is unsupported by the contiguous operator")
        }
        try checkMemoryFormat(a, 1)
      }
      return reference.layout.isContiguous ? a[0] : try m.new(m.compute.dense(m.tensor(reference)))
    },
    Operation(torch: "clone(input, *, memory_format=None)", paddle: "clone(x)") { m, a in
      if a.dialect == .torch { try checkMemoryFormat(a, 1) }
      return try m.new(copied(a.tensor(0, m), m))
    },
    Operation(.method, torch: "detach(self)", paddle: "detach(x)") { m, a in .tensor(try a.reference(0, m).detached) },
    Operation(.method, torch: "cpu(self)", paddle: "cpu(x)") { _, a in a[0] },
    Operation(.method, torch: "requires_grad_(self, requires_grad=True)") { m, a in
      m.heap.setRequiresGradient(try a.reference(0, m), try a.bool(1, m))
      return a[0]
    },
    Operation(.method, torch: "size(self, dim=None)") { m, a in
      let shape = try a.reference(0, m).shape
      if a.isNone(1) { return Sizes.value(shape) }
      return .int(shape[try a.axis(1, of: a.reference(0, m).layout, m)])
    },
    Operation(.library, paddle: "shape(input)") { m, a in
      let shape = try a.reference(0, m).shape
      return try m.new(Tensor(shape, shape: [shape.count]).converted(to: .int32))
    },
    Operation(.method, torch: "dim(self)", paddle: "dim(x)") { m, a in
      .int(try a.reference(0, m).layout.rank)
    },
    Operation(.method, torch: "ndimension(self)", paddle: "ndimension(x)") { m, a in
      .int(try a.reference(0, m).layout.rank)
    },
    Operation(torch: "numel(input)", aliases: ["nelement"]) { m, a in
      .int(try a.reference(0, m).layout.count)
    },
    Operation(paddle: "numel(x, name=None)") { m, a in
      try m.new(Tensor([a.reference(0, m).layout.count], shape: []))
    },
    Operation(.method, torch: "item(self)", paddle: "item(x)") { m, a in
      let count = try a.reference(0, m).layout.count
      if count != 1 {
        throw ListingError(.runtimeError, "a Tensor with \(count) elements cannot be converted to Scalar")
      }
      let reference = try a.reference(0, m)
      if reference.dtype.isComplex {
        return try m.tensor(reference).element(at: [Int](repeating: 0, count: reference.layout.rank)).value
      }
      return try m.scalar(a[0]).value
    },
    Operation(.method, torch: "data_ptr(self)") { m, a in
      let reference = try a.reference(0, m)
      if reference.shape.contains(0) { return .int(0) }
      // `data_ptr` returns a number in place of the address of the first element. Tensors with different storage cells
      // have different numbers. The same tensor may have another number in the next run of fwdb.
      let start = Int(bitPattern: ObjectIdentifier(reference.cell)) << 16 & .max
      return .int(start &+ reference.layout.offset &* reference.dtype.size)
    },
    Operation(.method, torch: "tolist(self)", paddle: "tolist(x)") { m, a in
      func nested(_ tensor: Tensor, _ m: inout Machine) throws -> Value {
        if tensor.rank == 0 { return try tensor.element(at: []).value }
        return m.list(try (0..<tensor.shape[0]).map { try nested(tensor.selected(axis: 0, index: $0), &m) })
      }
      let tensor = try a.tensor(0, m)
      // The number of lists in the result has no relation to the tensor's memory. For example, a tensor of shape [10⁹,
      // 0] has no elements, and an expanded tensor stores few elements. Therefore check the numbers of rows and
      // elements first.
      var rows = 1
      for size in tensor.shape.dropLast() {
        rows = rows.multipliedReportingOverflow(by: size).overflow ? .max : rows * size
        try m.checkRowCount(rows, "tolist")
        if rows == 0 { break }
      }
      try m.checkedItemCount(tensor.count, 0)
      return try nested(tensor, &m)
    },
    Operation(.method, torch: "numpy(self, *, force=False)", paddle: "numpy(x)") { m, a in
      let reference = try a.reference(0, m)
      if a.dialect == .torch, m.heap.requiresGradient(reference), try !a.bool(1, m) {
        throw ListingError(
          .runtimeError, "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
      }
      if reference.isFlipped {
        if try a.dialect == .torch && a.bool(1, m) { return try m.new(m.tensor(reference)).asArray }
        let (bit, name) = reference.dtype.isComplex ? ("conjugate", "conj") : ("negative", "neg")
        throw ListingError(
          .runtimeError,
          "Can't call numpy() on Tensor that has \(bit) bit set. Use tensor.resolve_\(name)().numpy() instead.")
      }
      return .tensor(reference.marked(asArray: true))
    },
    Operation(.method, torch: "type_as(self, other)") { m, a in
      try converted(&m, a.reference(0, m), a.reference(1, m).dtype)
    },
    Operation(
      .method, torch: "to(self, *args, dtype=None, device=None, non_blocking=False)",
      paddle: "to(x, *args, dtype=None)"
    ) { m, a in
      let reference = try a.reference(0, m)
      var target = try a.dtype(1, m)
      for value in a.rest {
        switch value {
        case .dtype(let dtype): target = dtype
        case .tensor(let other): target = other.dtype
        case .string(let name):
          if a.dialect == .torch {
            try Devices.check(name)
          } else {
            target = DType.named(name) ?? target
          }
        default: break
        }
      }
      return try converted(&m, reference, target ?? reference.dtype)
    },
    Operation(.method, torch: "type(self, dtype=None, non_blocking=False)") { m, a in
      if a.isNone(1) { return .string(typeName(try a.reference(0, m).dtype)) }
      return try converted(&m, a.reference(0, m), TypePromotion.named(a, 1, m) ?? a.reference(0, m).dtype)
    },
    Operation(paddle: "cast(x, dtype)", aliases: ["astype"]) { m, a in
      try converted(&m, a.reference(0, m), a.dtype(1, m) ?? a.reference(0, m).dtype)
    },
    conversion("float", .float32), conversion("double", .float64), conversion("half", .float16),
    conversion("short", .int16), conversion("char", .int8), conversion("byte", .uint8),
    conversion("bfloat16", .bfloat16), conversion("long", .int64), conversion("int", .int32), conversion("bool", .bool),
    conversion("cfloat", .complex64), conversion("cdouble", .complex128),
    Operation(.method, paddle: "copy_(x, other, blocking=True)") { m, a in
      try m.write(a.tensor(1, m), to: a.reference(0, m))
      return .none
    },
    Operation(.method, torch: "copy_(self, src, non_blocking=False)") { m, a in
      let target = try a.reference(0, m)
      let source =
        switch try a.operand(1, m) {
        case .tensor(let source): source
        case .scalar(let number): Tensor(number, dtype: number.dtype)
        }
      // If the source is complex and the target is real, the copy drops the imaginary parts.
      try m.write(source.dtype.isComplex ? source.converted(to: target.dtype) : source, to: target)
      return a[0]
    },
    Operation(.method, paddle: "set_value(x, value)") { m, a in
      try m.write(a.tensor(1, m), to: a.reference(0, m))
      return .none
    },
    Operation(.method, torch: "fill_(self, value)", paddle: "fill_(x, value)") { m, a in
      let target = try a.reference(0, m)
      if a.dialect == .torch, m.isTensor(a[1]) {
        // If the value is a 0-d tensor, torch converts its element as `to` does. If the value is a number that the
        // dtype cannot hold, torch raises an error (`TorchChecks.number`).
        let source = try a.tensor(1, m)
        guard source.rank == 0 else {
          throw ListingError(
            .runtimeError,
            "fill_ only supports 0-dimension value tensor but got tensor with \(source.rank) dimensions.")
        }
        try m.fill(target, with: source.converted(to: target.dtype).element(at: []))
        return a[0]
      }
      let number = try a.scalar(1, m)
      let value =
        try a.dialect == .torch ? TorchChecks.number(number, for: target.dtype, filling: target.layout.count) : number
      try m.fill(target, with: value)
      return a[0]
    },
    Operation(.method, torch: "zero_(self)", paddle: "zero_(x)") { m, a in
      let target = try a.reference(0, m)
      try m.fill(target, with: .int(0))
      return a[0]
    },
    Operation(.method, torch: "unfold(self, dimension, size, step)") { m, a in
      let reference = try a.reference(0, m)
      if reference.layout.rank == 0, try a.int(2, m) == 1 {
        _ = try TorchChecks.axis(a.int(1, m), of: reference.layout, "unfold")
        return m.view(reference, try reference.layout.unsqueezed(at: 0))
      }
      let layout = try reference.layout.unfolded(axis: a.int(1, m), size: a.int(2, m), step: a.int(3, m))
      try m.checkSize(of: layout, reference.dtype, "unfold")
      return m.view(reference, layout)
    },
    Operation(
      torch: "diagonal(input, offset=0, dim1=0, dim2=1)", paddle: "diagonal(x, offset=0, axis1=0, axis2=1, name=None)"
    ) { m, a in try a.view(0, m) { try $0.diagonal(offset: a.int(1, m), a.int(2, m), a.int(3, m)) } },
  ]

  static func reshaped(_ m: inout Machine, _ reference: TensorReference, _ shape: [Int]) throws -> Value {
    if let layout = try reference.layout.reshaped(to: shape) { return m.view(reference, layout) }
    return try m.new(m.tensor(reference).reshaped(to: shape))
  }

  private static func expanded(_ m: Machine, _ reference: TensorReference, _ shape: [Int]) throws -> Value {
    m.view(reference, try reference.layout.expanded(to: shape))
  }

  static func parts(_ m: Machine, _ reference: TensorReference, _ axis: Int, sizes: [Int]) throws -> [Value] {
    // Check each size before adding the sizes, so that the sum cannot overflow.
    let isWithin =
      sizes.count <= Machine.rowLimit
      && sizes.allSatisfy { 0...reference.shape[axis] ~= $0 }
    if !isWithin || sizes.reduce(0, +) != reference.shape[axis] {
      throw ListingError(
        .valueError, "split: the parts \(sizes) must add up to \(reference.shape[axis]), the size of axis \(axis)")
    }
    var start = 0
    return try sizes.map { size in
      defer { start += size }
      return m.view(reference, try reference.layout.sliced(axis: axis, start: start, stop: start + size, step: 1))
    }
  }

  /// Computes `repeat_interleave` with a tensor of counts. If `repeats` is absent, the input contains the counts, and
  /// the result contains the repeated indices.
  private static func repeated(_ a: Arguments, _ m: Machine) throws -> Tensor {
    let counts = try a.isNone(1) ? a.tensor(0, m) : a.tensor(1, m)
    guard counts.rank <= 1, counts.dtype == .int64 || counts.dtype == .int32 else {
      throw ListingError(
        .runtimeError,
        "repeat_interleave: repeats must have at most one axis and be int32 or int64, not \(counts.dtype.name) of shape "
          + shapeDescription(counts.shape))
    }
    var numbers = counts.converted(to: .int64).withElements(of: Int64.self) { $0.map(Int.init) }
    var x: Tensor?
    var axis = 0
    if !a.isNone(1) {
      let given = try a.tensor(0, m)
      let source = try a.isNone(2) || given.rank == 0 ? given.flattened() : given
      axis = try a.isNone(2) || given.rank == 0 ? 0 : a.axis(2, of: source.layout, m)
      if numbers.count == 1 { numbers = [Int](repeating: numbers[0], count: source.shape[axis]) }
      guard numbers.count == source.shape[axis] else {
        throw ListingError(
          .runtimeError,
          "repeats must have the same size as input along dim, but got repeats.size(0) = \(numbers.count) and "
            + "input.size(\(axis)) = \(source.shape[axis])")
      }
      x = source
    }
    var total = 0
    for number in numbers {
      guard number >= 0 else { throw ListingError(.runtimeError, "repeats can not be negative") }
      let (sum, overflow) = total.addingReportingOverflow(number)
      guard !overflow, sum <= m.compute.byteLimit / 8 else {
        throw TensorError.tooLarge(operation: "repeat_interleave", shape: [number])
      }
      total = sum
    }
    if let size = try a.optionalInt(3, m), size != total {
      throw ListingError(.runtimeError, "allocated size does not match required size: \(size) is not \(total)")
    }
    var indices: [Int] = []
    indices.reserveCapacity(total)
    for (index, number) in numbers.enumerated() { indices += repeatElement(index, count: number) }
    let places = Tensor(indices, shape: [total])
    guard let x else { return places.converted(to: counts.dtype) }
    return try m.compute.indexSelect(x, axis: axis, places)
  }

  /// Throws unless the argument `memory_format` is absent, `contiguous_format` or `preserve_format`.
  private static func checkMemoryFormat(_ a: Arguments, _ index: Int) throws {
    switch a[index] {
    case .none, .string("torch.contiguous_format"), .string("torch.preserve_format"): break
    default: throw ListingError.unsupported("\(a.function): a memory_format with channels last")
    }
  }

  /// A copy of the tensor's elements in new bytes.
  static func copied(_ tensor: Tensor, _ m: Machine) throws -> Tensor {
    let dense = try m.compute.dense(tensor)
    return dense.layout.isContiguous && !tensor.layout.isContiguous ? dense : dense.copied()
  }

  /// torch's name for the type of tensors with the dtype: `torch.FloatTensor`.
  static func typeName(_ dtype: DType) -> String {
    let name =
      switch dtype {
      case .float32: "Float"
      case .float64: "Double"
      case .float16: "Half"
      case .bfloat16: "BFloat16"
      case .int64: "Long"
      case .int32: "Int"
      case .int16: "Short"
      case .int8: "Char"
      case .uint8: "Byte"
      case .bool: "Bool"
      case .complex64: "ComplexFloat"
      case .complex128: "ComplexDouble"
      }
    return "torch.\(name)Tensor"
  }

  static func narrowed(_ m: Machine, _ a: Arguments) throws -> Value {
    let reference = try a.reference(0, m)
    let axis = try a.axis(1, of: reference.layout, m)
    let size = reference.shape[axis]
    let (given, length) = (try a.int(2, m), try a.int(3, m))
    let start = given < 0 ? given &+ size : given
    guard 0...size ~= start, 0...(size - start) ~= length else {
      throw ListingError(
        0...size ~= start ? .runtimeError : .indexError,
        "narrow: start \(given), length \(length) exceed axis \(axis) of size \(size)")
    }
    return m.view(reference, try reference.layout.sliced(axis: axis, start: start, stop: start + length, step: 1))
  }

  private static func conversion(_ name: String, _ dtype: DType) -> Operation {
    Operation(.method, torch: "\(name)(self)") { m, a in
      try converted(&m, a.reference(0, m), dtype)
    }
  }

  static func converted(_ m: inout Machine, _ reference: TensorReference, _ dtype: DType) throws -> Value {
    if reference.dtype == dtype { return .tensor(reference) }
    let made = try m.tensor(reference).converted(to: dtype)
    // As in torch, the elements of an expanded tensor become elements of their own. A huge tensor stays expanded.
    let staysExpanded = made.layout.overlap == .none || made.count > 1 << 24
    return try m.new(staysExpanded ? made : m.compute.dense(made))
  }
}
