extension Frame {
  /// Carries out the next instruction when it needs nothing but the frame itself, as most do; false when it is not such a
  /// one, and nothing has happened.
  mutating func carriesOutNext(clock: Int) -> Bool {
    let instruction = code.instructions[next]
    switch instruction {
    case .constant(let index): stack.append(code.constants[index])
    case .pop: stack.removeLast()
    case .duplicate: stack.append(stack[stack.count - 1])
    case .duplicateTwo:
      stack.append(stack[stack.count - 2])
      stack.append(stack[stack.count - 2])
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
      switch stack[stack.count - 1] {
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
    case .turn: break
    default: return false
    }
    next += 1
    return true
  }
}
