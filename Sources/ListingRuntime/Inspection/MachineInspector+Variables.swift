import ListingSyntax

/// A variable of a frame, with its value and the clock and source line of its last assignment.
public struct FrameVariable: Sendable {
  public let name: String
  public let value: Value
  public let isParameter: Bool
  /// The machine's clock at the last assignment.
  public let changed: Int
  /// The source line of the last assignment; nil for an argument that was not reassigned.
  public let line: Int?
  /// The axis names in the shape comment of the assigning statement, or of the parameter; nil if there is no comment.
  public let axes: [String]?
  /// Whether the assigning statement has no other target. Only then does the shape comment certainly describe this
  /// variable.
  public let isOnlyTarget: Bool
}

extension MachineInspector {
  /// The frame's variables that have a value, parameters first. Targets of a comprehension are included only while the
  /// comprehension runs.
  public func variables(of frame: Frame) -> [FrameVariable] {
    let code = frame.code
    let hidden = code.comprehensionSlots(outside: frame.next)
    var result: [FrameVariable] = []
    let shared = Dictionary(
      zip(code.cells, frame.cells).prefix(code.ownCells).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    for (slot, name) in code.locals.enumerated() where !hidden.contains(slot) && shared[name] == nil {
      guard let value = frame.locals[slot].value else { continue }
      result.append(variable(name, value, slot: slot, of: frame))
    }
    for (name, cell) in zip(code.cells, frame.cells) where cell.index >= 0 {
      guard name != NameUse.classCell, case .variable(let value?) = machine.heap[cell] else { continue }
      let isParameter = code.parameters.contains { $0.name == name }
      result.append(
        FrameVariable(
          name: name, value: value, isParameter: isParameter, changed: frame.began, line: nil, axes: nil,
          isOnlyTarget: false))
    }
    return result
  }

  private func variable(_ name: String, _ value: Value, slot: Int, of frame: Frame) -> FrameVariable {
    let code = frame.code
    let variable = frame.locals[slot]
    let line = variable.instruction >= 0 ? Int(code.lines[variable.instruction]) : nil
    let targets = line.map { line in
      Set(
        code.instructions.indices.compactMap { index -> Int? in
          guard case .storeLocal(let slot) = code.instructions[index], Int(code.lines[index]) == line else {
            return nil
          }
          return slot
        })
    }
    return FrameVariable(
      name: name, value: value, isParameter: slot < code.parameters.count, changed: variable.changed, line: line,
      axes: line.flatMap(code.axes(ofStatementOn:)) ?? (line == nil ? code.axes(ofParameter: name) : nil),
      isOnlyTarget: targets?.count == 1)
  }

  /// Whether a value is the same in another state of this machine: the same object with the same items, an equal
  /// number, a tensor with the same bytes in memory. Compares at most 100 items of a container.
  public func isSame(_ value: Value, _ other: Value, in another: Machine) -> Bool {
    switch (value, other) {
    case (.tensor(let a), .tensor(let b)):
      return a.layout == b.layout && a.dtype == b.dtype && a.isFlipped == b.isFlipped
        && machine.heap.storage(of: a.cell) === another.heap.storage(of: b.cell)
    case (.list(let a), .list(let b)):
      let items = machine.heap.list(a), others = another.heap.list(b)
      return a == b && items.count == others.count
        && zip(items, others).prefix(100).allSatisfy { isSame($0, $1, in: another) }
    case (.tuple(let a), .tuple(let b)):
      return a.count == b.count && zip(a, b).prefix(100).allSatisfy { isSame($0, $1, in: another) }
    case (.dictionary(let a), .dictionary(let b)):
      let items = machine.heap.dictionary(a).entries, others = another.heap.dictionary(b).entries
      return a == b && items.count == others.count
        && zip(items, others).prefix(100).allSatisfy { isSame($0.value, $1.value, in: another) }
    case (.instance(let a), .instance(let b)):
      if a != b { return false }
      guard let held = machine.held(by: value), let otherHeld = another.held(by: other) else { return true }
      return isSame(held, otherHeld, in: another)
    case (.set(let a), .set(let b)): return a == b && machine.heap.set(a).keys == another.heap.set(b).keys
    default:
      guard let a = HashableValue(value), let b = HashableValue(other) else { return true }
      return a == b
    }
  }

  /// All axis names in the shape comments of the module's methods.
  public func axisNames(ofModule handle: Handle) -> Set<String> {
    var names = Set<String>()
    for type in machine.heap.type(of: handle).ancestry {
      guard let namespace = type.namespace else { continue }
      for (_, value) in machine.heap.namespace(namespace) {
        guard case .function(let function) = value else { continue }
        for axes in function.code.axes.values { names.formUnion(axes) }
      }
    }
    return names.filter { name in name.first.map { $0.isLetter || $0 == "_" } ?? false }
  }
}

extension Code {
  /// The slots of the targets of all comprehensions that do not contain the instruction `next`.
  func comprehensionSlots(outside next: Int) -> Set<Int> {
    var hidden = Set<Int>()
    for index in instructions.indices.dropLast() {
      // In a comprehension, the instruction `stopPoint` is not a stop. In a `for` statement it is a stop.
      guard case .stopPoint = instructions[index], !stops[index], case .advance(let exit) = instructions[index + 1]
      else {
        continue
      }
      if (index..<exit).contains(next) { continue }
      for instruction in instructions[index..<exit] {
        if case .storeLocal(let slot) = instruction { hidden.insert(slot) }
      }
    }
    return hidden
  }

  /// The axis names in the first shape comment on a line of the statement that begins on `line`.
  func axes(ofStatementOn line: Int) -> [String]? {
    let next = breakableLines.filter { $0 > line }.min() ?? line + 1
    return (line..<max(next, line + 1)).lazy.filter { line in
      guard self.file.lines.indices.contains(line - 1) else { return false }
      return self.file.lines[line - 1].first { $0 != " " && $0 != "\t" } != "#"
    }.compactMap { self.axes[$0] }.first
  }

  /// The axis names in the shape comment on the parameter's line in the function header.
  func axes(ofParameter name: String) -> [String]? {
    guard let first = breakableLines.min(), line < first else { return nil }
    return (line..<first).lazy.compactMap { line -> [String]? in
      guard let axes = self.axes[line], self.file.lines.indices.contains(line - 1) else { return nil }
      let words = self.file.lines[line - 1].prefix { $0 != "#" }.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      return words.contains { $0 == name } ? axes : nil
    }.first
  }
}
