import ListingSyntax
import Tensors

/// One operation on tensors: an instruction that takes some and gives some, and enters no call of a listing.
///
/// Operators, subscripts, functions of the tensor library and calls of built-in layers are such; asking a tensor for
/// its size is none.
public struct TensorOperation: Sendable {
  /// What a person calls it: `softmax`, `@`, `Linear`, `[]`, `[]=`.
  public let name: String
  /// What it gave. Of an operation in place the tensor that was written.
  public internal(set) var results: [Tensor] = []
  /// The call that it was part of, among those that are under way.
  public let frame: Int
  public let code: Code
  /// Index of the instruction.
  public let instruction: Int
  /// Of a layer that was called, or else of the module whose method the call runs.
  public let modulePath: String?
  /// Whether it is an operation whatever it does; else only when it makes bytes.
  let isSure: Bool
  let bytesMadeBefore: Int
  /// What it writes into, when it leaves no value behind.
  let target: Value?
  fileprivate let given: [Given]
  /// Expressions that stand before the instruction for what it takes, and how many of them are the callee.
  fileprivate let expressions: (count: Int, leading: Int)

  /// What it was given, in the order in which it takes them: tensors and numbers, at last the parameters of a layer.
  ///
  /// Their texts are found when somebody asks: most operations are only gone by.
  public var operands: [Operand] {
    let texts = operandTexts.dropFirst(expressions.leading)
    func text(_ place: Int) -> String { texts.count > place ? texts[texts.startIndex + place] : "" }
    return given.map { given in
      let name =
        switch given.name {
        case .expression(let place): text(place)
        case .item(let place, let index): "\(text(place))[\(index)]"
        case .own(let name): name
        }
      return Operand(text: name, content: given.content, cell: given.cell)
    }
  }

  /// An operand before it is named.
  fileprivate struct Given: Sendable {
    enum Name: Sendable {
      case expression(Int)
      case item(of: Int, Int)
      case own(String)
    }
    let name: Name
    let content: Operand.Content
    let cell: StorageCell?
  }

  /// The text that it came from.
  public var range: SourceRange { code.ranges[instruction] }
  public var line: Int { Int(code.lines[instruction]) }

  /// Something that an operation takes.
  public struct Operand: Sendable {
    public enum Content: Sendable {
      case tensor(Tensor)
      case number(Double)
    }
    /// As the listing writes it, `self.linear_q(query)`; of a layer's own tensors their name in it, `weight`.
    public let text: String
    public let content: Content
    /// The cell of a tensor: which one it is, whoever looks at it.
    public let cell: StorageCell?

    public var tensor: Tensor? { if case .tensor(let tensor) = content { tensor } else { nil } }
  }
}

extension Machine {
  /// The operation that was ahead before the last instruction, now that it has run: with its results; nil when it
  /// turned out to be none, because it entered a call or made no tensor.
  public func completed(_ operation: TensorOperation) -> TensorOperation? {
    guard frames.count == operation.frame + 1, frames[operation.frame].code === operation.code else { return nil }
    if !operation.isSure, bytesMade == operation.bytesMadeBefore { return nil }
    var operation = operation
    operation.results = tensors(in: operation.target ?? top(operation.frame))
    return operation.results.isEmpty ? nil : operation
  }

  /// The name of the tensor operation that runs next, as far as that can be told before it has run.
  public var operationNameAhead: String? { site(withOperands: false)?.name }

  /// The tensor operation that runs next, without results.
  public func operationAhead() -> TensorOperation? {
    guard let site = site(withOperands: true) else { return nil }
    let f = frames.count - 1
    var given: [TensorOperation.Given] = []
    for (place, value) in site.values.enumerated() { append(value, named: .expression(place), to: &given) }
    if let layer = site.layer {
      for (name, value) in heap.instance(layer).attributes {
        if case .tensor = value { append(value, named: .own(name), to: &given) }
      }
    }
    return TensorOperation(
      name: site.name, frame: f, code: frames[f].code, instruction: frames[f].next,
      modulePath: site.layer.flatMap { modulePaths[$0] } ?? innermostModulePath, isSure: site.isSure,
      bytesMadeBefore: bytesMade, target: writtenTarget, given: given,
      expressions: (site.isWritten ? site.values.count + site.leading : 0, site.leading))
  }

  private var innermostModulePath: String? {
    for frame in frames.reversed() { if let path = modulePath(of: frame) { return path } }
    return nil
  }

  // MARK: What runs next

  /// Whether the next instruction can be an operation on tensors, whatever it finds on the stack.
  var mayComputeWithTensorsNext: Bool {
    guard let frame = frames.last, frame.next < frame.code.instructions.count else { return false }
    return frame.code.instructions[frame.next].mayComputeWithTensors
  }

