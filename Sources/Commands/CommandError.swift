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
  /// The layer loop has no such turn.
  case noLayer(Int)
  case noTensor(String)
  case nested(String)

  /// - Precondition: one of the errors that commands throw.
  init(_ error: any Error) {
    switch error {
    case let error as CommandError: self = error
    case let error as BreakpointProblem: self = .breakpoint(error)
    case let error as ListingError: self = .listing(error)
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
    case .noLayer(let number): return "There is no layer \(number) to go to: try 'layers'."
    case .noTensor(let text): return "\(text) is not a tensor."
    case .nested(let path): return "\(path) has been entered already: files cannot source each other in a circle."
    }
  }
}
