/// A read-only view of a stopped machine, for debuggers, commands and traces.
///
/// - `MachineInspector+Variables.swift`: the variables of a frame, their axes, and whether a value changed
/// - `MachineInspector+Values.swift`: a value's children, its text in one line, its tensors; names for completion
/// - `MachineInspector+Operands.swift`: the operands of a frame, the parameters of a module
/// - `MachineInspector+Calls.swift`: the calls in a statement and the code that they run
/// - `MachineInspector+Loops.swift`: the `for` loops that a frame is running
/// - `MachineInspector+Memory.swift`: the bytes that a machine holds
///
/// Making an inspector copies the machine, which increments about twenty reference counts. Queries that run at every
/// instruction are therefore methods of `Machine`: `Machine+Position.swift`, `Machine+NextInstruction.swift`,
/// `InstructionAhead.swift` and `TensorOperation.swift`. Changes are methods of `Machine` too: `Machine+Changes.swift`
/// and `Machine+Prompt.swift`.
public struct MachineInspector: Sendable {
  let machine: Machine

  /// The paths of all modules of the model, in no particular order.
  public var allModulePaths: [String] { Array(machine.modulePaths.values) }

  public var modulePathCount: Int { machine.modulePaths.count }

  /// Reads a file of the listing, even if no other file has imported it. Returns false if the file does not exist or
  /// has syntax errors.
  public func reads(_ path: String) -> Bool {
    machine.sources.has(path) && machine.sources.reading(path)?.code != nil
  }

  /// The listing's files and their states, sorted by path.
  public var fileStates: [(path: String, state: ListingSources.FileState)] { machine.sources.fileStates }

  /// The errors in the files that have been read, formatted with their lines.
  public func errors() -> [String] { machine.sources.errors() }

  /// The errors in one file that was read, formatted with their lines. If the file cannot be read, returns the reason.
  public func errors(in path: String) -> [String] { machine.sources.errors(in: path) }

  /// The functions in the files that have been read, and the lines where a breakpoint can stop.
  public var outline: ListingOutline { ListingOutline(machine.sources) }
}

extension Machine {
  /// The number of the listing's files that have been read.
  public var sourceCount: Int { sources.count }

  public var inspector: MachineInspector { MachineInspector(machine: self) }
}
