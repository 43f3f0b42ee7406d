import Checkpoints
import Commands
import DebugEngine
import Exports
import ListingRuntime
import Models
import RunPlans
import Speech
import Tensors

/// A pass that is ready to run: its run plan, and a machine in which the call has begun.
public struct PreparedPass {
  private let options: LaunchOptions
  private let cancellation: Cancellation?
  public let plan: RunPlan
  public let machine: Machine

  /// Opens the model and creates the input. No instruction of the pass runs.
  public init(_ options: LaunchOptions, cancellation: Cancellation? = nil) throws {
    self.options = options
    self.cancellation = cancellation
    let model = try options.openModel(cancellation: cancellation)
    plan = try options.plan(of: model)
    do { machine = try plan.begun() } catch let error as RunPlan.InputError {
      throw Failure("--let '\(error.name) =\(error.expression)': \(error.error)")
    }
  }

  public var notes: [String] { plan.notes }

  /// A session at the beginning of the pass. The session summarizes each tensor when the pass computes the tensor.
  public func session() -> Session {
    var debugger = Debugger(machine, profile: plan.profile, history: options.history)
    debugger.observes = true
    return Session(debugger, host: host)
  }

  private var host: SessionHost {
    let (options, cancellation) = (options, cancellation)
    return SessionHost(
      export: { tensor, name, path in try exportTensor(tensor, name: name, to: FileNames.expanded(path)) },
      reload: {
        let pass = try PreparedPass(options, cancellation: cancellation)
        return SessionHost.Reloaded(machine: pass.machine, start: pass.plan.startFunction)
      }, exportEndings: ExportFormat.all.map(\.ending))
  }

  /// Runs the session to its first stop, which the plan determines.
  public func begin(_ session: inout Session) -> CommandResult {
    if case .function(let function) = plan.start { return session.start(at: function) }
    let atCall = session.start()
    // The first stop is at the call that starts the pass, outside the model's files. Step to the first line of the
    // called function.
    guard case .stopped(let report) = atCall, report.frame?.file.name == plan.callName else { return atCall }
    let inside = session.move(.stepInto)
    if case .stopped(let report) = inside, report.frame == nil { return session.execute("reverse-step") }
    return inside
  }

  /// Identifies the model and its listing in files that are kept between sessions, such as saved breakpoints. Paths are
  /// absolute. A model that an expression creates is identified by the expression and its folders.
  public var identity: (model: String, listing: String) {
    switch options.model {
    case .folder(let folder, let choices):
      // Identify a bundled listing by its name, and the user's own listing by its path.
      let own = choices.listing.flatMap { $0.contains("/") ? fullPath($0) : nil }
      return (fullPath(folder), own ?? plan.profile.listingName)
    case .made(let expression, let roots, _):
      return (expression, roots.map(fullPath).joined(separator: ":"))
    }
  }
}

extension LaunchOptions {
  fileprivate func plan(of model: Model) throws -> RunPlan {
    let definitions = try input.definitions.map(definition)
    if case .made(let expression, _, _) = self.model {
      guard let call = input.call else {
        throw Failure("--make needs --call: what to run, such as --call 'model(x)' with --let 'x = randn(1, 90, 80)'")
      }
      return model.plan(call, inputs: definitions, expression: expression)
    }
    guard let family = model.family else { preconditionFailure("a model from a folder has a family") }
    let vocabulary = try model.files?.vocabulary.map { try Vocabulary.read($0) }
    var made: (format: InputFormat, input: ModelInput)?
    var request = PlanRequest(
      call: input.call, definitions: definitions, settings: input.settings, isRecording: !input.audio.isEmpty,
      input: { format in
        let input = try ModelInput(self.input, format, seed: model.machine.seed)
        made = (format, input)
        return input
      }, tokenReader: { unit in TokenReader(vocabulary, unit: unit) })
    let plan = try family.makePlan(model, request)
    if let (format, input) = made {
      try MemoryCheck(input: input, format: format, isStream: self.input.settings.isStream) { part in
        request.input = { _ in part }
        return try family.makePlan(model, request).begun()
      }()
    }
    return plan
  }

  /// Parses a definition: `x = randn(1, 90, 512)`.
  private func definition(_ text: String) throws -> RunPlan.Input {
    guard let equals = text.firstIndex(of: "=") else {
      throw Failure("--let '\(text)': write it as NAME = EXPRESSION")
    }
    let name = text[..<equals].filter { $0 != " " }
    guard let first = name.first, first.isLetter || first == "_",
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    else {
      throw Failure("--let '\(text)': '\(name)' is not a name")
    }
    return RunPlan.Input(name, .expression(String(text[text.index(after: equals)...])))
  }
}

extension TokenReader {
  /// Without a vocabulary, the recognized text consists of the token IDs.
  fileprivate init(_ read: Vocabulary?, unit: String?) {
    let unit = unit.flatMap(TextUnit.init(configName:))
    let vocabulary = read.map { read in unit.map { Vocabulary(tokens: read.tokens, unit: $0) } ?? read }
    self.init(
      text: { ids in vocabulary?.text(of: ids) ?? ids.map(String.init).joined(separator: " ") },
      greedyCTC: { ids, blank, seconds in
        Speech.greedyCTC(
          ids: ids, blank: blank, vocabulary: vocabulary ?? Vocabulary(tokens: []), secondsPerFrame: seconds
        )
        .map { token in
          let text = vocabulary == nil ? String(token.id) : token.text
          return TimedToken(id: token.id, text: text, frame: token.frame, seconds: token.seconds)
        }
      }, blankID: vocabulary?.tokens.firstIndex(of: "<blank>"))
  }
}

extension TextUnit {
  /// The unit as PaddleSpeech's config writes it: `word`, `char` or `spm`; nil for other names.
  fileprivate init?(configName: String) {
    switch configName {
    case "word": self = .word
    case "char": self = .char
    case "spm": self = .spm
    default: return nil
    }
  }
}
