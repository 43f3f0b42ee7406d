import Commands
import DebugEngine
import Exports
import Foundation
import LineFrontEnd
import ListingRuntime
import Tensors

extension PreparedPass {
  /// What the debugger is told of this model.
  var modelProfile: ModelProfile {
    let family = model.family
    return ModelProfile(
      title: "\(baseName(model.files.folder)) · \(inputName)", listingName: model.listing,
      layerLoop: LayerLoop(
        functions: family.layerLoopFunctions, iterable: family.layerLoopIterable, carried: family.carried),
      attention: .conformer, isWholePass: isWholePass,
      chunkLoop: settings.isStream
        ? ChunkLoop(functions: family.chunkFunctions, target: family.chunkVariable, shown: family.chunkTensors) : nil,
      frameTokens: isWholePass
        ? FrameTokens(functions: family.tokenFunctions, variable: family.tokenVariable, read: tokenReader) : nil,
      secondsPerFrame: model.secondsPerFrame, text: isWholePass ? text(of:) : nil,
      readOut: settings.isStream ? family.chunkReadOut : family.readOut)
  }

  /// A debugger that looks at each tensor when it is made.
  func debugger(_ history: HistoryOptions) -> Debugger {
    var debugger = Debugger(model.machine, profile: modelProfile, history: history.budget)
    debugger.observes = true
    return debugger
  }

  /// Where a pass of the model is looked at first; nil in a `--call`.
  private var start: String? { isWholePass ? model.start(settings) : nil }

  /// What the session's commands have done outside of it.
  func host(_ modelOptions: ModelOptions, _ input: InputOptions, _ cancellation: Cancellation?) -> SessionHost {
    SessionHost(
      export: { tensor, name, path in try exportTensor(tensor, name: name, to: UserFiles.expanded(path)) },
      reload: {
        let pass = try PreparedPass(modelOptions, input, cancellation: cancellation)
        return SessionHost.Reloaded(machine: pass.model.machine, start: pass.start)
      }, exportEndings: ExportFormat.all.map(\.ending))
  }

  /// Where the breakpoints of this model in this listing stay.
  func savedBreakpoints(_ options: ModelOptions) -> SavedBreakpointsFile {
    func full(_ path: String) -> String {
      guard let resolved = realpath(path, nil) else { return path }
      defer { free(resolved) }
      return String(cString: resolved)
    }
    // A bundled listing by its name, a folder of one's own by its path.
    let listing = options.listing.map { $0.contains("/") ? full($0) : model.listing } ?? model.listing
    return SavedBreakpointsFile(model: full(options.model), listing: listing)
  }

  /// Brings the session to where a person begins: the first line of the encoder's forward, or of what `--call` calls.
  func begin(_ session: inout Session) -> CommandResult {
    if isWholePass { return session.start(at: start) }
    let atCall = session.start()
    // The line of the call itself holds nothing to see; its first line does.
    guard case .stopped(let report) = atCall, report.frame?.file.name == "<call>" else { return atCall }
    let inside = session.move(.stepInto)
    if case .stopped(let report) = inside, report.frame == nil { return session.execute("reverse-step") }
    return inside
  }
}
