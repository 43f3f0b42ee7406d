import ListingSyntax

/// One function call under way. A value, like every part of the machine.
public struct Frame: Sendable {
  public let code: Code
  /// Index of the instruction that runs next.
  var next = 0
  var locals: [Variable]
  var cells: [Handle]
  /// The operands of the current instruction and of the expressions around it.
  var stack: [Value] = []
  /// The namespace of the file that the code belongs to.
  let globals: Handle
  /// The frame's own namespace: that of a class body or of the prompt.
  let names: Handle?
  /// What to do with the return value.
  var purpose: Purpose
  /// The machine's clock when the call began. Together with the code it identifies the call.
  public internal(set) var began: Int

  enum Purpose: Sendable {
    /// The value goes on the caller's stack.
    case call
    /// `__init__`: the instance goes on the caller's stack.
    case construction(Value)
    /// The value is dropped: the code is the top level of a file.
    case file
    /// The value is dropped: the method was called for its effect, such as `__setitem__`.
    case effect
    /// `__iter__` was called: the value is an iterator, or an instance to ask for items.
    case iterator
    /// The value, or each yielded value, is the next item of an iterator. It replaces `dropping` operands of the
    /// caller, which then continues. After the last item the caller's instruction runs again.
    case item(of: Handle, dropping: Int)
    /// A class body: its names become the class.
    case classBody(name: String, inherited: [ClassObject])
  }

  /// A local variable: its value and where it was assigned.
  public struct Variable: Sendable {
    public internal(set) var value: Value?
    /// The machine's clock at the last assignment.
    public internal(set) var changed = 0
    /// The instruction that assigned it.
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

  /// The heap objects that the collector must keep for this frame.
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

  /// The text of the next instruction.
  public var range: SourceRange { code.ranges[min(next, code.ranges.count - 1)] }

  /// Whether the frame is at a stop: a place where stepping by lines may rest.
  public var isAtStop: Bool { next < code.stops.count && code.stops[next] }

  /// `self`, if the function is a method.
  public var receiver: Value? {
    guard code.parameters.first?.name == "self" else { return nil }
    return locals.first?.value
  }
}
