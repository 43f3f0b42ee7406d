import ListingSyntax
import Tensors

/// One tensor operation: an instruction that takes tensors, returns tensors, and runs no code of a listing.
///
/// Operators, subscripts, functions of the framework and calls of builtin layers are operations. Reading a tensor's
/// shape is not an operation.
public struct TensorOperation: Sendable {
  /// The operation's name for the user: `softmax`, `@`, `Linear`, `[]`, `[]=`.
  public let name: String
  /// The results; empty until `completed` sets them. For an in-place operation, the tensor that was written.
  public internal(set) var results: [Tensor] = []
  /// The index, in the call stack, of the frame that runs the operation.
  public let frame: Int
  public let code: Code
  /// The index of the instruction in `code`.
  public let instruction: Int
  /// The module path of the called layer. If no layer is called: the path of the module whose method the frame runs.
  public let modulePath: String?
  /// Whether the instruction is certainly a tensor operation. If false, the instruction is a tensor operation only if
  /// it makes tensor bytes, which `x is None`, for example, does not.
  let isSure: Bool
  let bytesMadeBefore: Int
  /// The tensor that `x[i] = y` writes into; nil for an operation that pushes its result.
  let target: Value?
  fileprivate let unnamed: [UnnamedOperand]
  /// `count`: the number of expressions whose values the instruction uses. `leading`: the number of these expressions
  /// that form the callee. The callee's expressions come first.
  fileprivate let expressions: (count: Int, leading: Int)

  /// The operands in order: tensors and numbers, then the parameters of the called layer.
  ///
  /// The operands' texts are computed at each access, because most operations are never shown.
  public var operands: [Operand] {
    let texts = operandTexts.dropFirst(expressions.leading)
    func text(_ place: Int) -> String { texts.count > place ? texts[texts.startIndex + place] : "" }
    return unnamed.map { operand in
      let name =
        switch operand.name {
        case .expression(let place): text(place)
        case .item(let place, let index): "\(text(place))[\(index)]"
        case .own(let name): name
        }
      return Operand(text: name, content: operand.content, cell: operand.cell)
    }
  }

  /// An operand whose text has not been computed.
  fileprivate struct UnnamedOperand: Sendable {
    enum Name: Sendable {
      case expression(Int)
      case item(of: Int, Int)
      case own(String)
    }
    let name: Name
    let content: Operand.Content
    let cell: StorageCell?
  }

  /// The source range of the operation's text.
  public var range: SourceRange { code.ranges[instruction] }
  public var line: Int { Int(code.lines[instruction]) }

  /// An operand of an operation.
  public struct Operand: Sendable {
    public enum Content: Sendable {
      case tensor(Tensor)
      case number(Double)
    }
    /// The operand's text in the listing, such as `self.linear_q(query)`. For a parameter of the called builtin layer:
    /// the name of the attribute, such as `weight`.
    public let text: String
    public let content: Content
    /// The tensor's storage cell, which tells whether two operands share bytes; nil for a number.
    public let cell: StorageCell?

    public var tensor: Tensor? { if case .tensor(let tensor) = content { tensor } else { nil } }
  }
}

extension Machine {
  /// The operation with its results. Call this method after the instruction has run. Nil if the instruction turned out
  /// to be no tensor operation, because it entered a call or its result contains no tensor.
  public func completed(_ operation: TensorOperation) -> TensorOperation? {
    guard frames.count == operation.frame + 1, frames[operation.frame].code === operation.code else { return nil }
    if !operation.isSure, bytesMade == operation.bytesMadeBefore { return nil }
    var operation = operation
    operation.results = tensors(in: operation.target ?? top(operation.frame))
    return operation.results.isEmpty ? nil : operation
  }

  /// The name of the operation that the next instruction runs. Nil if the next instruction cannot be a tensor
  /// operation. For some calls that have a tensor among the arguments, such as `len(x)`, the function's name is
  /// returned although the call is no tensor operation.
  public var operationNameAhead: String? { site(withOperands: false)?.name }

  /// The tensor operation that the next instruction runs, without results. Nil if the next instruction cannot be a
  /// tensor operation. If `isSure` is false, only `completed` can tell whether the instruction was a tensor operation.
  public func operationAhead() -> TensorOperation? {
    guard let site = site(withOperands: true) else { return nil }
    let f = frames.count - 1
    var unnamed: [TensorOperation.UnnamedOperand] = []
    for (place, value) in site.values.enumerated() { append(value, named: .expression(place), to: &unnamed) }
    if let layer = site.layer {
      for (name, value) in heap.instance(layer).attributes {
        if case .tensor = value { append(value, named: .own(name), to: &unnamed) }
      }
    }
    return TensorOperation(
      name: site.name, frame: f, code: frames[f].code, instruction: frames[f].next,
      modulePath: site.layer.flatMap { modulePaths[$0] } ?? innermostModulePath, isSure: site.isSure,
      bytesMadeBefore: bytesMade, target: writtenTarget, unnamed: unnamed,
      expressions: (site.isWritten ? site.values.count + site.leading : 0, site.leading))
  }

