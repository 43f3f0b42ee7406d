/// The cursor's place in the pass, and what is known of the pass around it.
public struct Timeline: Sendable, Hashable {
  /// Instructions run so far.
  public let clock: Int
  /// Stops of the pass up to the cursor.
  public let stop: Int
  /// Stops up to the farthest clock that the cursor has reached.
  public let knownStops: Int
  /// The first clock of the pass, and the farthest clock that the cursor has reached.
  public let firstClock: Int
  public let knownClock: Int
  /// Whether the end of the pass is known.
  public let knowsEnd: Bool
  /// Bytes of tensors that only the history holds, and its budget.
  public let historyBytes: Int
  public let historyLimit: Int
  public let snapshots: Int
  /// The user's marks, by clock.
  public let marks: [Mark]
  /// Where layers began, up to the farthest clock.
  public let layers: [LayerBeginning]
  /// Where breakpoints, watchpoints and catchpoints stopped the cursor: the last thousand, by clock.
  public let events: [TimelineEvent]

  /// The beginning of a layer, counted from 1.
  public struct LayerBeginning: Sendable, Hashable {
    public let number: Int
    public let clock: Int
  }
}

/// A named clock of the pass.
public struct Mark: Sendable, Hashable, Identifiable {
  public let name: String
  public let clock: Int
  /// The function, file and line at that clock; nil at the end of the pass.
  public let function: String?
  public let file: String?
  public let line: Int?
  /// The layer at that clock.
  public let layer: Int?

  public var id: String { name }
}

/// A stop of the cursor.
public struct TimelineEvent: Sendable, Hashable {
  public enum Kind: Sendable, Hashable { case breakpoint, watch, caught, error }

  public let clock: Int
  public let kind: Kind
  /// The breakpoints, watchpoints or catchpoints that stopped it; empty for an error without a catchpoint.
  public let numbers: [Int]
}

/// A place in the pass to go to from anywhere.
public enum Destination: Sendable, Hashable {
  case mark(String)
  case clock(Int)
  /// A stop by its number, counted from 1 like `Timeline.stop`.
  case stop(Int)
  /// A fraction of the known pass, from 0 to 1.
  case fraction(Double)
  /// The first statement of a layer, counted from 1.
  case layer(Int)
  case beginning
  case end
}

/// Why the cursor cannot go to a destination.
public enum DestinationProblem: Error, Sendable, Hashable {
  case noMark(String, nearest: String?)
  case noLayerLoop
  case noLayer(Int, count: Int?)
  /// The pass ends before that stop.
  case beyondEnd(stops: Int)
}

extension DestinationProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noMark(let name, let nearest):
      "there is no mark '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .noLayerLoop: "the layers are not known: this model declares no layer loop"
    case .noLayer(let number, let count):
      "there is no layer \(number)" + (count.map { ": they are numbered 1 to \($0)" } ?? "")
    case .beyondEnd(let stops): "the pass ends before that stop: it has only \(stops) stops"
    }
  }
}
