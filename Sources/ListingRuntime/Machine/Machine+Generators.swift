/// Iterators that run code of the listing for each item: generators, and instances with `__next__` or `__getitem__`.
///
/// The code for an item runs in a frame, like any call. Meanwhile the caller stays at the instruction that needs the
/// item (a loop, `next`). The item replaces operands of this instruction, and the caller continues. After the last item
/// the instruction runs again and finds the iterator ended.
extension Machine {
  /// Whether computing the iterator's next item runs code of the listing.
  func needsFrames(_ handle: Handle) -> Bool {
    guard case .iterator(let iterator) = heap[handle] else { return false }
    switch iterator.kind {
    case .generator, .asking: return true
    default: return false
    }
  }

  /// Whether iterating over the value runs code of the listing. A builtin cannot iterate over such a value by itself.
  func needsFrames(_ value: Value) -> Bool {
    switch value {
    case .iterator(let handle): needsFrames(handle)
    case .instance, .type: definesItems(value)
    default: false
    }
  }

  private func definesItems(_ instance: Value) -> Bool {
    listingMethod("__iter__", of: instance) != nil || listingMethod("__next__", of: instance) != nil
      || isSequence(instance)
  }

  /// Whether the instance is iterated by Python's older protocol: `__getitem__` with 0, 1, 2, … until `IndexError`.
  /// False for module containers, whose iteration is builtin.
  func isSequence(_ instance: Value) -> Bool {
    if case .type = instance { return listingMethod("__getitem__", of: instance) != nil }
    guard case .instance(let handle) = instance, held(by: instance) == nil,
      listingMethod("__getitem__", of: instance) != nil
    else { return false }
    return library.moduleItems(handle, in: self) == nil
  }

  /// A new generator object. The call in `frame` begins when the first item is requested.
  mutating func generator(_ frame: Frame) -> Value {
    .iterator(
      heap.add(.iterator(IteratorObject(kind: .generator(.suspended(frame), name: frame.code.qualifiedName)))))
  }

  /// Begins the iteration over an instance on top of the operand stack: calls `__iter__`, or makes an iterator that
  /// calls `__getitem__`. Returns false if the instance has neither method.
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

  /// The iterator for the return value of an `__iter__` method. Throws if the value is not an iterator and has no
  /// `__next__`.
  mutating func iterator(madeBy value: Value) throws -> Value {
    if case .iterator = value { return value }
    if case .instance = value, listingMethod("__next__", of: value) != nil {
      return .iterator(heap.add(.iterator(IteratorObject(kind: .asking(value, byPosition: false)))))
    }
    throw ListingError(.typeError, "iter() returned non-iterator of type '\(typeName(of: value))'")
  }

