import ListingRuntime

/// What the user has changed: interventions on the whole pass, edits at one clock, and the saved passes for undo.
struct Changes: Sendable {
  var interventions: [Intervention] = []
  var nextIntervention = 1
  /// In the order of their clocks.
  var edits: [Edit] = []
  /// Module calls so far, each with the clock before it. They show where an intervention first takes effect.
  var calls: [(clock: Int, module: Handle)] = []
  /// The pass before the last change.
  var undoState: Saved?
  /// The pass with the change that `undo` took back.
  var redoState: Saved?
  /// The pass that waits while an expression is debugged.
  var waiting: Saved?
  /// Edits that could not be made again when the pass was replayed.
  var problems: [String] = []

  /// A pass before a change or before an expression that is debugged, with a description of the change or the
  /// expression.
  final class Saved: Sendable {
    let pass: Pass
    let what: String
    /// Whether only the snapshots that a saved pass must keep are left.
    let isEvicted: Bool

    init(_ pass: Pass, _ what: String, isEvicted: Bool = false) {
      self.pass = pass
      self.what = what
      self.isEvicted = isEvicted
    }
  }
}

/// A lasting change of the model: a module's return value, or slices of its tensors, become zeros.
public struct Intervention: Sendable, Identifiable {
  public let id: Int
  /// As the user wrote it. `*` stands for one part of a path.
  public let path: String
  public let axis: Axis?
  /// Indices along the axis; empty without an axis.
  public let indices: [Int]
  /// How many tensors it has changed so far.
  public internal(set) var uses = 0

  public enum Axis: Sendable, Hashable {
    /// The axis of this name in every variable of the module's own frames, by shape comments.
    case named(String)
    /// An axis of the module's return value. Negative numbers count from the end.
    case number(Int)
  }

  /// `encoder.encoders.3.self_attn head 2`
  public var text: String {
    let axis =
      switch axis {
      case nil: ""
      case .named(let name)?: " " + name
      case .number(let number)?: " \(number)"
      }
    return path + axis + (indices.isEmpty ? "" : " " + indices.map(String.init).joined(separator: ","))
  }
}

/// A change made at one clock. It is made again whenever the pass is replayed past that clock.
struct Edit: Sendable {
  enum Kind: Sendable {
    case assignment(String)
    case returned(String?)
    case omitted
  }
  let clock: Int
  /// Index into the machine's frames.
  let frame: Int?
  let kind: Kind

  var text: String {
    switch kind {
    case .assignment(let text): "set \(text)"
    case .returned(let text): text.map { "return \($0)" } ?? "return"
    case .omitted: "omit"
    }
  }

  func apply(to machine: inout Machine, _ isInterrupted: () -> Bool = { false }) throws(ListingError) {
    switch kind {
    case .assignment(let text): _ = try machine.assign(text, frame: frame, isInterrupted: isInterrupted)
    case .returned(let text): try machine.returnNow(text, frame: frame ?? 0, isInterrupted: isInterrupted)
    case .omitted: try machine.omitStatement(frame: frame ?? 0)
    }
  }
}

/// One change of the pass, as a front end shows it.
public struct ChangeView: Sendable, Hashable {
  public let text: String
  /// The clock where it was made; nil for an intervention.
  public let clock: Int?
}

/// Why a change could not be made.
public enum ChangeProblem: Error, Sendable {
  case noFrame
  case noModule(String, nearest: String?)
  case noAxis(String, path: String, known: [String])
  case noIntervention(Int)
  case nothingToUndo
  case nothingToRedo
  case listing(ListingError)
}

extension ChangeProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noFrame: "the pass is over: there is no frame to change"
    case .noModule(let path, let nearest):
      "the model has no module '\(path)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .noAxis(let name, let path, let known):
      known.isEmpty
        ? "no shape comment in the code of \(path) names an axis; give the number of an axis of its return value"
        : "no shape comment in the code of \(path) names an axis '\(name)'; there are \(known.joined(separator: ", "))"
    case .noIntervention(let id): "there is no intervention \(id)"
    case .nothingToUndo: "nothing has been changed: this is the original pass"
    case .nothingToRedo: "there is nothing to redo"
    case .listing(let error): error.summary
    }
  }
}