  private var innermostModulePath: String? {
    for frame in frames.reversed() { if let path = modulePath(of: frame) { return path } }
    return nil
  }

  // MARK: The next instruction

  /// Whether the next instruction is of a kind that can be a tensor operation. The operands decide whether the
  /// instruction is a tensor operation.
  var mayComputeWithTensorsNext: Bool {
    guard let frame = frames.last, frame.next < frame.code.instructions.count else { return false }
    return frame.code.instructions[frame.next].mayComputeWithTensors
  }

  private struct Site {
    let name: String
    var values: [Value]
    /// The number of the instruction's expressions that form the callee. In the text, the callee's expressions come
    /// before the expressions of `values`.
    var leading = 0
    var layer: Handle?
    var isSure = true
    /// Whether each value has an expression in the text. False if the call passes arguments by `*` or `**`.
    var isWritten = true
  }

  /// - Parameter withOperands: if false, `values` stays empty, which is faster.
  private func site(withOperands: Bool) -> Site? {
    let f = frames.count - 1
    guard mayComputeWithTensorsNext else { return nil }
    func isTensor(_ value: Value) -> Bool { if case .tensor = value { true } else { false } }
    /// The topmost `count` operands, in the order in which they were pushed.
    func values(_ count: Int) -> [Value] { withOperands ? (0..<count).map { frames[f].peek(count - 1 - $0) } : [] }
    switch frames[f].code.instructions[frames[f].next] {
    case .unary(let op):
      return isTensor(frames[f].peek(0)) ? Site(name: op.rawValue, values: values(1)) : nil
    case .binary(let op):
      return isTensor(frames[f].peek(1)) || isTensor(frames[f].peek(0))
        ? Site(name: op.rawValue, values: values(2)) : nil
    case .augmented(let op):
      return isTensor(frames[f].peek(1)) || isTensor(frames[f].peek(0))
        ? Site(name: op.rawValue + "=", values: values(2)) : nil
    case .compare(let op):
      return isTensor(frames[f].peek(1)) || isTensor(frames[f].peek(0))
        ? Site(name: op.rawValue, values: values(2), isSure: false) : nil
    case .loadSubscript: return isTensor(frames[f].peek(1)) ? Site(name: "[]", values: values(2)) : nil
    case .storeSubscript: return isTensor(frames[f].peek(1)) ? Site(name: "[]=", values: values(3)) : nil
    case .loadAttribute(let index):
      let name = frames[f].code.names[index]
      return (name == "T" || name == "mT") && isTensor(frames[f].peek(0)) ? Site(name: name, values: values(1)) : nil
    case .call(let positional, let keywords):
      let depth = Instruction.calleeDepth(positional: positional, keywords: keywords)
      return site(calling: frames[f].peek(depth), withOperands) {
        (0..<(positional + keywords)).map { frames[f].peek(depth - 1 - $0) }
      }
    case .callSpread:
      guard case .list(let list) = frames[f].peek(1), case .dictionary(let dictionary) = frames[f].peek(0) else {
        return nil
      }
      var site = site(calling: frames[f].peek(2), withOperands) {
        heap.list(list) + heap.dictionary(dictionary).entries.map(\.value)
      }
      site?.isWritten = false
      return site
    default: return nil
    }
  }

  private func site(calling callee: Value, _ withOperands: Bool, _ values: () -> [Value]) -> Site? {
    func wanted() -> [Value] { withOperands ? values() : [] }
    switch callee {
    case .builtin(let function):
      guard case .native = function.body else { return nil }
      if function.isTensorOperation { return Site(name: function.name, values: wanted(), leading: 1) }
      let holdsTensors = values().contains { value in
        switch value {
        case .tensor, .list, .tuple: true
        default: false
        }
      }
      return holdsTensors ? Site(name: function.name, values: wanted(), leading: 1, isSure: false) : nil
    case .method(let method):
      guard case .builtin(let function) = method.callee, case .native = function.body else { return nil }
      func all() -> [Value] { withOperands ? [method.receiver] + values() : [] }
      if case .instance(let handle) = method.receiver {
        return function.isTensorOperation ? layerSite(handle, wanted()) : nil
      }
      if function.isTensorOperation { return Site(name: function.name, values: all()) }
      guard case .tensor = method.receiver else { return nil }
      return Site(name: function.name, values: all(), isSure: false)
    case .instance(let handle): return isBuiltinModule(handle) ? layerSite(handle, wanted()) : nil
    default: return nil
    }
  }

