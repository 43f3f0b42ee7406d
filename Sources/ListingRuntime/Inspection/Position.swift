import ListingSyntax
import Tensors

extension Frame {
  /// Whether it stands before the first statement of its call: at the entry, not at a later turn of a loop there.
  ///
  /// - Parameter clock: the machine's.
  public func isAtEntry(clock: Int) -> Bool {
    guard isAtStop, code.stops.firstIndex(of: true) == next else { return false }
    // One instruction at most entered the call, and those before the first statement ran once each.
    return clock - began - next <= 1
  }

  /// Whether it stands before the first statement of a loop's body.
  public func isAtBeginning(of loop: LoopNote) -> Bool {
    guard isAtStop, loop.body.contains(next) else { return false }
    return code.stops[(loop.body.lowerBound + 1)...].firstIndex(of: true) == next
  }

  /// Whether the statement that runs next is the first one on its line, or the line is a loop's and begins a turn.
  public var beginsLine: Bool {
    guard isAtStop else { return false }
    if case .turn = code.instructions[next] { return true }
    return !code.stops.indices.prefix(next).contains { code.stops[$0] && code.lines[$0] == code.lines[next] }
  }
}

extension Machine {
  /// Index of the innermost call that a person wants to see; nil when there is none.
  public var visibleFrame: Int? { frames.lastIndex { !$0.code.isLibrary } }

  /// Whether it stands where stepping by lines may stop.
  public var isAtVisibleStop: Bool {
    // Asked after every instruction: the frame itself is not copied.
    let index = frames.count - 1
    if index < 0 { return false }
    let code = frames[index].code
    return frames[index].next < code.stops.count && code.stops[frames[index].next] && !code.isLibrary
  }

  /// The operand that was made last in the innermost call: just after a call, what it returned.
  public var lastOperand: Value? { frames.last?.stack.last }

  /// The built-in layer that the next instruction calls: such a call has no frame to stop in.
  public var builtinModuleCalledNext: Handle? {
    guard let frame = frames.last, frame.next < frame.code.instructions.count else { return nil }
    guard let depth = frame.code.instructions[frame.next].calleeDepth, depth < frame.stack.count,
      case .instance(let handle) = frame.peek(depth), isBuiltinModule(handle)
    else { return nil }
    return handle
  }

  /// Whether calling the module runs no text of a listing.
  public func isBuiltinModule(_ handle: Handle) -> Bool {
    let type = heap.type(of: handle)
    guard type.isModule, case .builtin? = member("__call__", of: type) ?? member("forward", of: type) else {
      return false
    }
    return true
  }

  /// Paths of all modules of the model, in no order.
  public var allModulePaths: [String] { Array(modulePaths.values) }
}

extension Machine {
  /// A `for` loop that a call is in.
  public struct LoopState: Sendable {
    public let note: LoopNote
    /// How many items it has taken.
    public let turn: Int
    /// How many there are, where that is known without asking for them.
    public let count: Int?
  }

  /// The `for` loops that the frame is in and that have begun a turn, outermost first.
  public func loops(of frame: Frame) -> [LoopState] {
    frame.code.loops.filter { $0.body.contains(frame.next) }.sorted { $0.stackIndex < $1.stackIndex }.compactMap {
      note in
      guard note.stackIndex < frame.stack.count, case .iterator(let handle) = frame.stack[note.stackIndex],
        case .iterator(let iterator) = heap[handle], iterator.position > 0
      else { return nil }
      return LoopState(note: note, turn: iterator.position, count: count(of: iterator))
    }
  }

  private func count(of iterator: IteratorObject) -> Int? {
    func inner(_ handle: Handle) -> Int? {
      if case .iterator(let iterator) = heap[handle] { count(of: iterator) } else { nil }
    }
    switch iterator.kind {
    case .list(let handle): return heap.list(handle).count
    case .values(let values), .set(_, let values): return values.count
    case .view(_, let count): return count
    case .generator, .asking, .ended: return nil
    case .range(let range): return range.count
    case .tensor(let reference): return reference.shape.first
    case .enumerate(let handle, _): return inner(handle)
    case .zip(let handles):
      return handles.map(inner).reduce(Int?.some(.max)) { a, b in a.flatMap { a in b.map { min(a, $0) } } }
    }
  }
}

extension Machine {
  /// The memory that the variables and operands of the calls under way keep, and what was written in place: what a
  /// copy of this machine may be the last to hold. Parameters and what lies in a mapped checkpoint are left out, for
  /// they stay anyway.
  public func heldStorages() -> [Storage] {
    var result: [Storage] = []
    var seen = Set<ObjectIdentifier>()
    func visit(_ value: Value, depth: Int) {
      switch value {
      case .tensor(let reference):
        if !reference.isParameter, let storage = heap.storage(of: reference.cell),
          !storage.isShared, seen.insert(ObjectIdentifier(storage)).inserted
        {
          result.append(storage)
        }
      case .record(let record): for item in record.items { visit(item, depth: depth + 1) }
      case .tuple(let items): if depth < 4 { for item in items.prefix(1000) { visit(item, depth: depth + 1) } }
      case .list(let handle):
        if depth < 4 { for item in heap.list(handle).prefix(1000) { visit(item, depth: depth + 1) } }
      case .dictionary(let handle):
        if depth < 4 {
          for entry in heap.dictionary(handle).entries.prefix(1000) { visit(entry.value, depth: depth + 1) }
        }
      case .set(let handle):
        if depth < 4 { for item in heap.set(handle).items.prefix(1000) { visit(item, depth: depth + 1) } }
      case .frozenSet(let set):
        if depth < 4 { for item in set.object.items.prefix(1000) { visit(item, depth: depth + 1) } }
      default: break
      }
    }
    for frame in frames {
      for variable in frame.locals { if let value = variable.value { visit(value, depth: 0) } }
      for value in frame.stack { visit(value, depth: 0) }
    }
    for entry in heap.rewritten.values where seen.insert(ObjectIdentifier(entry.storage)).inserted {
      result.append(entry.storage)
    }
    return result
  }
}
