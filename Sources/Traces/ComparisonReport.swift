import ListingRuntime
import Tensors

/// A tensor of the pass, compared with a tensor of the other side.
public struct ComparisonRow: Sendable {
  public enum Verdict: String, Sendable {
    case within = "ok"
    /// The greatest difference exceeds the bound.
    case beyond = "off"
    /// An element is NaN or infinite in only one of the two tensors.
    case notFinite = "nan"
    case shape = "shape"
  }

  /// The number of tensors that the pass computed before this tensor.
  public let order: Int
  /// The name under which the tensors were compared: `x`, or `x#3`.
  public let name: String
  /// The unique name of the tensor: `x#3`.
  public let exactName: String
  public let theirName: String
  /// Additional names of the same tensor on the other side.
  public internal(set) var alsoKnownAs: [String] = []
  public let shape: [Int]
  public let theirShape: [Int]
  public let bound: ComparisonBound
  public let place: TraceEvent.Place
  /// The comparison of the elements; nil when the shapes differ.
  public internal(set) var comparison: Comparison?
  /// The pair of elements with the greatest difference. If an element is NaN or infinite in only one of the two
  /// tensors, the first such pair. Nil when the shapes differ.
  public internal(set) var worst: ComparedElement?

  init(
    order: Int, name: String, exactName: String, theirName: String, shape: [Int], theirShape: [Int],
    bound: ComparisonBound, place: TraceEvent.Place
  ) {
    self.order = order
    self.name = name
    self.exactName = exactName
    self.theirName = theirName
    self.shape = shape
    self.theirShape = theirShape
    self.bound = bound
    self.place = place
  }

  public var verdict: Verdict {
    guard let comparison else { return .shape }
    if !comparison.nonFiniteAgree { return .notFinite }
    return comparison.isWithin(bound) ? .within : .beyond
  }

  /// The path of the module that computed the tensor; empty for the model itself.
  public var module: String {
    let path = exactName.prefix { $0 != ":" && $0 != "@" && $0 != "[" }
    return exactName.contains(":") || path != "model" ? String(path) : ""
  }

  /// The local variable to which the tensor was assigned; nil for a module's return value.
  public var variable: String? {
    guard let colon = exactName.firstIndex(of: ":"), let dot = exactName[colon...].firstIndex(of: ".") else {
      return nil
    }
    return String(exactName[exactName.index(after: dot)...].prefix { $0 != "#" && $0 != "[" })
  }
}

/// The result of comparing a pass with the other side.
public struct ComparisonReport: Sendable {
  /// The path of the other side's file.
  public let path: String
  /// The compared tensors, in the order in which the pass computed them.
  public let rows: [ComparisonRow]
  /// Names of the other side's tensors that the pass did not compute.
  public let unmet: [String]
  /// Names of the other side's tensors that the name map excludes.
  public let ignored: [String]
  /// The number of tensors that the pass computed and whose names the user selected.
  public let computed: Int
  /// The number of tensors, among the `computed` tensors, without a counterpart on the other side.
  public let withoutCounterpart: Int

  public var failures: [ComparisonRow] { rows.filter { $0.verdict != .within } }
  /// The divergence: the first tensor that is not within the bound; nil if there is none.
  public var first: ComparisonRow? { rows.first { $0.verdict != .within } }
}
