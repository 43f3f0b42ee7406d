/// Where the cursor is in the pass, and what is known of the pass around it.
public struct Timeline: Sendable, Hashable {
  /// Instructions run so far.
  public let clock: Int
  /// Stops of the pass up to the cursor.
  public let stop: Int
  /// Stops that have been passed in all: where the cursor has been at the farthest.
  public let knownStops: Int
  /// The clock where the pass begins, and where the cursor has been at the farthest.
  public let firstClock: Int
  public let knownClock: Int
  /// Whether the end of the pass has been seen.
  public let knowsEnd: Bool
  /// Bytes of tensors that only the history keeps, and how many it may keep.
  public let historyBytes: Int
  public let historyLimit: Int
  public let snapshots: Int
  /// Places that a person has named, in the order of the pass.
  public let marks: [Mark]
  /// Where the layers began, as far as the pass has come.
  public let layers: [LayerBeginning]
  /// Where breakpoints, watches and catches have stopped the cursor, the last thousand, in the order of the pass.
  public let events: [TimelineEvent]

  /// The beginning of a turn of the layer loop, counted from 1.
  public struct LayerBeginning: Sendable, Hashable {
    public let number: Int
    public let clock: Int
  }
}

/// A place in the pass that a person has named.
public struct Mark: Sendable, Hashable, Identifiable {
  public let name: String
  public let clock: Int
  /// The function, file and line there; nil past the end.
  public let function: String?
  public let file: String?
  public let line: Int?
  /// The layer that it is in.
  public let layer: Int?

  public var id: String { name }
}

/// Something that has stopped the cursor.
public struct TimelineEvent: Sendable, Hashable {
  public enum Kind: Sendable, Hashable { case breakpoint, watch, caught, error }

  public let clock: Int
  public let kind: Kind
  /// The breakpoints, watches or catches; none of an error that nobody waited for.
  public let numbers: [Int]
}

/// A place in the pass to go to, wherever the cursor is.
public enum Destination: Sendable, Hashable {
  case mark(String)
  case clock(Int)
  /// A stop by its number, counted from 1 as `Timeline.stop` does.
  case stop(Int)
  /// Part of what is known of the pass, from 0 to 1.
  case fraction(Double)
  /// The first statement of a turn of the layer loop, counted from 1.
  case layer(Int)
  case beginning
  case end
}

/// Why there is no going to a destination.
public enum DestinationProblem: Error, Sendable, Hashable {
  case noMark(String, nearest: String?)
  case noLayerLoop
  case noLayer(Int, count: Int?)
  /// The pass ends before it.
  case beyondEnd(stops: Int)
}

extension DestinationProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noMark(let name, let nearest):
      "there is no mark '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .noLayerLoop: "nobody has said which loop goes over the layers"
    case .noLayer(let number, let count):
      "there is no layer \(number)" + (count.map { ": they are numbered 1 to \($0)" } ?? "")
    case .beyondEnd(let stops): "the pass ends before that, after \(stops) stops"
    }
  }
}
