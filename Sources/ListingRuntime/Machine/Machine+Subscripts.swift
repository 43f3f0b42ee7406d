import Tensors

extension Machine {
  /// The value of `object[index]`.
  mutating func element(of object: Value, at index: Value) throws -> Value {
    switch object {
    case .list(let handle):
      let items = heap.list(handle)
      if case .slice(let slice) = index {
        return .list(heap.add(.list(slice.positions(count: items.count).map { items[$0] })))
      }
      return items[try position(index, count: items.count, of: "list")]
    case .tuple(let items):
      if case .slice(let slice) = index { return .tuple(slice.positions(count: items.count).map { items[$0] }) }
      return items[try position(index, count: items.count, of: "tuple")]
    case .record(let record):
      let part = try element(of: .tuple(record.items), at: index)
      return record.isSize ? Sizes.wrapped(part) : part
    case .string(let text):
      if case .slice(let slice) = index {
        let characters = Array(text.unicodeScalars)
        var part = String.UnicodeScalarView()
        for position in slice.positions(count: characters.count) { part.append(characters[position]) }
        return .string(String(part))
      }
      let place = try position(index, count: CodePoints.count(text), of: "string")
      return .string(CodePoints.element(of: text, at: place))
    case .bytes(let bytes):
      if case .slice(let slice) = index { return .bytes(slice.positions(count: bytes.count).map { bytes[$0] }) }
      return .int(Int(bytes[try position(index, count: bytes.count, of: "bytes")]))
    case .byteArray(let handle):
      let bytes = heap.bytes(handle)
      if case .slice(let slice) = index { return byteArray(slice.positions(count: bytes.count).map { bytes[$0] }) }
      return .int(Int(bytes[try position(index, count: bytes.count, of: "bytearray")]))
    case .range(let range):
      if case .slice(let slice) = index {
        let (start, stop, step) = slice.indices(count: range.count)
        return .range(RangeValue(start: range[start], stop: range[stop], step: range.step &* step))
      }
      return .int(range[try position(index, count: range.count, of: "range")])
    case .dictionary(let handle):
      guard let value = heap.dictionary(handle)[try hashable(index)] else {
        throw ListingError(.keyError, representation(of: index), arguments: [index])
      }
      return value
    case .instance(let handle):
      if let held = held(by: object) { return try element(of: held, at: index) }
      if let value = try library.moduleItem(handle, at: plain(index), in: &self) { return value }
      throw ListingError(.typeError, "'\(typeName(of: object))' object is not subscriptable")
    case .tensor(let reference):
      let element = try tensorElement(of: reference, at: index)
      return reference.isArray ? try asArray(element) : element
    // A subscript of an enum class selects a member by name: `Color['RED']`. A subscript of another class or of a
    // builtin, such as `list[int]` in `Batch = list[int]`, has no effect.
    case .type(let type) where type.isEnum: return try enumMember(at: index, of: type)
    case .type, .builtin: return object
    case .stub(let stub):
      if stub.isForTypesOnly { return object }
      guard let f = frames.indices.last, isAtFileLevel(f) else { throw refusal(of: stub) }
      return .stub(Stub(name: "\(stub.name)[…]", origin: stub.origin))
    default: throw ListingError(.typeError, "'\(typeName(of: object))' object is not subscriptable")
    }
  }

  mutating func setElement(of object: Value, at index: Value, to value: Value) throws {
    switch object {
    case .list(let handle):
      if case .slice(let slice) = index {
        let items = try allItems(of: value)
        let (start, stop, step) = slice.indices(count: heap.list(handle).count)
        if step == 1 {
          heap.changeList(handle) { $0.replaceSubrange(start..<max(start, stop), with: items) }
          return
        }
        let positions = Array(slice.positions(count: heap.list(handle).count))
        if positions.count != items.count {
          throw ListingError(
            .valueError, "\(items.count) values do not fit a slice of \(positions.count)",
            python: "attempt to assign sequence of size \(items.count) to extended slice of size \(positions.count)")
        }
        heap.changeList(handle) { list in for (position, item) in zip(positions, items) { list[position] = item } }
        return
      }
      let position = try position(index, count: heap.list(handle).count, of: "list assignment")
      heap.changeList(handle) { $0[position] = value }
    case .byteArray(let handle): try setBytes(of: handle, at: index, to: value)
    case .dictionary(let handle):
      let key = try hashable(index)
      try checkNames([index], handle)
      heap.changeDictionary(handle) { $0.set(key, index, to: value) }
    case .instance(let handle):
      if let held = held(by: object) { return try setElement(of: held, at: index, to: value) }
      if try library.setModuleItem(handle, at: plain(index), to: value, in: &self) { return }
      throw ListingError(.typeError, "'\(typeName(of: object))' object does not support item assignment")
    case .tensor(let reference): try setTensorElement(of: reference, at: index, to: value)
    default: throw ListingError(.typeError, "'\(typeName(of: object))' object does not support item assignment")
    }
  }

