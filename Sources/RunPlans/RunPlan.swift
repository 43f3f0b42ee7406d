import ListingRuntime
import Tensors

/// Everything needed to debug a pass: a machine, a call, its inputs and a profile. A plan does not depend on how the
/// model was opened.
public struct RunPlan: Sendable {
  /// A machine that contains the model. No pass has begun in it; `begun()` returns a copy with a begun pass.
  public var machine: Machine
  /// The statements or the expression to run: `model(x)`.
  public var call: String
  /// The file name that frames and messages show for `call`: `<pass>`.
  public var callName: String
  /// The names that `call` uses, with their values. They are defined in the order of the list.
  public var inputs: [Input]
  public var start: Start
  public var profile: ModelProfile
  /// The path of the model's folder, or the expression that created the model.
  public var modelPath: String
  /// The last component of the model folder's path, or the expression that created the model.
  public var modelName: String
  /// A description of the input for the user: `dhd_2934z.wav`, `random features 364x80`, or the call.
  public var inputName: String
  /// Notes for the user about the model and its input.
  public var notes: [String]

  /// Where a session stops first.
  public enum Start: Sendable, Hashable {
    /// The first line of the function with this name. Nil means the first possible stop of the pass.
    case function(String?)
    /// The first line of the function that `call` calls.
    case callee
  }

  public struct Input: Sendable {
    public enum Value: Sendable {
      case tensor(Tensor)
      /// An expression that the machine evaluates. The expression can use the inputs before this input.
      case expression(String)
    }

    public var name: String
    public var value: Value

    public init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// An error that the expression of an input raised.
  public struct InputError: Error {
    public let name: String
    public let expression: String
    public let error: ListingError
  }

  public init(
    machine: Machine, call: String, callName: String = "<pass>", inputs: [Input] = [], start: Start = .function(nil),
    profile: ModelProfile, modelPath: String, modelName: String, inputName: String, notes: [String] = []
  ) {
    self.machine = machine
    self.call = call
    self.callName = callName
    self.inputs = inputs
    self.start = start
    self.profile = profile
    self.modelPath = modelPath
    self.modelName = modelName
    self.inputName = inputName
    self.notes = notes
  }

  /// The name of the function in which a session first stops; nil when the plan names none.
  public var startFunction: String? { if case .function(let name) = start { name } else { nil } }

  /// Returns a machine in which the inputs are defined and the call has begun. No instruction of the call has run.
  ///
  /// - Throws: an `InputError`, or the `ListingError` of a call that cannot be parsed.
  public func begun() throws -> Machine {
    var machine = machine
    try machine.begin(call, name: callName, inputs: inputs)
    return machine
  }
}

extension Machine {
  /// Defines the inputs in order and begins the call. No instruction of the call runs.
  ///
  /// - Throws: a `RunPlan.InputError`, or the `ListingError` of a call that cannot be parsed.
  public mutating func begin(_ call: String, name: String, inputs: [RunPlan.Input]) throws {
    for input in inputs {
      let value: Value
      switch input.value {
      case .tensor(let tensor): value = makeTensor(tensor)
      case .expression(let text):
        do { value = try evaluate(text, name: "<let>") } catch {
          throw RunPlan.InputError(name: input.name, expression: text, error: error)
        }
      }
      setSessionName(input.name, to: value)
    }
    try begin(call, name: name)
  }

  /// Runs an expression, or statements, to the end. Returns the value of the expression.
  ///
  /// - Parameter name: the file name of the text in messages.
  public mutating func evaluate(_ text: String, name: String) throws(ListingError) -> Value {
    try begin(text, name: name)
    while !isFinished { try step() }
    return result
  }
}
