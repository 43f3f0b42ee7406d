/// A read-only view of a stopped machine, for debuggers, commands and traces.
///
/// - `MachineInspector+Variables.swift`: the variables of a frame, their axes, and whether a value changed
/// - `MachineInspector+Values.swift`: a value's children, its text in one line, its tensors; names for completion
/// - `MachineInspector+Operands.swift`: the operands of a frame, the parameters of a module
/// - `MachineInspector+Calls.swift`: the calls in a statement and the code that they run
/// - `MachineInspector+Loops.swift`: the `for` loops that a frame is in
/// - `MachineInspector+Memory.swift`: the bytes that a machine holds
///
/// Making an inspector copies the machine, which increments about twenty reference counts. Therefore queries for every
/// instruction are methods of `Machine`: `Machine+Position.swift`, `Machine+NextInstruction.swift`,
/// `InstructionAhead.swift` and `TensorOperation.swift`. A debugger changes a machine by `Machine+Changes.swift` and
/// `Machine+Prompt.swift`.
public struct MachineInspector: Sendable {
  let machine: Machine

  /// The paths of all modules of the model, in no order.
  public var allModulePaths: [String] { Array(machine.modulePaths.values) }

  /// The functions of the listing, and the lines that a breakpoint can stop on.
  public var outline: ListingOutline { ListingOutline(machine.sources) }
}

extension Machine {
  public var inspector: MachineInspector { MachineInspector(machine: self) }
}
