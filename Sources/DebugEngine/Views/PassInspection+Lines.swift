import ListingRuntime
import ListingSyntax

/// A name in a listing's text, with the expression that evaluates to its value.
public typealias NameSpan = ListingSyntax.NameSpan

extension SourceFile {
  /// The names in each line, from left to right. One array per line.
  public func names() -> [[NameSpan]] { ListingSyntax.names(in: self) }
}

extension PassInspection {
  /// The lines of a frame's function that the frame has already begun to run.
  public func linesRun(inFrame number: Int = 0) -> Set<Int> {
    guard let index = machineFrame(number) else { return [] }
    let frame = machine.frames[index]
    var lines: Set<Int> = []
    let stops = history.stops
    for stop in stops[..<history.stopCount(before: machine.clock)].reversed() {
      if stop.clock < frame.began { break }
      if stop.began == frame.began, stop.depth == index + 1 { lines.insert(Int(stop.line)) }
    }
    return lines
  }

  /// The operand stack of a frame: values that the current statement has computed but not used yet. Empty at the
  /// beginning of a statement.
  public func operands(ofFrame number: Int = 0) -> [OperandView] {
    guard let index = machineFrame(number) else { return [] }
    return machine.inspector.operands(of: machine.frames[index]).map {
      OperandView(role: $0.role, value: view(of: $0.value, in: machine))
    }
  }

  /// The parameters of a frame's module and its submodules, without summaries. At most `limit` are returned.
  public func parameters(ofFrame number: Int = 0, limit: Int = 400) -> [ChildView] {
    guard let index = machineFrame(number), let handle = module(of: index) else { return [] }
    return machine.inspector.parameterReferences(of: handle, limit: limit).map { accessor, value in
      ChildView(accessor: "self" + accessor, value: view(of: value, in: machine, withSummary: false))
    }
  }

  /// The number of parameters and buffers in the frame's module and its submodules.
  public func parameterCount(ofFrame number: Int = 0) -> Int {
    machineFrame(number).flatMap(module(of:)).map { machine.parameterTree($0).count } ?? 0
  }

  private func module(of index: Int) -> Handle? {
    guard case .instance(let handle)? = machine.frames[index].receiver, machine.isModule(handle) else { return nil }
    return handle
  }
}

/// A value on the operand stack.
public struct OperandView: Sendable {
  /// The value's role in the next instruction: `left`, `argument 1`, `mask=`. `waiting` when only a later instruction
  /// uses the value.
  public let role: String
  public let value: ValueView
}