  mutating func deleteElement(of object: Value, at index: Value) throws {
    switch object {
    case .list(let handle):
      if case .slice(let slice) = index {
        let gone = Set(slice.positions(count: heap.list(handle).count))
        heap.changeList(handle) { list in list = list.enumerated().filter { !gone.contains($0.offset) }.map(\.element) }
        return
      }
      let position = try position(index, count: heap.list(handle).count, of: "list assignment")
      heap.changeList(handle) { _ = $0.remove(at: position) }
    case .byteArray(let handle): try deleteBytes(of: handle, at: index)
    case .dictionary(let handle):
      let key = try hashable(index)
      if heap.isClassNames(handle) {
        throw ListingError(.typeError, "'mappingproxy' object does not support item deletion")
      }
      if heap.changeDictionary(handle, { $0.remove(key) }) == nil {
        throw ListingError(.keyError, representation(of: index), arguments: [index])
      }
    case .instance where held(by: object) != nil: try deleteElement(of: plain(object), at: index)
    default: throw ListingError(.typeError, "'\(typeName(of: object))' object does not support item deletion")
    }
  }

  /// The position from the beginning that an index selects among `count` items. Throws if there is no such item.
  ///
  /// - Parameters:
  ///   - kind: the indexed object's name in the error: `list`, `axis 1`.
  ///   - part: for a tensor, the position of this index in the tuple of indices. torch's error names this position as
  ///     the dimension. Nil for other objects.
  func position(_ value: Value, count: Int, of kind: String, part: Int? = nil) throws -> Int {
    guard case .int(let index) = value else {
      let index = try index(value)
      return try position(.int(index), count: count, of: kind, part: part)
    }
    let position = index < 0 ? index &+ count : index
    guard position >= 0, position < count else {
      let python =
        part.map { "index \(index) is out of bounds for dimension \($0) with size \(count)" }
        ?? "\(kind == "range" ? "range object" : kind == "bytes" ? "" : kind) index out of range".trimmingWhitespace
      throw ListingError(
        .indexError, "\(kind) index \(index) is out of range: the size is \(count)", python: python)
    }
    return position
  }

  // MARK: Tensors

  /// The elements that an index selects from a tensor. `layout` is a view of the tensor. Index tensors and masks then
  /// select elements of this view.
  private struct Selection {
    var layout: Layout
    /// The index tensor or mask for each axis of `layout`. An axis without an entry is kept whole.
    var indices: [Int: Tensor] = [:]

    var list: [Tensor?] { (0...(indices.keys.max() ?? 0)).map { indices[$0] } }
  }

  /// The parts of an index: the items of a tuple, or the index itself. As in torch, a list of fewer than 32 items
  /// counts as a tuple if it contains a sequence, a tensor, a slice, `...` or None.
  private func indexParts(_ index: Value) -> [Value] {
    let index = plain(index)
    guard case .list(let handle) = index else { return (index.tupleItems ?? [index]).map(plain) }
    let items = heap.list(handle)
    let isTuple = items.contains { item in
      switch item {
      case .list, .tuple, .tensor, .slice, .ellipsis, .none, .range: true
      default: false
      }
    }
    return isTuple && items.count < 32 ? items : [index]
  }

  /// Converts one part of an index. A list or tuple becomes a tensor: `[0, 2]` contains indices, and `[True, False,
  /// True]` is a mask. A 0-d tensor of bools becomes a bool. Other parts stay unchanged.
  ///
  /// - Parameter takesBytes: whether a tensor of uint8 is converted to a mask of bools, as in torch.
  private mutating func indexTensor(_ part: Value, takesBytes: Bool) throws -> Value {
    switch part {
    case .tensor(let bytes) where takesBytes && bytes.dtype == .uint8:
      if !hasNotedByteMask {
        note("indexing with dtype torch.uint8 is deprecated, please use a dtype torch.bool instead")
        hasNotedByteMask = true
      }
      let mask = try new(compute.dense(tensor(bytes)).converted(to: .bool))
      return try indexTensor(mask, takesBytes: false)
    case .list, .tuple, .range:
      if try allItems(of: part).isEmpty { return try new(Tensor([Int](), shape: [0])) }
      return try CreationOperations.tensor(from: part, dtype: nil, "an index", &self)
    case .tensor(let mask) where mask.dtype == .bool && mask.layout.rank == 0:
      return .bool(try scalar(part).isTrue)
    default: return part
    }
  }

