/// Byte code as text, for developers of fwdb; `Tests/Bytecode` prints it.
extension Code {
  /// The text of this code and of its inner functions, one instruction a line: source line, `>` for a stop, index,
  /// instruction, and the variable, name or constant that the instruction's number refers to.
  ///
  ///     Net.forward  net.py:5
  ///        6 >   0  loadLocal(0)  self
  ///        6     1  loadAttribute(0)  linear
  public var byteCode: String {
    let header = "\(qualifiedName)  \(file.name):\(line)\n"
    let body = instructions.indices.map { text(ofInstruction: $0) + "\n" }.joined()
    return ([header + body] + codes.map(\.byteCode)).joined(separator: "\n")
  }

  /// The line of `byteCode` for one instruction.
  func text(ofInstruction index: Int) -> String {
    func padded(_ number: Int, to width: Int) -> String {
      String(repeating: " ", count: max(0, width - "\(number)".count)) + "\(number)"
    }
    let place = "\(padded(Int(lines[index]), to: 4)) \(stops[index] ? ">" : " ")\(padded(index, to: 4))"
    let detail = detail(of: instructions[index]).map { "  \($0)" } ?? ""
    return "\(place)  \(Self.text(of: instructions[index]))\(detail)"
  }

  /// The variable, name, constant or inner code that an instruction's number refers to.
  private func detail(of instruction: Instruction) -> String? {
    switch instruction {
    case .constant(let index): Self.text(of: constants[index])
    case .loadLocal(let slot), .storeLocal(let slot), .deleteLocal(let slot): locals[slot]
    case .loadCell(let cell), .storeCell(let cell), .deleteCell(let cell), .makeCell(let cell, _): cells[cell]
    case .loadGlobal(let name), .storeGlobal(let name), .deleteGlobal(let name), .loadName(let name),
      .storeName(let name), .deleteName(let name), .loadAttribute(let name), .storeAttribute(let name),
      .deleteAttribute(let name), .importModule(let name, _), .importAll(let name, _):
      names[name]
    case .importName(let module, _, let name): "\(names[name]) from \(names[module])"
    case .makeFunction(let code), .buildClass(let code, _): codes[code].qualifiedName
    default: nil
    }
  }

  private static func text(of instruction: Instruction) -> String {
    switch instruction {
    case .unary(let op): "unary(\(op.rawValue))"
    case .binary(let op): "binary(\(op.rawValue))"
    case .augmented(let op): "augmented(\(op.rawValue))"
    case .compare(let op): "compare(\(op.rawValue))"
    default: "\(instruction)"
    }
  }

  private static func text(of constant: Value) -> String {
    switch constant {
    case .none: "None"
    case .bool(let flag): flag ? "True" : "False"
    case .int(let number): "\(number)"
    case .float(let number): "\(number)"
    case .string(let text): "'\(text)'"
    default: "\(constant)"
    }
  }
}

extension MachineInspector {
  /// The byte code of a file of the listing, or only of the function or class body whose qualified name is `function`.
  /// Nil if the listing has no such file, function or class.
  public func byteCode(of file: String, function: String? = nil) -> String? {
    guard var open = machine.sources.reading(file)?.code.map({ [$0] }) else { return nil }
    guard let function else { return open[0].byteCode }
    while let code = open.popLast() {
      if code.qualifiedName == function { return code.byteCode }
      open += code.codes
    }
    return nil
  }

  /// The next instruction's clock, function and text, then the operand stack in brackets. The top of the stack comes
  /// last. Nil if the pass has ended.
  ///
  ///     12  Net.forward     6     1  loadAttribute(0)  linear  [Net]
  public var nextInstruction: String? {
    guard let frame = machine.frames.last else { return nil }
    let operands = frame.stack.map { preview(of: $0, limit: 30) }.joined(separator: ", ")
    return "\(machine.clock)  \(frame.code.qualifiedName) \(frame.code.text(ofInstruction: frame.next))  [\(operands)]"
  }
}
