import ListingRuntime
import Tensors

/// A tensor that a pass computed, with its names in files.
public struct TracedTensor: Sendable {
  /// The name of this tensor alone: `encoder.encoders.0:forward.x#2`, `encoder.embed`, `encoder.encoders.0[1]`.
  public let exactName: String
  /// The name that it has until the variable is assigned again, `encoder.encoders.0:forward.x`; nil for a module's
  /// return value.
  public let lastName: String?
  public let tensor: Tensor
  public let place: TraceEvent.Place
  /// How many were computed before it.
  public let order: Int

  public init(exactName: String, lastName: String? = nil, tensor: Tensor, place: TraceEvent.Place, order: Int) {
    self.exactName = exactName
    self.lastName = lastName
    self.tensor = tensor
    self.place = place
    self.order = order
  }

  /// The exact name first.
  public var names: [String] { [exactName] + (lastName.map { [$0] } ?? []) }
}

/// Runs a machine and returns the tensors that it computes.
public struct TensorTracer: Sendable {
  private var tracer = Tracer()
  private var count = 0

  public init() {}

  /// Runs the next instruction. Most instructions compute no tensor; a module that returns a tuple computes several.
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

/// The shortest form of a name: without `@1` and `[0]`, which are the defaults.
func canonicalName(_ name: String) -> String {
  var name = name
  // The count of calls follows the path: it ends at a colon, a bracket or the end.
  if let at = name.lastIndex(of: "@") {
    let digits = name[name.index(after: at)...].prefix { $0.isASCII && $0.isNumber }
    let isCount = digits.endIndex == name.endIndex || [":", "["].contains(name[digits.endIndex])
    if digits == "1", isCount { name.removeSubrange(at..<digits.endIndex) }
  }
  while name.hasSuffix("[0]") { name.removeLast(3) }
  return name
}