  private struct Site {
    let name: String
    var values: [Value]
    /// How many expressions stand before those of the values: the callee.
    var leading = 0
    var layer: Handle?
    var isSure = true
    /// Whether each value has an expression of its own: not behind a star.
    var isWritten = true
  }

  /// - Parameter withOperands: Whether the values are wanted; without them the site has none.
  private func site(withOperands: Bool) -> Site? {
    let f = frames.count - 1
    guard mayComputeWithTensorsNext else { return nil }
    func isTensor(_ value: Value) -> Bool { if case .tensor = value { true } else { false } }
    /// The topmost ones, in the order in which they were pushed.
    func values(_ count: Int) -> [Value] { withOperands ? (0..<count).map { peek(count - 1 - $0, f) } : [] }
    switch frames[f].code.instructions[frames[f].next] {
    case .unary(let op):
      return isTensor(peek(0, f)) ? Site(name: op.rawValue, values: values(1)) : nil
    case .binary(let op):
      return isTensor(peek(1, f)) || isTensor(peek(0, f)) ? Site(name: op.rawValue, values: values(2)) : nil
    case .augmented(let op):
      return isTensor(peek(1, f)) || isTensor(peek(0, f)) ? Site(name: op.rawValue + "=", values: values(2)) : nil
    case .compare(let op):
      return isTensor(peek(1, f)) || isTensor(peek(0, f))
        ? Site(name: op.rawValue, values: values(2), isSure: false) : nil
    case .loadSubscript: return isTensor(peek(1, f)) ? Site(name: "[]", values: values(2)) : nil
    case .storeSubscript: return isTensor(peek(1, f)) ? Site(name: "[]=", values: values(3)) : nil
    case .loadAttribute(let index):
      let name = frames[f].code.names[index]
      return (name == "T" || name == "mT") && isTensor(peek(0, f)) ? Site(name: name, values: values(1)) : nil
    case .call(let positional, let keywords):
      let depth = Instruction.calleeDepth(positional: positional, keywords: keywords)
      return site(calling: peek(depth, f), withOperands) {
        (0..<(positional + keywords)).map { peek(depth - 1 - $0, f) }
      }
    case .callSpread:
      guard case .list(let list) = peek(1, f), case .dictionary(let dictionary) = peek(0, f) else { return nil }
      var site = site(calling: peek(2, f), withOperands) {
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

  /// The tensor that the next instruction writes into, when what it does leaves no value behind.
  var writtenTarget: Value? {
    guard let frame = frames.last, case .storeSubscript = frame.code.instructions[frame.next] else { return nil }
    return frame.peek(1)
  }

  // MARK: Operands and results

  private func append(
    _ value: Value, named name: TensorOperation.Given.Name, to operands: inout [TensorOperation.Given]
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

  /// The tensors of what `cat([a, b])` is given, of very many the first.
  private func appendTensors(
    of items: [Value], named name: TensorOperation.Given.Name, to operands: inout [TensorOperation.Given]
  ) {
    guard case .expression(let place) = name else { return }
    for (index, item) in items.prefix(1000).enumerated() {
      switch item {
      case .tensor: append(item, named: .item(of: place, index), to: &operands)
      // A constant that is no number counts as something that was given.
      case .float(let number) where !number.isFinite: append(item, named: .item(of: place, index), to: &operands)
      default: break
      }
    }
  }

  func tensors(in value: Value) -> [Tensor] { tensorReferences(in: value).compactMap { try? tensor($0) } }

  /// The tensors that a value is or consists of, of very many the first.
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
  /// Whether it can be an operation on tensors, whatever it finds on the stack. Most cannot, and this is asked before
  /// every instruction of a pass that is observed: what `site` prepares for the others costs more than to ask.
  fileprivate var mayComputeWithTensors: Bool {
    switch self {
    case .unary, .binary, .augmented, .compare, .loadSubscript, .storeSubscript, .loadAttribute, .call, .callSpread:
      true
    default: false
    }
  }
}

extension TensorOperation {
  /// The texts of the expressions whose values the instruction finds on the stack; empty when they cannot be told.
  ///
  /// An expression's instructions stand together, and the last of them has the text of all: so the operands are found
  /// by going back over them. Behind a method the receiver is part of the callee.
  private var operandTexts: [String] {
    let count = expressions.count
    var texts: [String] = []
    var index = instruction - 1
    let whole = code.ranges[instruction]
    // The value that is assigned is none of the target's text.
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
      // What a method is called on.
      texts[texts.count - 1] = String(callee[..<dot])
    }
    if texts.count != count { return [] }
    if case .storeSubscript = code.instructions[instruction] { return texts[..<1] + texts[1...].reversed() }
    return texts.reversed()
  }
}
