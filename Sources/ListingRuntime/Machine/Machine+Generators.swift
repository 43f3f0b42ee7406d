/// Iterators whose items a listing's own code makes: calls that yield, and instances with `__next__` or `__getitem__`.
///
/// Their code takes a frame like any call. Whoever asks for the next item (a loop, `next`) waits at its instruction: an
/// item takes the place of its operands and lets it go on; at the end it runs again, and finds that the items have
/// ended.
extension Machine {
  /// Whether the next item takes running some of the listing.
  func needsFrames(_ handle: Handle) -> Bool {
    guard case .iterator(let iterator) = heap[handle] else { return false }
    switch iterator.kind {
    case .generator, .asking: return true
    default: return false
    }
  }

  /// Whether going through the value takes running some of the listing, so that no built-in can do it by itself.
  func needsFrames(_ value: Value) -> Bool {
    switch value {
    case .iterator(let handle): needsFrames(handle)
    case .instance: asksForItems(value)
    default: false
    }
  }

  private func asksForItems(_ instance: Value) -> Bool {
    listingMethod("__iter__", of: instance) != nil || listingMethod("__next__", of: instance) != nil
      || isSequence(instance)
  }

  /// Python's older protocol: items by position until there is none. Modules that hold others have their own.
  func isSequence(_ instance: Value) -> Bool {
    guard case .instance(let handle) = instance, listingMethod("__getitem__", of: instance) != nil else { return false }
    return library.moduleItems(handle, in: self) == nil
  }

  /// A generator: a call that has not begun, and begins when it is asked for an item.
  mutating func generator(_ frame: Frame) -> Value {
    .iterator(
      heap.add(.iterator(IteratorObject(kind: .generator(.suspended(frame), name: frame.code.qualifiedName)))))
  }

  /// Puts `__iter__`, or what stands for it, to work for the instance on top of the stack; false when it has no such.
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

  /// What `__iter__` gave, as an iterator.
  mutating func iterator(madeBy value: Value) throws -> Value {
    if case .iterator = value { return value }
    if case .instance = value, listingMethod("__next__", of: value) != nil {
      return .iterator(heap.add(.iterator(IteratorObject(kind: .asking(value, byPosition: false)))))
    }
    throw ListingError(.typeError, "iter() returned non-iterator of type '\(typeName(of: value))'")
  }

  /// Has the iterator's code make its next item.
  ///
  /// - Parameter dropping: how many operands the item replaces.
  mutating func resume(_ handle: Handle, dropping: Int, _ f: Int) throws {
    guard case .iterator(var iterator) = heap[handle] else { preconditionFailure("the handle names no iterator") }
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
      // The caller waits where it is; a built-in has answered and let it go on already.
      if frames.count > depth { frames[f].next -= 1 }
    default: preconditionFailure("only iterators that need frames are resumed")
    }
  }

  /// What a generator's `yield` gives when it goes on.
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

  /// Gives the caller an item, and lets it go on.
  mutating func deliver(_ value: Value, of handle: Handle, dropping: Int, to f: Int) {
    if case .iterator(var iterator) = heap[handle] {
      iterator.position += 1
      heap[handle] = .iterator(iterator)
    }
    frames[f].stack.removeLast(dropping)
    push(value, f)
    frames[f].next += 1
  }

  /// `yield`: the innermost frame waits in the heap, its value goes to the caller.
  mutating func suspend() {
    var frame = frames.removeLast()
    guard case .item(let handle, let dropping) = frame.purpose, case .iterator(var iterator) = heap[handle],
      let value = frame.stack.last
    else { preconditionFailure("a frame that yields was resumed for an item") }
    // What is sent to it when it goes on: nothing.
    frame.replaceTop(.none)
    frame.next += 1
    iterator.kind = .generator(.suspended(frame), name: frame.code.qualifiedName)
    heap[handle] = .iterator(iterator)
    deliver(value, of: handle, dropping: dropping, to: frames.count - 1)
  }

  /// There are no more items; the next one who asks is told so.
  mutating func end(_ handle: Handle) {
    guard case .iterator(var iterator) = heap[handle] else { return }
    iterator.kind = .ended
    heap[handle] = .iterator(iterator)
  }

  /// Whether the error only says that an instance has no more items: then the call that said so is gone.
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
