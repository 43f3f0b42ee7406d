import ListingRuntime
import Tensors

/// A tensor that a pass computed, with its names in traces.
public struct TracedTensor: Sendable {
  /// The unique name of the tensor: `encoder.encoders.0:forward.x#2`, `encoder.embed`, `encoder.encoders.0[1]`.
  public let exactName: String
  /// The variable's name without the assignment's number: `encoder.encoders.0:forward.x`. In a trace, this name refers
  /// to the last tensor assigned to the variable. Nil for a module's return value.
  public let lastName: String?
  public let tensor: Tensor
  public let place: TraceEvent.Place
  /// The number of tensors that the pass computed before this tensor.
  public let order: Int

  public init(exactName: String, lastName: String? = nil, tensor: Tensor, place: TraceEvent.Place, order: Int) {
    self.exactName = exactName
    self.lastName = lastName
    self.tensor = tensor
    self.place = place
    self.order = order
  }

  /// All names of the tensor, the exact name first.
  public var names: [String] { [exactName] + (lastName.map { [$0] } ?? []) }
}

/// Runs a machine and returns the named tensors that it computes.
public struct TensorTracer: Sendable {
  private var tracer = Tracer()
  private var count = 0

  public init() {}

  /// Runs the next instruction and returns the tensors that it computed: usually none, and several when a module
  /// returns a tuple.
  public mutating func step(_ machine: inout Machine) throws(ListingError) -> [TracedTensor] {
    guard let event = try tracer.step(&machine) else { return [] }
    return machine.inspector.namedTensors(in: event.value).map { suffix, tensor in
      defer { count += 1 }
      return TracedTensor(
        exactName: event.exactName + suffix, lastName: event.assignment > 0 ? event.name + suffix : nil, tensor: tensor,
        place: event.place, order: count)
    }
  }
}

/// The shortest form of a name. Removes `@1` (first call) and `[0]` (first item), which are the defaults.
func canonicalName(_ name: String) -> String {
  var name = name
  // Remove `@1` only if a colon, a bracket or the end of the name follows: otherwise `@1` is not the number of the
  // call.
  if let at = name.lastIndex(of: "@") {
    let digits = name[name.index(after: at)...].prefix { $0.isASCII && $0.isNumber }
    let isCount = digits.endIndex == name.endIndex || [":", "["].contains(name[digits.endIndex])
    if digits == "1", isCount { name.removeSubrange(at..<digits.endIndex) }
  }
  while name.hasSuffix("[0]") { name.removeLast(3) }
  return name
}