  /// Pushes a frame that runs the iterator's code up to its next item.
  ///
  /// - Parameter dropping: the number of the caller's operands that the item replaces.
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
      // Keep the caller at its instruction while the method's frame runs. A builtin has no frame: it has already
      // returned and advanced the caller.
      if frames.count > depth { frames[f].next -= 1 }
    default: preconditionFailure("only iterators that need frames are resumed")
    }
  }

  /// Sets the value that the generator's `yield` expression has after the generator resumes.
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

  /// Delivers an item to the caller, frame `f`: removes the caller's topmost operands (their number is `dropping`),
  /// pushes the item, and moves the caller to its next instruction.
  mutating func deliver(_ value: Value, of handle: Handle, dropping: Int, to f: Int) {
    if case .iterator(var iterator) = heap[handle] {
      iterator.position += 1
      heap[handle] = .iterator(iterator)
    }
    frames[f].stack.removeLast(dropping)
    push(value, f)
    frames[f].next += 1
  }

  /// `yield`: moves the innermost frame to the heap and returns the yielded value to the caller.
  mutating func suspend() {
    var frame = frames.removeLast()
    guard case .item(let handle, let dropping) = frame.purpose, case .iterator(var iterator) = heap[handle],
      let value = frame.stack.last
    else { preconditionFailure("a frame that yields was resumed for an item") }
    // The `yield` expression is None unless `send` replaces this operand.
    frame.replaceTop(.none)
    frame.next += 1
    iterator.kind = .generator(.suspended(frame), name: frame.code.qualifiedName)
    heap[handle] = .iterator(iterator)
    deliver(value, of: handle, dropping: dropping, to: frames.count - 1)
  }

  /// Marks the iterator as ended: it returns no more items.
  ///
  /// - Parameter value: the return value of a generator. It is kept until the instruction that waits for the generator
  ///   reads it.
  mutating func end(_ handle: Handle, returning value: Value? = nil) {
    guard case .iterator(var iterator) = heap[handle] else { return }
    iterator.kind = .ended(returned: value)
    heap[handle] = .iterator(iterator)
  }

  /// Drops the return value of an ended generator, because a loop does not use the value.
  mutating func forgetReturned(_ handle: Handle) {
    if case .iterator(let iterator) = heap[handle], case .ended(_?) = iterator.kind { end(handle) }
  }

  /// Returns the return value of an ended generator and removes it from the iterator.
  private mutating func takeReturned(_ handle: Handle) -> Value {
    guard case .iterator(let iterator) = heap[handle], case .ended(let value?) = iterator.kind else { return .none }
    end(handle)
    return value
  }

  /// The `StopIteration` of an iterator that has ended.
  mutating func endOfItems(_ iterator: Value) -> ListingError {
    var error = ListingError(kind: "StopIteration", message: "")
    guard case .iterator(let handle) = iterator else { return error }
    let value = takeReturned(handle)
    if case .none = value { return error }
    error = ListingError(kind: "StopIteration", message: representation(of: value))
    error.arguments = [value]
    return error
  }

  /// One step of `yield from`: sends the value on top of the operand stack to the iterator that is below the value.
  mutating func delegate(exit: Int, _ f: Int) throws {
    guard case .iterator(let handle) = frames[f].peek(1), case .iterator(let iterator) = heap[handle] else {
      preconditionFailure("the iterator of a yield from is on the stack")
    }
    var result = Value.none
    switch iterator.kind {
    case .generator:
      try send(top(f), to: handle)
      return try resume(handle, dropping: 1, f)
    case .asking(let instance, _):
      if case .none = top(f) { return try resume(handle, dropping: 1, f) }
      if listingMethod("send", of: instance) != nil {
        throw ListingError.unsupported("sending a value through yield from to an instance with a method send")
      }
      throw ListingError(.attributeError, "'\(typeName(of: instance))' object has no attribute 'send'")
    case .ended: result = takeReturned(handle)
    default:
      guard case .none = top(f) else {
        throw ListingError(.attributeError, "'\(iteratorName(of: handle))' object has no attribute 'send'")
      }
      if let item = try nextItem(of: handle) {
        replaceTop(item, f)
        frames[f].next += 1
        return
      }
    }
    frames[f].stack.removeLast(2)
    push(result, f)
    frames[f].next = exit
  }

  /// Implements `throw`: raises an error at the `yield` where a generator is suspended. If the generator is at `yield
  /// from`, raises the error in the inner generator.
  mutating func raise(_ error: ListingError, in handle: Handle, dropping: Int, _ f: Int) throws {
    guard case .iterator(let iterator) = heap[handle], case .generator(let call, _) = iterator.kind else {
      // The generator caught the error and returned. The call runs again and finds that the generator has ended.
      if case .iterator(let iterator) = heap[handle], case .ended(_?) = iterator.kind {
        throw endOfItems(.iterator(handle))
      }
      throw error
    }
    guard case .suspended = call else { throw ListingError(.valueError, "generator already executing") }
    if iterator.position == 0 {
      end(handle)
      throw error
    }
    try checkDepth()
    let before = frames
    var changed: [(Handle, HeapObject)] = []
    var (open, dropping) = (Optional(handle), dropping)
    while let handle = open {
      open = nil
      guard case .iterator(var iterator) = heap[handle],
        case .generator(.suspended(var frame), let name) = iterator.kind
      else { break }
      changed.append((handle, heap[handle]))
      iterator.kind = .generator(.running, name: name)
      heap[handle] = .iterator(iterator)
      frame.purpose = .item(of: handle, dropping: dropping)
      frame.next -= 1
      if case .yieldValue(delegates: true) = frame.code.instructions[frame.next],
        case .iterator(let inner) = frame.peek(1),
        case .iterator(let iterator) = heap[inner], case .generator(.suspended, _) = iterator.kind
      {
        // The generator is at `yield from`, so raise the error in the inner generator. The previous instruction,
        // `delegate`, waits for this generator: move back to it.
        frame.next -= 1
        (open, dropping) = (inner, 1)
      }
      frames.append(frame)
    }
    if !isCaught(error) {
      frames = before
      for (handle, object) in changed { heap[handle] = object }
    }
    throw error
  }

  func checkDepth() throws {
    if frames.count >= Self.recursionLimit, !bindsPreludeName {
      throw ListingError(.recursionError, "maximum recursion depth exceeded")
    }
  }
}