  private mutating func selection(_ reference: TensorReference, _ index: Value) throws -> Selection {
    let takesBytes = currentDialect == .torch && !reference.isArray
    let parts = try indexParts(index).map { try indexTensor($0, takesBytes: takesBytes) }
    // The number of axes that the index uses: a mask of rank n uses n axes; None and `...` use none.
    let consumed = parts.reduce(0) { total, part in
      switch part {
      case .none, .ellipsis, .bool: total
      case .tensor(let mask) where mask.dtype == .bool: total + mask.layout.rank
      default: total + 1
      }
    }
    let rank = reference.layout.rank
    if consumed > rank {
      throw ListingError(
        .indexError, "too many indices (\(consumed)) for a tensor of shape \(shapeText(reference.shape))")
    }
    var selection = Selection(layout: reference.layout)
    var axis = 0
    // `axis` is the current axis of the view, and `axis + removed` is the same axis of the original tensor. Error
    // messages name the axis of the original tensor. An integer removes an axis of the view. None and bools add an
    // axis.
    var removed = 0
    var sawEllipsis = false
    func checkAxis(_ count: Int = 1) throws {
      let rank = selection.layout.rank
      if axis + count > rank {
        throw ListingError(
          .indexError, "Dimension out of range (expected to be in range of [\(-rank), \(rank - 1)], but got \(axis))")
      }
    }
    for (number, part) in parts.enumerated() {
      switch part {
      case .none:
        selection.layout = try selection.layout.unsqueezed(at: axis)
        axis += 1
        removed -= 1
      case .ellipsis:
        if sawEllipsis, reference.isArray || currentDialect == .paddle {
          throw ListingError(.indexError, "an index can have only one '...'")
        }
        sawEllipsis = true
        // `...` covers the axes that no other part of the index uses. In torch, each `...` covers that number of axes.
        axis += rank - consumed
      case .slice(let slice):
        // torch does not check that the axis of a full slice exists.
        if axis >= selection.layout.rank, slice.start == nil, slice.stop == nil, slice.step ?? 1 == 1 {
          axis += 1
          continue
        }
        try checkAxis()
        let (start, stop, step) = slice.indices(count: selection.layout.shape[axis])
        if step < 0, reference.isArray {
          throw ListingError.unsupported("slicing an array by a negative step (use numpy.flip)")
        }
        if step < 0 { throw ListingError(.valueError, "a tensor cannot be sliced by a negative step; use flip") }
        selection.layout = try selection.layout.sliced(axis: axis, start: start, stop: max(start, stop), step: step)
        axis += 1
      case .bool(let flag):
        // A bool is a mask of rank 0. It adds an axis with one element if it is True, and with no element if it is
        // False.
        selection.layout = try selection.layout.unsqueezed(at: axis)
        selection.indices[axis] = Tensor(flag ? [0] : [Int](), shape: [flag ? 1 : 0])
        axis += 1
        removed -= 1
      case .tensor(let indices) where indices.dtype == .bool && indices.layout.rank > 0:
        try checkAxis(indices.layout.rank)
        if parts.count > 1 {
          // If there are other indices, replace the mask by index tensors: the positions of its True elements.
          let mask = try tensor(indices)
          let covered = selection.layout.shape[axis..<min(axis + mask.rank, selection.layout.rank)]
          guard Array(covered) == mask.shape else {
            throw ListingError(
              .indexError,
              "a mask of shape \(shapeText(mask.shape)) does not fit axes of shape \(shapeText(Array(covered)))"
            )
          }
          let places = try compute.nonzero(mask)
          for column in 0..<mask.rank {
            selection.indices[axis + column] = try places.selected(axis: 1, index: column).contiguous()
          }
        } else {
          selection.indices[axis] = try tensor(indices)
        }
        axis += indices.layout.rank
      case .tensor(let indices) where indices.layout.rank > 0:
        let isNarrow = currentDialect == .torch && (indices.dtype == .int16 || indices.dtype == .int8)
        if !indices.dtype.isWhole || isNarrow && !indices.isArray {
          throw ListingError(.indexError, "tensors used as indices must be long, int, byte or bool tensors")
        }
        try checkAxis()
        selection.indices[axis] = try tensor(indices)
        axis += 1
      default:
        if case .largeInteger = part { throw ListingError(.valueError, "Overflow when unpacking long long") }
        try checkAxis()
        let position = try position(
          part, count: selection.layout.shape[axis], of: "axis \(axis + removed)", part: number)
        selection.layout = try selection.layout.selected(axis: axis, index: position)
        removed += 1
      }
    }
    return selection
  }

