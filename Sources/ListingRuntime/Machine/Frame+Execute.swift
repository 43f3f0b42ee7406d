import ListingSyntax

extension Frame {
  /// Runs the next instruction if it needs only this frame; most instructions do. If the instruction needs the machine,
  /// returns false and changes nothing.
  mutating func runsNext(clock: Int) -> Bool {
    let instruction = code.instructions[next]
    switch instruction {
    case .constant(let index): stack.append(code.constants[index])
    case .pop: stack.removeLast()
    case .duplicate: stack.append(top)
    case .duplicateTwo:
      stack.append(peek(1))
      stack.append(peek(1))
    case .rotateTwo: stack.swapAt(stack.count - 1, stack.count - 2)
    case .rotateThree:
      let value = stack.removeLast()
      stack.insert(value, at: stack.count - 2)
    case .loadLocal(let slot):
      guard let value = locals[slot].value else { return false }
      stack.append(value)
    case .storeLocal(let slot):
      locals[slot] = Variable(value: stack.removeLast(), changed: clock, instruction: next)
    case .jump(let target):
      next = target
      return true
    case .jumpIfFalse(let target), .jumpIfTrue(let target):
      let isTrue: Bool
      switch top {
      case .bool(let flag): isTrue = flag
      case .none: isTrue = false
      default: return false
      }
      stack.removeLast()
      if case .jumpIfTrue = instruction, isTrue {
        next = target
        return true
      }
      if case .jumpIfFalse = instruction, !isTrue {
        next = target
        return true
      }
    case .stopPoint: break
    case .compare(let op):
      guard let holds = comparison(op) else { return false }
      stack.removeLast()
      replaceTop(.bool(holds))
    case .binary(let op):
      guard case .int(let left) = peek(1), case .int(let right) = top,
        let value = Self.integer(op, left, right)
      else { return false }
      stack.removeLast()
      replaceTop(.int(value))
    case .not:
      guard case .bool(let flag) = top else { return false }
      replaceTop(.bool(!flag))
    case .loadSubscript:
      guard let items = peek(1).tupleItems, case .int(let index) = top,
        items.indices.contains(index)
      else { return false }
      stack.removeLast()
      replaceTop(items[index])
    case .unpack(let count):
      guard let items = top.tupleItems, items.count == count else { return false }
      stack.removeLast()
      for index in stride(from: count - 1, through: 0, by: -1) { stack.append(items[index]) }
    case .buildTuple(let count):
      for index in (stack.count - count)..<stack.count where Machine.holdsValues(stack[index]) { return false }
      let items = popped(count)
      stack.append(.tuple(items))
    case .buildSlice:
      guard let start = bound(2), let stop = bound(1), let step = bound(0), step != 0 else { return false }
      stack.removeLast(3)
      stack.append(.slice(SliceValue(start: start, stop: stop, step: step)))
    default: return false
    }
    next += 1
    return true
  }

  // MARK: The operand stack

  /// The operand `depth` positions below the top of the operand stack; 0 is the top.
  ///
  /// The machine calls this method on `frames[f]`. If it were a method of the machine, some callers would copy the
  /// machine.
  @inline(__always)
  func peek(_ depth: Int) -> Value { stack[stack.count - 1 - depth] }

  @inline(__always)
  var top: Value { stack[stack.count - 1] }

  @inline(__always)
  mutating func replaceTop(_ value: Value) { stack[stack.count - 1] = value }

  /// Removes the topmost `count` operands and returns them; the top of the stack comes last. Copies the operands one by
  /// one. A slice would share the stack's memory, so removing the operands would copy the whole stack.
  mutating func popped(_ count: Int) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    for index in (stack.count - count)..<stack.count { values.append(stack[index]) }
    stack.removeLast(count)
    return values
  }

  /// The result of `is` or `is not` with None, or of comparing two integers: no class can override these comparisons.
  /// Nil for other operands.
  private func comparison(_ op: ComparisonOperator) -> Bool? {
    switch (op, peek(1), top) {
    case (.isSame, .stub, .none), (.isNotSame, .stub, .none): nil
    case (.isSame, .none, .none): true
    case (.isSame, _, .none): false
    case (.isNotSame, .none, .none): false
    case (.isNotSame, _, .none): true
    case (.equal, .int(let left), .int(let right)): left == right
    case (.notEqual, .int(let left), .int(let right)): left != right
    case (.less, .int(let left), .int(let right)): left < right
    case (.lessOrEqual, .int(let left), .int(let right)): left <= right
    case (.greater, .int(let left), .int(let right)): left > right
    case (.greaterOrEqual, .int(let left), .int(let right)): left >= right
    default: nil
    }
  }

  /// The result of integer arithmetic, such as on sizes and indices; nil on overflow and for operators that only the
  /// machine runs.
  private static func integer(_ op: BinaryOperator, _ left: Int, _ right: Int) -> Int? {
    let result: (partialValue: Int, overflow: Bool)
    switch op {
    case .add: result = left.addingReportingOverflow(right)
    case .subtract: result = left.subtractingReportingOverflow(right)
    case .multiply: result = left.multipliedReportingOverflow(by: right)
    case .floorDivide where left >= 0 && right > 0: result = (left / right, false)
    case .remainder where left >= 0 && right > 0: result = (left % right, false)
    default: return nil
    }
    return result.overflow ? nil : result.partialValue
  }

  /// A bound of a slice, read from the operand stack; `below` is its distance from the top. `.some(nil)` means that the
  /// bound is None. Nil means that the bound is neither None nor an integer.
  private func bound(_ below: Int) -> Int?? {
    switch peek(below) {
    case .none: .some(nil)
    case .int(let index): .some(index)
    default: nil
    }
  }
}
