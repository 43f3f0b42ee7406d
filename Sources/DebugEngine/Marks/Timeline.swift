/// The cursor's position in the pass, with the known stops, layers, marks and events.
public struct Timeline: Sendable, Hashable {
  /// The cursor's clock: instructions run so far.
  public let clock: Int
  /// The number of stops up to the cursor.
  public let stop: Int
  /// The number of stops up to the farthest clock that the pass has reached.
  public let knownStops: Int
  /// The first clock of the pass, and the farthest clock that the pass has reached.
  public let firstClock: Int
  public let knownClock: Int
  /// Whether the end of the pass is known. The pass ends when it finishes or fails.
  public let knowsEnd: Bool
  /// Bytes that the snapshots hold, and the most bytes that they may hold.
  public let historyBytes: Int
  public let historyLimit: Int
  public let snapshots: Int
  /// The user's marks, sorted by clock.
  public let marks: [Mark]
  /// The beginnings of all layers that the pass has reached. At most the first 1000.
  public let layers: [LayerBeginning]
  /// Stops at breakpoints, watchpoints, catchpoints and errors, sorted by clock. At most the last 1000.
  public let events: [TimelineEvent]

  /// The beginning of a layer. Layers are counted from 1.
  public struct LayerBeginning: Sendable, Hashable {
    public let number: Int
    public let clock: Int
  }
}

/// A clock of the pass that the user named.
public struct Mark: Sendable, Hashable, Identifiable {
  public let name: String
  public let clock: Int
  /// The function, file and line at the mark's clock; nil at the end of the pass.
  public let function: String?
  public let file: String?
  public let line: Int?
  /// The layer at the mark's clock, counted from 1; nil outside the layer loop.
  public let layer: Int?

  public var id: String { name }
}

/// A stop of the cursor, as the timeline shows it.
public struct TimelineEvent: Sendable, Hashable {
  public enum Kind: Sendable, Hashable { case breakpoint, watch, caught, error }

  public let clock: Int
  public let kind: Kind
  /// IDs of the breakpoints, watchpoints or catchpoints that stopped the pass; empty for an error without a catchpoint.
  public let numbers: [Int]
}

/// A position in the pass that the cursor can go to.
public enum Destination: Sendable, Hashable {
  case mark(String)
  case clock(Int)
  /// A stop by its number, counted from 1 as in `Timeline.stop`.
  case stop(Int)
  /// A fraction of the known part of the pass, from 0 (its beginning) to 1 (the farthest known clock).
  case fraction(Double)
  /// The first statement of a layer. Layers are counted from 1.
  case layer(Int)
  /// The instruction that raised the last caught error before the cursor.
  case raise
  case beginning
  case end
}

/// Why the cursor cannot go to a destination.
public enum DestinationProblem: Error, Sendable, Hashable {
  case noMark(String, nearest: String?)
  case noLayerLoop
  case noLayer(Int, count: Int?)
  /// The pass has fewer stops than the requested number.
  case beyondEnd(stops: Int)
  case nothingCaught
}

extension DestinationProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noMark(let name, let nearest):
      "there is no mark '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .noLayerLoop: "the layers are not known: this model declares no layer loop"
    case .noLayer(let number, let count):
      "there is no layer \(number)" + (count.map { ": they are numbered 1 to \($0)" } ?? "")
    case .nothingCaught: "the listing has caught no error before the cursor"
    case .beyondEnd(let stops): "the pass ends before that stop: it has only \(stops) stops"
    }
  }
}
