import ListingSyntax

/// The record of one running function call: its code, local variables and operand stack. A frame is a value, so a copy
/// is independent.
public struct Frame: Sendable {
  public let code: Code
  /// The index of the instruction that runs next.
  var next = 0
  var locals: [Variable]
  var cells: [Handle]
  /// The operand stack. The operands of the next instruction are on top. Below them are the operands of the enclosing
  /// expressions.
  var stack: [Value] = []
  /// The namespace of the file that contains the code; `global` names are found there.
  let globals: Handle
  /// The namespace where a class body or code from the prompt assigns its names; nil for functions and files.
  let names: Handle?
  /// How the machine uses the return value.
  var purpose: Purpose
  /// The machine's clock when the call began. The clock and the code together identify the call.
  public internal(set) var began: Int

  enum Purpose: Sendable {
    /// Push the return value on the caller's operand stack.
    case call
    /// The call runs `__init__`: push the new instance on the caller's operand stack.
    case construction(Value)
    /// The code is the top level of a file: discard the return value.
    case file
    /// The method was called for its effect, such as `__setitem__`: discard the return value.
    case effect
    /// The call runs `__iter__`: it returns an iterator, or an instance whose `__next__` returns the items.
    case iterator
    /// The return value, or each yielded value, is the next item of the iterator `of`. The machine removes the topmost
    /// operands of the caller (their number is `dropping`), pushes the item, and the caller continues. After the last
    /// item the caller's instruction runs again.
    case item(of: Handle, dropping: Int)
    /// The code is a class body: make a class from the names that it assigned.
    case classBody(ClassHeader)
  }

  /// A local variable: its value, and when and by which instruction it was assigned.
  public struct Variable: Sendable {
    public internal(set) var value: Value?
    /// The machine's clock at the last assignment.
    public internal(set) var changed = 0
    /// The index of the instruction that made the last assignment; −1 for an argument and for an assignment at the
    /// prompt.
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

  /// The heap objects that this frame refers to directly. `Heap.collect` must keep them.
  var handles: [Handle] { [globals] + cells.filter { $0.index >= 0 } + (names.map { [$0] } ?? []) + purposeHandles }
  var values: [Value] {
    let kept = stack + locals.compactMap(\.value)
    switch purpose {
    case .construction(let instance): return kept + [instance]
    case .classBody(let header): return kept + header.values
    case .call, .file, .effect, .iterator, .item: return kept
    }
  }
  private var purposeHandles: [Handle] { if case .item(let iterator, _) = purpose { [iterator] } else { [] } }

  /// The source line of the next instruction, counted from 1.
  public var line: Int { Int(code.lines[min(next, code.lines.count - 1)]) }

  /// The source range of the next instruction's text.
  public var range: SourceRange { code.ranges[min(next, code.ranges.count - 1)] }

  /// Whether the next instruction is a stop: stepping by lines may pause there.
  public var isAtStop: Bool { next < code.stops.count && code.stops[next] }

  /// The value of `self`; nil if the function has no `self` parameter.
  public var receiver: Value? {
    guard code.parameters.first?.name == "self" else { return nil }
    return locals.first?.value
  }
}
