import DebugEngine

/// Why a command failed.
public enum CommandError: Error, Sendable {
  case unknownCommand(String, nearest: String?)
  case ambiguousCommand(String, [String])
  /// Arguments that the command does not accept; `usage` is the command's syntax.
  case usage(String, usage: String)
  case breakpoint(BreakpointProblem)
  case listing(ListingError)
  /// The pass is over, so the call stack is empty.
  case noFrame
  case noSuchFrame(Int, count: Int)
  case noDisplay(Int)
  case noFile(String)
  case noSource(String, nearest: String?)
  case noModel
  case noModule(String, nearest: String?)
  case noLayers
  case noTensor(String)
  case nested(String)
  case change(ChangeProblem)
  case tensor(TensorProblem)
  /// The host failed to read or write a file, or to load a listing. The text is the host's message.
  case outside(String)
  /// The host does not offer an action, for example `write files`.
  case unavailable(String)
  case noVariable(String, nearest: String?)
  /// `leave` ran while no expression was being debugged.
  case noExpression
  case noWeight(String, nearest: String?)
  case destination(DestinationProblem)
  case noMark(String)
  case noSkip(Int)
  case noCall(String, known: [String])
  /// A file could not be written; `reason` is the system's message.
  case cannotWrite(String, reason: String)
  /// An error in a file that `source` runs.
  indirect case inFile(String, line: Int, CommandError)
  /// `layers EXPRESSION` has no value to show, because the pass ends before the first layer finishes.
  case noLayerDone

  /// - Precondition: `error` has one of the types that commands throw.
  init(_ error: any Error) {
    switch error {
    case let error as CommandError: self = error
    case let error as BreakpointProblem: self = .breakpoint(error)
    case let error as ListingError: self = .listing(error)
    case .listing(let error) as ChangeProblem: self = .listing(error)
    case let error as ChangeProblem: self = .change(error)
    case .listing(let error) as TensorProblem: self = .listing(error)
    case let error as TensorProblem: self = .tensor(error)
    case let error as DestinationProblem: self = .destination(error)
    default: preconditionFailure("commands throw no \(type(of: error))")
    }
  }
}

extension CommandError: CustomStringConvertible {
  public var description: String {
    func hint(_ name: String?) -> String { name.map { " Did you mean '\($0)'?" } ?? "" }
    /// Makes the first letter a capital, unless the text begins with a file name.
    func sentence(_ text: String) -> String {
      let isWord = text.prefix { $0 != " " }.allSatisfy(\.isLetter)
      return (isWord ? text.prefix(1).uppercased() + text.dropFirst() : text) + (text.last == "?" ? "" : ".")
    }
    switch self {
    case .unknownCommand(let name, let nearest): return "There is no command '\(name)'.\(hint(nearest)) Try 'help'."
    case .ambiguousCommand(let name, let names):
      return "'\(name)' is ambiguous: it can mean \(names.joined(separator: ", "))."
    case .usage(let problem, let usage): return "\(sentence(problem)) Usage: \(usage)"
    case .breakpoint(let problem): return sentence(problem.description)
    case .listing(let error): return error.summary
    case .noFrame:
      return "The pass is over: the call stack is empty. Go back with 'reverse-step', or to the start with 'start'."
    case .noSuchFrame(let index, let count):
      return "There is no frame \(index): frames are numbered 0 to \(count - 1)."
    case .noDisplay(let id): return "There is no display \(id)."
    case .noFile(let path): return "The file \(path) cannot be read."
    case .noSource(let name, let nearest): return "There is no file or function '\(name)'.\(hint(nearest))"
    case .noModel: return "This session has no model, only a listing."
    case .noModule(let path, let nearest): return "The model has no module '\(path)'.\(hint(nearest))"
    case .noLayers: return "The layer loop has not started, or this model declares none."
    case .noTensor(let text): return "\(text) is not a tensor."
    case .change(let problem): return sentence(problem.description)
    case .tensor(.noTensor(let text)): return "\(text) is not a tensor."
    case .tensor(.noPredicate(let text, let gives)):
      return "\(text) returns \(gives), not a boolean for each element. Use a comparison, such as x > 3."
    case .tensor(.listing(let error)): return error.summary
    case .outside(let message): return message
    case .unavailable(let what): return "This session cannot \(what)."
    case .noVariable(let name, let nearest): return "The selected frame has no variable '\(name)'.\(hint(nearest))"
    case .noExpression: return "No expression is being debugged. 'debug EXPRESSION' starts one."
    case .noWeight(let path, let nearest): return "The model has no module or weight '\(path)'.\(hint(nearest))"
    case .destination(let problem): return sentence(problem.description)
    case .noMark(let name): return "There is no mark '\(name)'."
    case .noSkip(let id): return "There is no skip \(id)."
    case .noCall(let name, let known):
      return known.isEmpty
        ? "This statement has no call to step into."
        : "This statement does not call '\(name)'; it calls \(known.joined(separator: ", "))."
    case .inFile(let path, let line, let error): return "\(path):\(line): \(error)"
    case .noLayerDone: return "The pass ends before the first layer finishes."
    case .cannotWrite(let path, let reason): return "The file \(path) cannot be written: \(reason)."
    case .nested(let path):
      return "\(path) is already running, or more than 20 files are: files cannot source each other in a circle."
    }
  }
}