  private func layerSite(_ handle: Handle, _ values: [Value]) -> Site? {
    let type = heap.type(of: handle)
    guard case .builtin(let function)? = member("__call__", of: type) ?? member("forward", of: type),
      function.isTensorOperation
    else { return nil }
    return Site(name: type.name, values: values, leading: 1, layer: handle)
  }

  /// The tensor that the next instruction, `x[i] = y`, writes into; nil for other instructions.
  var writtenTarget: Value? {
    guard let frame = frames.last, case .storeSubscript = frame.code.instructions[frame.next] else { return nil }
    return frame.peek(1)
  }

  // MARK: Operands and results

  private func append(
    _ value: Value, named name: TensorOperation.UnnamedOperand.Name, to operands: inout [TensorOperation.UnnamedOperand]
  ) {
    switch value {
    case .tensor(let reference):
      guard let tensor = try? tensor(reference) else { return }
      operands.append(.init(name: name, content: .tensor(tensor), cell: reference.cell))
    case .int(let number): operands.append(.init(name: name, content: .number(Double(number)), cell: nil))
    case .float(let number): operands.append(.init(name: name, content: .number(number), cell: nil))
    case .tuple(let items): appendTensors(of: items, named: name, to: &operands)
    case .record(let record): appendTensors(of: record.items, named: name, to: &operands)
    case .list(let handle): appendTensors(of: heap.list(handle), named: name, to: &operands)
    default: break
    }
  }

  /// Appends the tensors among the first 1000 items of an argument that is a list or tuple, as in `cat([a, b])`.
  private func appendTensors(
    of items: [Value], named name: TensorOperation.UnnamedOperand.Name,
    to operands: inout [TensorOperation.UnnamedOperand]
  ) {
    guard case .expression(let place) = name else { return }
    for (index, item) in items.prefix(1000).enumerated() {
      switch item {
      case .tensor: append(item, named: .item(of: place, index), to: &operands)
      // Include the constants NaN and Inf, because a catchpoint looks for them.
      case .float(let number) where !number.isFinite: append(item, named: .item(of: place, index), to: &operands)
      default: break
      }
    }
  }

  func tensors(in value: Value) -> [Tensor] { tensorReferences(in: value).compactMap { try? tensor($0) } }

  /// The tensors in a value. For a container, only its first 1000 items are searched.
  func tensorReferences(in value: Value) -> [TensorReference] {
    func some(_ items: [Value]) -> [TensorReference] {
      items.prefix(1000).compactMap { if case .tensor(let reference) = $0 { reference } else { nil } }
    }
    switch value {
    case .tensor(let reference): return [reference]
    case .tuple(let items): return some(items)
    case .record(let record): return some(record.items)
    case .list(let handle): return some(heap.list(handle))
    default: return []
    }
  }
}

extension Instruction {
  /// Whether this kind of instruction, such as a call, can be a tensor operation. The operands decide whether the
  /// instruction is a tensor operation. In an observed pass, this property is read before every instruction, so it must
  /// be faster than `site`.
  fileprivate var mayComputeWithTensors: Bool {
    switch self {
    case .unary, .binary, .augmented, .compare, .loadSubscript, .storeSubscript, .loadAttribute, .call, .callSpread:
      true
    default: false
    }
  }
}

extension TensorOperation {
  /// The texts of the expressions whose values the instruction uses; empty if they cannot be determined.
  ///
  /// The instructions of an operand are adjacent, and the last of them has the source range of the whole operand.
  /// Therefore the search goes backward from the operation's instruction. In a method call the receiver is part of the
  /// callee.
  private var operandTexts: [String] {
    let count = expressions.count
    var texts: [String] = []
    var index = instruction - 1
    let whole = code.ranges[instruction]
    // In `x[i] = y` the instruction's range is `x[i]`, so `y` has no text.
    if case .storeSubscript = code.instructions[instruction] { texts.append("") }
    if case .call(_, let keywords) = code.instructions[instruction], keywords > 0 { index -= 1 }
    while texts.count < count, index >= 0 {
      let range = code.ranges[index]
      guard range.start >= whole.start, range.end <= whole.end else { break }
      texts.append(code.file.text(in: range))
      while index >= 0, code.ranges[index].start >= range.start, code.ranges[index].end <= range.end { index -= 1 }
    }
    if case .call = code.instructions[instruction], let callee = texts.last, texts.count == count,
      let dot = callee.lastIndex(of: ".")
    {
      // Keep only the receiver of a method call: `x` of `x.transpose`.
      texts[texts.count - 1] = String(callee[..<dot])
    }
    if texts.count != count { return [] }
    if case .storeSubscript = code.instructions[instruction] { return texts[..<1] + texts[1...].reversed() }
    return texts.reversed()
  }
}
