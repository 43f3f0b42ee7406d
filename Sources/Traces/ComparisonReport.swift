import ListingRuntime
import Tensors

/// A tensor of ours beside the one of theirs.
public struct ComparisonRow: Sendable {
  public enum Verdict: String, Sendable {
    case within = "ok"
    /// Apart by more than the bound.
    case beyond = "off"
    /// NaN or infinite in one of the two alone.
    case notFinite = "nan"
    case shape = "shape"
  }

  /// How many tensors came before it in the pass.
  public let order: Int
  /// The name that the comparison was asked for by: `x`, or `x#3`.
  public let name: String
  /// The name that means this tensor alone: `x#3`.
  public let exactName: String
  public let theirName: String
  /// Further names of theirs for the very same.
  public internal(set) var alsoKnownAs: [String] = []
  public let shape: [Int]
  public let theirShape: [Int]
  public let bound: ComparisonBound
  public let place: TraceEvent.Place
  /// nil when the shapes differ.
  public internal(set) var comparison: Comparison?
  /// Where they are furthest apart.
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

  /// The module that it belongs to; the model itself is an empty path.
  public var module: String {
    let path = exactName.prefix { $0 != ":" && $0 != "@" && $0 != "[" }
    return exactName.contains(":") || path != "model" ? String(path) : ""
  }

  /// The local variable that it was given to; nil for what a module returned.
  public var variable: String? {
    guard let colon = exactName.firstIndex(of: ":"), let dot = exactName[colon...].firstIndex(of: ".") else {
      return nil
    }
    return String(exactName[exactName.index(after: dot)...].prefix { $0 != "#" && $0 != "[" })
  }
}

/// How a pass compares with another one.
public struct ComparisonReport: Sendable {
  /// The file of the other.
  public let path: String
  /// In order of execution.
  public let rows: [ComparisonRow]
  /// Tensors of theirs that the pass never made.
  public let unmet: [String]
  /// Tensors of theirs that the map leaves out.
  public let ignored: [String]
  /// Tensors that the pass made.
  public let made: Int
  /// Those of them for which the file has none.
  public let unanswered: Int

  public var failures: [ComparisonRow] { rows.filter { $0.verdict != .within } }
  /// Where the two part.
  public var first: ComparisonRow? { rows.first { $0.verdict != .within } }
}