  /// For an index of a numpy array that contains slices with negative steps: a copy of the array in which these axes
  /// are in reverse order, and the same index with positive steps. Nil if the index has no such slice. numpy's result
  /// would be a view of the array; here it is not.
  private mutating func reversed(
    _ reference: TensorReference, for index: Value
  ) throws -> (TensorReference, index: Value)? {
    var parts = indexParts(index)
    func isNegative(_ part: Value) -> Bool { if case .slice(let slice) = part { (slice.step ?? 1) < 0 } else { false } }
    guard reference.isArray, parts.contains(where: isNegative) else { return nil }
    var consumed = 0
    for part in parts {
      switch part {
      case .none, .ellipsis: break
      case .slice, .int: consumed += 1
      default: throw ListingError.unsupported("a slice with a negative step beside an index array")
      }
    }
    var axis = 0
    var axes: [Int] = []
    for (position, part) in parts.enumerated() {
      switch part {
      case .none: break
      case .ellipsis: axis += max(0, reference.layout.rank - consumed)
      case .slice(let slice) where isNegative(part) && axis < reference.layout.rank:
        let count = reference.shape[axis]
        let (start, stop, step) = slice.indices(count: count)
        parts[position] = .slice(
          SliceValue(start: count - 1 - start, stop: max(count - 1 - stop, count - 1 - start), step: -step))
        axes.append(axis)
        axis += 1
      default: axis += 1
      }
    }
    // If all slices with a negative step are beyond the last axis, leave the index unchanged: `selection` raises the
    // error.
    if axes.isEmpty { return nil }
    let flipped = try new(compute.dense(tensor(reference).flipped(axes)).copied())
    guard case .tensor(let made) = flipped else { return nil }
    return (made.marked(asArray: true), .tuple(parts))
  }

  private mutating func tensorElement(of reference: TensorReference, at index: Value) throws -> Value {
    if let (reversed, index) = try reversed(reference, for: index) { return try tensorElement(of: reversed, at: index) }
    let selection = try selection(reference, index)
    if selection.indices.isEmpty { return view(reference, selection.layout) }
    recordsOperation = recordsOperation(on: [.tensor(reference)])
    defer { recordsOperation = false }
    return try new(compute.index(tensor(reference).view(selection.layout), selection.list))
  }

  /// Writes into a part of a parameter that has no value. After the write, the parameter has a value only if `part` is
  /// the whole parameter.
  private mutating func setUnknownElement(_ part: Value, isWhole: Bool, to value: Value) throws {
    guard isWhole, case .tensor(let target) = part else { return }
    switch value {
    case .tensor(let source): if hasValue(source) { try write(tensor(source), to: target) }
    default: try write(Tensor(scalar(value), dtype: target.dtype), to: target)
    }
  }

  /// The number to write into a part of a tensor. If the dtype cannot hold the number, torch raises an error, but numpy
  /// and Paddle convert the number.
  private func number(_ value: Value, into target: TensorReference) throws -> Scalar {
    let number = try scalar(value)
    if target.isArray || currentDialect == .paddle { return number }
    // If a number is too large for float16 or bfloat16, torch writes infinity (`filling: 1`).
    return try TorchChecks.number(number, for: target.dtype, filling: 1)
  }

  private mutating func setTensorElement(of reference: TensorReference, at index: Value, to value: Value) throws {
    if reference.isFlipped {
      let given =
        if case .tensor(let source) = value { try tensor(source) } else {
          try Tensor(
            number(value, into: reference), dtype: reference.dtype)
        }
      return try setTensorElement(
        of: reference.flipped, at: index, to: new(flipped(given.converted(to: reference.dtype))))
    }
    if case .tensor(let mask) = index, mask.dtype == .uint8, mask.layout.rank > 0, currentDialect == .torch,
      !reference.isArray
    {
      var isOneNumber = true
      if case .tensor(let source) = value { isOneNumber = source.layout.rank == 0 }
      if isOneNumber {
        throw ListingError(
          .runtimeError, "masked_fill_ only supports boolean masks, but got mask with dtype unsigned char")
      }
    }
    let selection = try selection(reference, index)
    if !hasValue(reference) {
      return try setUnknownElement(view(reference, selection.layout), isWhole: selection.indices.isEmpty, to: value)
    }
    let values: Operand =
      if case .tensor(let source) = value {
        .tensor(try tensor(source))
      } else {
        .scalar(try number(value, into: reference))
      }
    // Some views contain elements that share a position in memory. As in torch, one number may be written to such a
    // view, unless `expand` made the view.
    if selection.indices.isEmpty, isTensor(value) || selection.layout.overlap == .repeated {
      try checkWrites(to: selection.layout)
    }
    let old = try tensor(reference)
    let storage =
      try selection.indices.isEmpty
      ? compute.writing(values, into: old.storage, dtype: reference.dtype, at: selection.layout)
      : compute.writing(
        values, into: old.storage, dtype: reference.dtype, at: selection.layout, indices: selection.list)
    bytesMade += storage.byteCount
    heap.rewrite(reference.cell, with: storage)
  }
}
