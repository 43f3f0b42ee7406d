import ListingRuntime

/// The user's changes to a pass: interventions on the whole pass, edits at one clock, and saved passes for undo.
struct Changes: Sendable {
  var interventions: [Intervention] = []
  var nextIntervention = 1
  /// All edits, sorted by clock.
  var edits: [Edit] = []
  /// All module calls that the pass has run, with the clock before each call. These calls determine the clock at which
  /// an intervention first takes effect.
  var calls: [(clock: Int, module: Handle)] = []
  /// The pass before the last change; nil when nothing can be undone.
  var undoState: Saved?
  /// The pass with the change that `undo` reverted; nil when nothing can be redone.
  var redoState: Saved?
  /// The original pass while the user debugs an expression; nil otherwise.
  var waiting: Saved?
  /// Messages about edits that failed when the pass was replayed.
  var problems: [String] = []

  /// A saved pass: the state before a change, or before an expression is debugged. `what` describes the change or the
  /// expression.
  final class Saved: Sendable {
    let pass: Pass
    let what: String
    /// Whether all snapshots except fixed and layer snapshots have been evicted.
    let isEvicted: Bool

    init(_ pass: Pass, _ what: String, isEvicted: Bool = false) {
      self.pass = pass
      self.what = what
      self.isEvicted = isEvicted
    }
  }
}

/// A lasting change of the model: sets a module's return value, or slices of its tensors, to zeros.
public struct Intervention: Sendable, Identifiable {
  public let id: Int
  /// The module path that the user wrote. `*` matches one part of a path.
  public let path: String
  public let axis: Axis?
  /// Indices along the axis to set to zeros; empty without an axis.
  public let indices: [Int]
  /// The number of tensors that the intervention has changed.
  public internal(set) var uses = 0

  public enum Axis: Sendable, Hashable {
    /// The axis with this name in a shape comment. In the module's own frames, the intervention changes each variable
    /// whose shape comment names this axis.
    case named(String)
    /// The axis with this number in the module's return value. Negative numbers count from the end.
    case number(Int)
  }

  /// The intervention as the user would write it: `encoder.encoders.3.self_attn head 2`.
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

/// A change that the user made at one clock: an assignment, an early return or an omitted statement. Every replay past
/// this clock applies the change again.
struct Edit: Sendable {
  enum Kind: Sendable {
    case assignment(String)
    case returned(String?)
    case omitted
  }
  let clock: Int
  /// Index into the machine's frames; nil when the call stack is empty.
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
  /// The clock at which the edit was made; nil for an intervention.
  public let clock: Int?
}

/// Why a change could not be made, undone or redone.
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
