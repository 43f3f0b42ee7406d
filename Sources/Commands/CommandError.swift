import DebugEngine

/// Why a command could not be carried out.
public enum CommandError: Error, Sendable {
  case unknownCommand(String, nearest: String?)
  case ambiguousCommand(String, [String])
  /// Arguments that the command does not take; `usage` is how it is written.
  case usage(String, usage: String)
  case breakpoint(BreakpointProblem)
  case listing(ListingError)
  /// Nothing runs: the pass is over.
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
  /// What a file could not be read or written for, or a listing not loaded: the words are the reader's.
  case outside(String)
  /// The program around has nothing to do it with.
  case unavailable(String)
  case noVariable(String, nearest: String?)
  /// `leave` without an expression under way.
  case noExpression
  case noWeight(String, nearest: String?)
  case destination(DestinationProblem)
  case noMark(String)
  case noSkip(Int)
  case noCall(String, known: [String])
  /// A file that could not be written, and why.
  case cannotWrite(String, reason: String)
  /// A line of a file that `source` carries out.
  indirect case inFile(String, line: Int, CommandError)
  /// The pass ends within the first layer.
  case noLayerDone

  /// - Precondition: one of the errors that commands throw.
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
    /// A file's name at the beginning stays as it is.
    func sentence(_ text: String) -> String {
      let isWord = text.prefix { $0 != " " }.allSatisfy(\.isLetter)
      return (isWord ? text.prefix(1).uppercased() + text.dropFirst() : text) + (text.last == "?" ? "" : ".")
    }
    switch self {
    case .unknownCommand(let name, let nearest): return "There is no command '\(name)'.\(hint(nearest)) Try 'help'."
    case .ambiguousCommand(let name, let names): return "'\(name)' may be \(names.joined(separator: ", "))."
    case .usage(let problem, let usage): return "\(sentence(problem)) Usage: \(usage)"
    case .breakpoint(let problem): return sentence(problem.description)
    case .listing(let error): return error.summary
    case .noFrame: return "The pass is over: there is no call to look into. Go back, or 'start' again."
    case .noSuchFrame(let index, let count):
      return "There is no frame \(index): calls are numbered 0 to \(count - 1)."
    case .noDisplay(let id): return "There is no display \(id)."
    case .noFile(let path): return "The file \(path) cannot be read."
    case .noSource(let name, let nearest): return "There is no file or function '\(name)'.\(hint(nearest))"
    case .noModel: return "There is no model here, only a listing."
    case .noModule(let path, let nearest): return "The model has no module '\(path)'.\(hint(nearest))"
    case .noLayers: return "The layer loop has not begun, or nobody has said which loop it is."
    case .noTensor(let text): return "\(text) is not a tensor."
    case .change(let problem): return sentence(problem.description)
    case .tensor(.noTensor(let text)): return "\(text) is not a tensor."
    case .tensor(.noPredicate(let text, let gives)):
      return "\(text) gives \(gives), not true or false for each element. Write a comparison: x > 3."
    case .tensor(.listing(let error)): return error.summary
    case .outside(let message): return message
    case .unavailable(let what): return "There is nothing here to \(what) with."
    case .noVariable(let name, let nearest): return "The selected call has no variable '\(name)'.\(hint(nearest))"
    case .noExpression: return "No expression is being debugged: 'debug EXPRESSION' steps into one."
    case .noWeight(let path, let nearest): return "The model has no module or weight '\(path)'.\(hint(nearest))"
    case .destination(let problem): return sentence(problem.description)
    case .noMark(let name): return "There is no mark '\(name)'."
    case .noSkip(let id): return "There is no skip \(id)."
    case .noCall(let name, let known):
      return known.isEmpty
        ? "This statement makes no call that could be stepped into."
        : "This statement makes no call '\(name)'; it makes \(known.joined(separator: ", "))."
    case .inFile(let path, let line, let error): return "\(path):\(line): \(error)"
    case .noLayerDone: return "The pass ends before the first layer is done."
    case .cannotWrite(let path, let reason): return "\(path) cannot be written: \(reason)."
    case .nested(let path): return "\(path) has been entered already: files cannot source each other in a circle."
    }
  }
}
