import ListingSyntax

/// One call under way: a value, like all of the machine.
public struct Frame: Sendable {
  public let code: Code
  /// Index of the instruction that runs next.
  var next = 0
  var locals: [Variable]
  var cells: [Handle]
  /// Operands of the instruction under way and of those around it.
  var stack: [Value] = []
  /// The namespace of the file whose text it runs.
  let globals: Handle
  /// The namespace of a class body or of the prompt.
  let names: Handle?
  /// What becomes of the value that it returns.
  var purpose: Purpose
  /// The machine's clock when the call began: with the code, what tells one call from another.
  public internal(set) var began: Int

  enum Purpose: Sendable {
    /// The value goes on the caller's stack.
    case call
    /// `__init__`: the instance goes on the caller's stack.
    case construction(Value)
    /// The value is dropped: a file's own statements.
    case file
    /// The value is dropped: a method called for what it does, `__setitem__`.
    case effect
    /// The value is an iterator, or an instance to be asked for items: what `__iter__` gave.
    case iterator
    /// The value, or each that is yielded, is the next item of an iterator: it takes the place of so many operands of
    /// the caller, which then goes on. At the end of the items the caller's instruction runs again.
    case item(of: Handle, dropping: Int)
    /// A class body; its names become the class.
    case classBody(name: String, inherited: [ClassObject])
  }

  /// A local variable: its value and where it got it.
  public struct Variable: Sendable {
    public internal(set) var value: Value?
    /// The machine's clock when it was last given a value.
    public internal(set) var changed = 0
    /// Instruction that gave it.
    var instruction = -1
  }

  init(
    code: Code, globals: Handle, names: Handle? = nil, closure: [Handle] = [], purpose: Purpose, began: Int,
    locals: [Variable]? = nil
  ) {
    self.code = code
    self.globals = globals
    self.names = names
    self.purpose = purpose
    self.began = began
    self.locals = locals ?? [Variable](repeating: Variable(), count: code.locals.count)
    cells = [Handle](repeating: Handle(index: -1), count: code.cells.count)
    stack.reserveCapacity(code.deepest)
    for (index, handle) in closure.enumerated() { cells[code.ownCells + index] = handle }
  }

  /// What it keeps from being collected.
  var handles: [Handle] { [globals] + cells.filter { $0.index >= 0 } + (names.map { [$0] } ?? []) + purposeHandles }
  var values: [Value] {
    let kept = stack + locals.compactMap(\.value)
    switch purpose {
    case .construction(let instance): return kept + [instance]
    case .classBody(_, let inherited): return kept + inherited.map(Value.type)
    case .call, .file, .effect, .iterator, .item: return kept
    }
  }
  private var purposeHandles: [Handle] { if case .item(let iterator, _) = purpose { [iterator] } else { [] } }

  /// The line of the instruction that runs next.
  public var line: Int { Int(code.lines[min(next, code.lines.count - 1)]) }

  /// The text that the next instruction came from.
  public var range: SourceRange { code.ranges[min(next, code.ranges.count - 1)] }

  /// Whether it stands where stepping by lines may stop.
  public var isAtStop: Bool { next < code.stops.count && code.stops[next] }

  /// `self`, when the function is a method.
  public var receiver: Value? {
    guard code.parameters.first?.name == "self" else { return nil }
    return locals.first?.value
  }
}
