import ListingRuntime

/// What a person has changed of the pass: what holds throughout, what was done at a place, and the pass as it was
/// before.
struct Changes: Sendable {
  var interventions: [Intervention] = []
  var nextIntervention = 1
  /// In the order of their clocks.
  var edits: [Edit] = []
  /// Calls of modules in what is known of the pass, with the clock before each: where an intervention takes effect
  /// first.
  var calls: [(clock: Int, module: Handle)] = []
  /// The pass before the last change.
  var undoState: Saved?
  /// The pass with the change that `undo` took back.
  var redoState: Saved?
  /// The pass that waits while an expression is debugged.
  var waiting: Saved?
  /// Edits that could not be made again when the pass was replayed.
  var problems: [String] = []

  /// A pass as it was, and what was done then: a change, or an expression that is debugged.
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

/// A standing change of a model: what a module gives, or the slices of what it computes, are zeros.
public struct Intervention: Sendable, Identifiable {
  public let id: Int
  /// As a person wrote it; `*` stands for one part of a path.
  public let path: String
  public let axis: Axis?
  /// What of the axis; empty without one.
  public let indices: [Int]
  /// How many tensors it has changed in what is known of the pass.
  public internal(set) var uses = 0

  public enum Axis: Sendable, Hashable {
    /// Of every variable in the module's own calls whose shape comment names it.
    case named(String)
    /// Of what the module returns, counted from 0, or from the end below 0.
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

/// A change made at one place of the pass: made again whenever the pass goes by there.
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
    case .omitted: try machine.leaveOutStatement(frame: frame ?? 0)
    }
  }
}

/// One change among those that make the present pass differ from the original one, as a front end shows it.
public struct ChangeView: Sendable, Hashable {
  public let text: String
  /// The clock where it was made; nil for what holds throughout the pass.
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
    case .noFrame: "the pass is over: there is no call to change"
    case .noModule(let path, let nearest):
      "the model has no module '\(path)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .noAxis(let name, let path, let known):
      known.isEmpty
        ? "no shape comment in the text of \(path) names an axis; give its number, of what the module returns"
        : "no shape comment in the text of \(path) names an axis '\(name)'; there are \(known.joined(separator: ", "))"
    case .noIntervention(let id): "there is no intervention \(id)"
    case .nothingToUndo: "nothing has been changed: this is the original pass"
    case .nothingToRedo: "there is nothing that was undone"
    case .listing(let error): error.summary
    }
  }
}
