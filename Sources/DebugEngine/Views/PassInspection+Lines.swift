import ListingRuntime
import ListingSyntax

/// A name in the text of a listing, and what to type to get what it names.
public typealias NameSpan = ListingSyntax.NameSpan

extension SourceFile {
  /// For each line the names in it, from left to right.
  public func names() -> [[NameSpan]] { ListingSyntax.names(in: self) }
}

extension PassInspection {
  /// The lines that a call has begun to run so far, in its own function.
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

  /// The values that the statement under way has computed in a call and not used yet, with what the next instruction
  /// does with each; empty before a statement.
  public func operands(ofFrame number: Int = 0) -> [OperandView] {
    guard let index = machineFrame(number) else { return [] }
    return machine.inspector.operands(of: machine.frames[index]).map {
      OperandView(role: $0.role, value: view(of: $0.value, in: machine))
    }
  }

  /// The parameters that a call's module owns itself, and those of its submodules: at most `limit` of them, without
  /// summaries.
  public func parameters(ofFrame number: Int = 0, limit: Int = 400) -> [ChildView] {
    guard let index = machineFrame(number), let handle = module(of: index) else { return [] }
    return machine.inspector.parameterReferences(of: handle, limit: limit).map { accessor, value in
      ChildView(accessor: "self" + accessor, value: view(of: value, in: machine, withSummary: false))
    }
  }

  /// How many there are.
  public func parameterCount(ofFrame number: Int = 0) -> Int {
    machineFrame(number).flatMap(module(of:)).map { machine.parameterTree($0).count } ?? 0
  }

  private func module(of index: Int) -> Handle? {
    guard case .instance(let handle)? = machine.frames[index].receiver, machine.isModule(handle) else { return nil }
    return handle
  }
}

/// A value on its way into an operation.
public struct OperandView: Sendable {
  /// `left`, `argument 1`, `mask=`; `waiting` for what an operation further out will use.
  public let role: String
  public let value: ValueView
}
