import ListingRuntime
import Tensors

/// A tensor of the pass compared with one of the other side.
public struct ComparisonRow: Sendable {
  public enum Verdict: String, Sendable {
    case within = "ok"
    /// A difference exceeds the bound.
    case beyond = "off"
    /// NaN or infinite in only one of the two.
    case notFinite = "nan"
    case shape = "shape"
  }

  /// How many tensors the pass had computed before.
  public let order: Int
  /// The name that was compared: `x`, or `x#3`.
  public let name: String
  /// The name of this tensor alone: `x#3`.
  public let exactName: String
  public let theirName: String
  /// Further names of the same tensor on the other side.
  public internal(set) var alsoKnownAs: [String] = []
  public let shape: [Int]
  public let theirShape: [Int]
  public let bound: ComparisonBound
  public let place: TraceEvent.Place
  /// Nil when the shapes differ.
  public internal(set) var comparison: Comparison?
  /// The element that shows the difference best.
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

  /// The path of its module; empty for the model itself.
  public var module: String {
    let path = exactName.prefix { $0 != ":" && $0 != "@" && $0 != "[" }
    return exactName.contains(":") || path != "model" ? String(path) : ""
  }

  /// The local variable that it was assigned to; nil for a module's return value.
  public var variable: String? {
    guard let colon = exactName.firstIndex(of: ":"), let dot = exactName[colon...].firstIndex(of: ".") else {
      return nil
    }
    return String(exactName[exactName.index(after: dot)...].prefix { $0 != "#" && $0 != "[" })
  }
}

/// How a pass compares with the other side.
public struct ComparisonReport: Sendable {
  /// The other side's file.
  public let path: String
  /// In order of execution.
  public let rows: [ComparisonRow]
  /// Tensors of the other side that the pass did not compute.
  public let unmet: [String]
  /// Tensors of the other side that the map excludes.
  public let ignored: [String]
  /// How many tensors the pass computed.
  public let made: Int
  /// The number of the pass's tensors without a counterpart on the other side.
  public let unanswered: Int

  public var failures: [ComparisonRow] { rows.filter { $0.verdict != .within } }
  /// The divergence: the first tensor outside the bound.
  public var first: ComparisonRow? { rows.first { $0.verdict != .within } }
}
