/// Iterators whose items the listing's own code makes: generators, and instances with `__next__` or `__getitem__`.
///
/// That code runs in a frame, like any call. The instruction that asked for the item (a loop, `next`) waits. An item
/// replaces its operands, and the caller continues. After the last item the instruction runs again and finds the
/// iterator ended.
extension Machine {
  /// Whether making the next item runs code of the listing.
  func needsFrames(_ handle: Handle) -> Bool {
    guard case .iterator(let iterator) = heap[handle] else { return false }
    switch iterator.kind {
    case .generator, .asking: return true
    default: return false
    }
  }

  /// Whether iterating over the value runs code of the listing, so that no builtin can do it alone.
  func needsFrames(_ value: Value) -> Bool {
    switch value {
    case .iterator(let handle): needsFrames(handle)
    case .instance: definesItems(value)
    default: false
    }
  }

  private func definesItems(_ instance: Value) -> Bool {
    listingMethod("__iter__", of: instance) != nil || listingMethod("__next__", of: instance) != nil
      || isSequence(instance)
  }

  /// Python's older protocol: items by index until `IndexError`. Module containers have their own iterators.
  func isSequence(_ instance: Value) -> Bool {
    guard case .instance(let handle) = instance, listingMethod("__getitem__", of: instance) != nil else { return false }
    return library.moduleItems(handle, in: self) == nil
  }

  /// A generator object: a call that begins when its first item is asked for.
  mutating func generator(_ frame: Frame) -> Value {
    .iterator(
      heap.add(.iterator(IteratorObject(kind: .generator(.suspended(frame), name: frame.code.qualifiedName)))))
  }

  /// Calls `__iter__`, or its substitute, of the instance on top of the stack; false if it has neither.
  mutating func beginsItems(of value: Value, _ f: Int) throws -> Bool {
    if let method = listingMethod("__iter__", of: value) {
      try invoke(method, [], [], dropping: 1, f, purpose: .iterator)
      return true
    }
    guard isSequence(value) else { return false }
    replaceTop(.iterator(heap.add(.iterator(IteratorObject(kind: .asking(value, byPosition: true))))), f)
    frames[f].next += 1
    return true
  }

  /// The iterator that `__iter__` returned.
  mutating func iterator(madeBy value: Value) throws -> Value {
    if case .iterator = value { return value }
    if case .instance = value, listingMethod("__next__", of: value) != nil {
      return .iterator(heap.add(.iterator(IteratorObject(kind: .asking(value, byPosition: false)))))
    }
    throw ListingError(.typeError, "iter() returned non-iterator of type '\(typeName(of: value))'")
  }

  /// Runs the iterator's code up to its next item.
  ///
  /// - Parameter dropping: the number of operands that the item replaces.
  mutating func resume(_ handle: Handle, dropping: Int, _ f: Int) throws {
    guard case .iterator(var iterator) = heap[handle] else { preconditionFailure("the handle refers to no iterator") }
    switch iterator.kind {
    case .generator(.suspended(var frame), let name):
      try checkDepth()
      if iterator.position == 0, frame.stack.isEmpty { frame.began = clock }
      frame.purpose = .item(of: handle, dropping: dropping)
      iterator.kind = .generator(.running, name: name)
      heap[handle] = .iterator(iterator)
      frames.append(frame)
    case .generator(.running, _): throw ListingError(.valueError, "generator already executing")
    case .asking(let instance, let byPosition):
      guard let method = listingMethod(byPosition ? "__getitem__" : "__next__", of: instance) else {
        throw ListingError(.typeError, "'\(typeName(of: instance))' object is not an iterator")
      }
      let purpose = Frame.Purpose.item(of: handle, dropping: dropping)
      let depth = frames.count
      try invoke(method, byPosition ? [.int(iterator.position)] : [], [], dropping: 0, f, purpose: purpose)
      // The caller waits at its instruction. A builtin has already returned and advanced the caller.
      if frames.count > depth { frames[f].next -= 1 }
    default: preconditionFailure("only iterators that need frames are resumed")
    }
  }

  /// Sets the value of the generator's `yield` expression for when it resumes.
  mutating func send(_ value: Value, to handle: Handle) throws {
    guard case .iterator(var iterator) = heap[handle], case .generator(.suspended(var frame), let name) = iterator.kind
    else { return }
    if iterator.position == 0 {
      if case .none = value { return }
      throw ListingError(.typeError, "can't send non-None value to a just-started generator")
    }
    frame.replaceTop(value)
    iterator.kind = .generator(.suspended(frame), name: name)
    heap[handle] = .iterator(iterator)
  }

  /// Returns an item to the caller, which continues.
  mutating func deliver(_ value: Value, of handle: Handle, dropping: Int, to f: Int) {
    if case .iterator(var iterator) = heap[handle] {
      iterator.position += 1
      heap[handle] = .iterator(iterator)
    }
    frames[f].stack.removeLast(dropping)
    push(value, f)
    frames[f].next += 1
  }

  /// `yield`: moves the innermost frame to the heap and returns its value to the caller.
  mutating func suspend() {
    var frame = frames.removeLast()
    guard case .item(let handle, let dropping) = frame.purpose, case .iterator(var iterator) = heap[handle],
      let value = frame.stack.last
    else { preconditionFailure("a frame that yields was resumed for an item") }
    // The value of the `yield` expression, unless `send` replaces it.
    frame.replaceTop(.none)
    frame.next += 1
    iterator.kind = .generator(.suspended(frame), name: frame.code.qualifiedName)
    heap[handle] = .iterator(iterator)
    deliver(value, of: handle, dropping: dropping, to: frames.count - 1)
  }

  /// Marks the iterator as ended.
  mutating func end(_ handle: Handle) {
    guard case .iterator(var iterator) = heap[handle] else { return }
    iterator.kind = .ended
    heap[handle] = .iterator(iterator)
  }

  /// Whether the error is a `StopIteration` that ends an instance's items. If so, the call that raised it is removed.
  mutating func endsItems(_ error: any Error) -> Bool {
    guard let error = error as? ListingError, error.kind == "StopIteration" || error.kind == "IndexError" else {
      return false
    }
    for index in frames.indices.reversed() {
      guard case .item(let handle, _) = frames[index].purpose, case .iterator(let iterator) = heap[handle] else {
        continue
      }
      guard case .asking(_, let byPosition) = iterator.kind, byPosition || error.kind == "StopIteration" else {
        return false
      }
      frames.removeLast(frames.count - index)
      end(handle)
      return true
    }
    return false
  }

  func checkDepth() throws {
    if frames.count >= Self.recursionLimit {
      throw ListingError(.recursionError, "calls are nested \(Self.recursionLimit) deep")
    }
  }
}
