import ListingSyntax
import Tensors

/// What a debugger changes of a machine from outside: a value just made, a call's result, what runs next.
extension Machine {
  // MARK: Replacing

  /// The names that a shape comment gives the axes of a local variable of the innermost call, where they fit its shape.
  public func axes(ofLocal slot: Int) -> [String]? {
    guard let frame = frames.last, frame.locals.indices.contains(slot), frame.locals[slot].instruction >= 0,
      case .tensor(let reference)? = frame.locals[slot].value
    else { return nil }
    let line = Int(frame.code.lines[frame.locals[slot].instruction])
    guard let axes = frame.code.axes(ofStatementOn: line), axes.count == reference.shape.count else { return nil }
    return axes
  }

  /// The tensor that a local variable of the innermost call holds.
  public func tensor(inLocal slot: Int) -> Tensor? {
    guard let frame = frames.last, frame.locals.indices.contains(slot), let value = frame.locals[slot].value else {
      return nil
    }
    return tensor(in: value)
  }

  /// Gives a local variable of the innermost call another tensor; where it got its value stays as it is noted.
  public mutating func replaceLocal(_ slot: Int, with tensor: Tensor) {
    frames[frames.count - 1].locals[slot].value = makeTensor(tensor)
  }

  /// The tensor that was made last in the innermost call, or the first of a tuple of values.
  public var lastTensor: Tensor? {
    let value = frames.isEmpty ? result : frames.last?.stack.last ?? .none
    return (value.tupleItems ?? [value]).lazy.compactMap(tensor(in:)).first
  }

  /// Puts another tensor in the place of `lastTensor`.
  public mutating func replaceLastTensor(with tensor: Tensor) {
    func replaced(_ old: Value, _ new: Value) -> Value {
      guard var items = old.tupleItems, let index = items.firstIndex(where: { self.tensor(in: $0) != nil }) else {
        return new
      }
      items[index] = new
      return if case .record(let record) = old { .record(RecordValue(type: record.type, items: items)) } else {
        .tuple(items)
      }
    }
    let value = makeTensor(tensor)
    if frames.isEmpty {
      result = replaced(result, value)
    } else if let old = frames[frames.count - 1].stack.last {
      replaceTop(replaced(old, value), frames.count - 1)
    }
  }

  // MARK: Other ways to go on

  /// Ends a call, and those that it made, as if it had returned the value of an expression that it sees; `None`
  /// without one.
  ///
  /// Time stands still. When it throws nothing has changed.
  public mutating func returnNow(
    _ text: String?, frame index: Int, isInterrupted: () -> Bool = { false }
  ) throws(ListingError) {
    guard case .call = frames[index].purpose else {
      throw ListingError(
        kind: "ReturnError", message: "\(frames[index].code.qualifiedName) gives its caller nothing that can be chosen")
    }
    var value = Value.none
    if let text {
      switch evaluating(text, frame: index, isInterrupted: isInterrupted) {
      case .failure(let error): throw error
      case .success(let (found, machine)):
        value = found
        // What the expression made is on its copy's heap.
        heap = machine.heap
        generator = machine.generator
        bytesMade = machine.bytesMade
        files = machine.files
        output = machine.output
      }
    }
    frames.removeLast(frames.count - index)
    if frames.isEmpty { result = value } else { frames[frames.count - 1].stack.append(value) }
  }

  /// Goes on behind the statement that a call is about to run, without running it. Calls that it made end.
  ///
  /// A compound statement is left out with all that is in it; the last one of a function leaves `return None`.
  public mutating func leaveOutStatement(frame index: Int) throws(ListingError) {
    let frame = frames[index]
    guard index == frames.count - 1, frame.isAtStop else {
      throw ListingError(kind: "OmitError", message: "the cursor does not stand before a statement of that call")
    }
    if case .turn = frame.code.instructions[frame.next], frame.next + 1 < frame.code.instructions.count,
      case .advance = frame.code.instructions[frame.next + 1]
    {
      throw ListingError(
        kind: "OmitError",
        message: "a loop is under way here: leave out a statement of its body, or leave it by 'until'")
    }
    let start = frame.range.start
    guard
      let statement = Self.statement(beginningAt: start, in: parseListing(frame.code.file).module.body)
        ?? Self.statement(beginningAt: start, in: parseInteractive(frame.code.file).module.body)
    else { throw ListingError(kind: "OmitError", message: "the statement here cannot be told from its neighbours") }
    let instructions = frame.code.instructions.count
    let behind = (frame.next..<instructions).first { index in
      let range = frame.code.ranges[index]
      return range.start < statement.range.start || range.start >= statement.range.end
    }
    if let behind {
      frames[index].next = behind
      return
    }
    // Where nothing follows there are the two instructions that give None; but an expression that is run for its value
    // has no such end.
    guard instructions >= 2, case .constant = frame.code.instructions[instructions - 2] else {
      throw ListingError(
        kind: "OmitError",
        message: "this is the expression that is run: without it there is no value; 'return' gives one")
    }
    frames[index].next = instructions - 2
  }

  /// The innermost statement whose first stop stands at an offset.
  private static func statement(beginningAt offset: Int, in body: [Statement]) -> Statement? {
    for statement in body where statement.range.start <= offset && offset < statement.range.end {
      var inner: [[Statement]] = []
      var stop = statement.range.start
      switch statement.kind {
      case .if(let test, let body, let orElse), .while(let test, let body, let orElse):
        stop = test.range.start
        inner = [body, orElse]
      case .for(_, _, let body, let orElse): inner = [body, orElse]
      case .with(_, let body): inner = [body]
      case .attempt(let body, let handler, let finish): inner = [body, handler, finish]
      case .function(let function): inner = [function.body]
      case .classDefinition(let type): inner = [type.body]
      default: break
      }
      if let found = inner.lazy.compactMap({ Self.statement(beginningAt: offset, in: $0) }).first { return found }
      return stop == offset ? statement : nil
    }
    return nil
  }

  /// A machine that runs an expression as a call sees it, and nothing after it: what `debug` steps into.
  public func preparingAlone(_ text: String, inFrame index: Int?) throws(ListingError) -> Machine {
    if let error = Self.syntaxError(in: text) { throw error }
    var machine = try preparing(text, inFrame: index)
    machine.frames.removeFirst(machine.frames.count - 1)
    machine.result = .none
    return machine
  }
}
