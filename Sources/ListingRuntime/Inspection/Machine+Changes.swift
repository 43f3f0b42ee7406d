import ListingSyntax
import Tensors

/// Changes that a debugger makes: replaces a value just computed, returns early, omits a statement.
extension Machine {
  // MARK: Replacing values

  /// The axis names in the shape comment of the statement that assigned a local variable of the innermost frame. Nil if
  /// there is no such comment, or if the number of names differs from the tensor's rank.
  public func axes(ofLocal slot: Int) -> [String]? {
    guard let frame = frames.last, frame.locals.indices.contains(slot), frame.locals[slot].instruction >= 0,
      case .tensor(let reference)? = frame.locals[slot].value
    else { return nil }
    let line = Int(frame.code.lines[frame.locals[slot].instruction])
    guard let axes = frame.code.axes(ofStatementOn: line), axes.count == reference.shape.count else { return nil }
    return axes
  }

  /// The tensor in a local variable of the innermost frame; nil if the variable is unassigned or not a tensor.
  public func tensor(inLocal slot: Int) -> Tensor? {
    guard let frame = frames.last, frame.locals.indices.contains(slot), let value = frame.locals[slot].value else {
      return nil
    }
    return tensor(in: value)
  }

  /// Replaces the tensor in a local variable of the innermost frame. The recorded clock and line of the assignment do
  /// not change.
  public mutating func replaceLocal(_ slot: Int, with tensor: Tensor) {
    frames[frames.count - 1].locals[slot].value = makeTensor(tensor)
  }

  /// The tensor that the last instruction pushed on the innermost frame's operand stack. If the instruction pushed a
  /// tuple, returns the first tensor of this tuple. After the pass has ended, returns the tensor in the result.
  public var lastTensor: Tensor? {
    let value = frames.isEmpty ? result : frames.last?.stack.last ?? .none
    return (value.tupleItems ?? [value]).lazy.compactMap(tensor(in:)).first
  }

  /// Replaces the tensor that `lastTensor` returns.
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

  // MARK: Returning early and omitting statements

  /// Makes a call return at once, and ends its callees. The return value is the value of the expression `text`,
  /// evaluated in the call's frame; None if `text` is nil.
  ///
  /// The clock does not change. If the method throws, the machine is unchanged.
  public mutating func returnNow(
    _ text: String?, frame index: Int, isInterrupted: () -> Bool = { false }
  ) throws(ListingError) {
    guard case .call = frames[index].purpose else {
      throw ListingError(
        kind: "ReturnError",
        message: "\(frames[index].code.qualifiedName) is not an ordinary call: its return value cannot be chosen")
    }
    var value = Value.none
    if let text {
      switch evaluating(text, frame: index, isInterrupted: isInterrupted) {
      case .failure(let error): throw error
      case .success(let (found, machine)):
        value = found
        // Adopt the heap of the copy that evaluated the expression, because it contains the objects of the return
        // value.
        heap = machine.heap
        generator = machine.generator
        torchGenerator = machine.torchGenerator
        bytesMade = machine.bytesMade
        files = machine.files
        output = machine.output
      }
    }
    frames.removeLast(frames.count - index)
    if frames.isEmpty { result = value } else { frames[frames.count - 1].stack.append(value) }
  }

  /// Omits the statement that the innermost frame is about to run: the frame continues after this statement. Throws if
  /// frame `index` is not the innermost frame, or is not before a statement.
  ///
  /// A compound statement is omitted with all its blocks. After the last statement of a function, `return None` still
  /// runs.
  public mutating func omitStatement(frame index: Int) throws(ListingError) {
    let frame = frames[index]
    guard index == frames.count - 1, frame.isAtStop else {
      throw ListingError(kind: "OmitError", message: "the cursor is not before a statement of that frame")
    }
    if case .stopPoint = frame.code.instructions[frame.next], frame.next + 1 < frame.code.instructions.count,
      case .advance = frame.code.instructions[frame.next + 1]
    {
      throw ListingError(
        kind: "OmitError",
        message: "a loop is running here: omit a statement of its body, or leave the loop with 'until'")
    }
    let start = frame.range.start
    guard
      let statement = Self.statement(beginningAt: start, in: parseListing(frame.code.file).module.body)
        ?? Self.statement(beginningAt: start, in: parseInteractive(frame.code.file).module.body)
    else { throw ListingError(kind: "OmitError", message: "the statement here cannot be identified") }
    let instructions = frame.code.instructions.count
    // The first later instruction whose text is outside the omitted statement; nil if there is none.
    let following = (frame.next..<instructions).first { index in
      let range = frame.code.ranges[index]
      return range.start < statement.range.start || range.start >= statement.range.end
    }
    if let following {
      frames[index].next = following
      return
    }
    // The omitted statement was the last one: continue at the code's final two instructions, which return None. The
    // code of an expression does not end with these two instructions.
    guard instructions >= 2, case .constant = frame.code.instructions[instructions - 2] else {
      throw ListingError(
        kind: "OmitError",
        message: "the pass is this expression: without it there is no result; 'return' can set one")
    }
    frames[index].next = instructions - 2
  }

  /// The innermost statement whose first stop is at a text offset; nil if there is none.
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
      case .match(let subject, let cases):
        stop = subject.range.start
        inner = cases.map(\.body)
      case .attempt(let attempt):
        inner = [attempt.body] + attempt.handlers.map(\.body) + [attempt.orElse, attempt.finish]
      case .function(let function): inner = [function.body]
      case .classDefinition(let type): inner = [type.body]
      default: break
      }
      if let found = inner.lazy.compactMap({ Self.statement(beginningAt: offset, in: $0) }).first { return found }
      return stop == offset ? statement : nil
    }
    return nil
  }

  /// A copy of the machine whose only frame runs an expression. The expression sees the names of frame `index`. The
  /// command `debug` uses this machine to step through the expression.
  public func preparingAlone(_ text: String, inFrame index: Int?) throws(ListingError) -> Machine {
    if let error = Self.syntaxError(in: text) { throw error }
    var machine = try preparing(text, inFrame: index)
    machine.frames.removeFirst(machine.frames.count - 1)
    machine.result = .none
    return machine
  }
}
