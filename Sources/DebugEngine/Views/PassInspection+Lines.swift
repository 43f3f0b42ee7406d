import ListingRuntime
import ListingSyntax

/// A name in a listing's text, and the expression that evaluates it.
public typealias NameSpan = ListingSyntax.NameSpan

extension SourceFile {
  /// The names in each line, from left to right.
  public func names() -> [[NameSpan]] { ListingSyntax.names(in: self) }
}

extension PassInspection {
  /// The lines of its function that a frame has begun to run.
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

  /// Values that the current statement has computed in a frame but not used yet, each with its role in the next
  /// instruction. Empty before a statement.
  public func operands(ofFrame number: Int = 0) -> [OperandView] {
    guard let index = machineFrame(number) else { return [] }
    return machine.inspector.operands(of: machine.frames[index]).map {
      OperandView(role: $0.role, value: view(of: $0.value, in: machine))
    }
  }

  /// The parameters of a frame's module and its submodules: at most `limit`, without summaries.
  public func parameters(ofFrame number: Int = 0, limit: Int = 400) -> [ChildView] {
    guard let index = machineFrame(number), let handle = module(of: index) else { return [] }
    return machine.inspector.parameterReferences(of: handle, limit: limit).map { accessor, value in
      ChildView(accessor: "self" + accessor, value: view(of: value, in: machine, withSummary: false))
    }
  }

  /// How many parameters the frame's module and its submodules have.
  public func parameterCount(ofFrame number: Int = 0) -> Int {
    machineFrame(number).flatMap(module(of:)).map { machine.parameterTree($0).count } ?? 0
  }

  private func module(of index: Int) -> Handle? {
    guard case .instance(let handle)? = machine.frames[index].receiver, machine.isModule(handle) else { return nil }
    return handle
  }
}

/// A value that an operation is about to use.
public struct OperandView: Sendable {
  /// `left`, `argument 1`, `mask=`; `waiting` when an outer operation uses it later.
  public let role: String
  public let value: ValueView
}
