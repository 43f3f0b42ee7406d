import ListingRuntime
import Tensors

/// Everything needed to debug a pass, however the model was opened.
public struct RunPlan: Sendable {
  /// Holds the model. No pass has begun: see `begun()`.
  public var machine: Machine
  /// The statements or the expression to run: `model(x)`.
  public var call: String
  /// The file name that the call has in frames and messages: `<pass>`.
  public var callName: String
  /// Names that the call uses, defined in this order.
  public var inputs: [Input]
  public var start: Start
  public var profile: ModelProfile
  /// The model's folder, or the expression that made the model.
  public var modelPath: String
  /// The folder's own name, or the expression.
  public var modelName: String
  /// `dhd_2934z.wav`, `random features 364x80`, or the call.
  public var inputName: String
  /// Messages to the user about the model and its input.
  public var notes: [String]

  /// Where a session first stops.
  public enum Start: Sendable, Hashable {
    /// On the first line of this function; nil means the first stop of the pass.
    case function(String?)
    /// On the first line of the function that the call calls.
    case callee
  }

  public struct Input: Sendable {
    public enum Value: Sendable {
      case tensor(Tensor)
      /// Evaluated by the machine, with the names defined before it.
      case expression(String)
    }

    public var name: String
    public var value: Value

    public init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// An input's expression failed.
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

  /// The function on whose first line a session starts, when the plan names one.
  public var startFunction: String? { if case .function(let name) = start { name } else { nil } }

  /// A machine with the inputs defined and the call begun. None of the call has run.
  ///
  /// - Throws: an `InputError`, or the `ListingError` of a call that cannot be parsed.
  public func begun() throws -> Machine {
    var machine = machine
    try machine.begin(call, name: callName, inputs: inputs)
    return machine
  }
}

extension Machine {
  /// Defines inputs, in order, and begins a call that uses them. None of the call has run.
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

  /// Runs statements or an expression to the end and returns the value.
  ///
  /// - Parameter name: the file name that the text has in messages.
  public mutating func evaluate(_ text: String, name: String) throws(ListingError) -> Value {
    try begin(text, name: name)
    while !isFinished { try step() }
    return result
  }
}
