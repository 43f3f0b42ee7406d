import Commands
import DebugEngine
import ListingRuntime

extension PreparedPass {
  /// What the debugger is told of this model.
  var modelNotes: ModelNotes {
    let family = model.family
    return ModelNotes(
      title: "\(baseName(model.files.folder)) · \(inputName)", listingName: model.listing,
      layerLoop: LayerLoop(
        functions: family.layerLoopFunctions, iterable: family.layerLoopIterable, carried: family.carried),
      attention: .conformer, secondsPerFrame: model.secondsPerFeatureFrame * Double(model.subsamplingRate),
      text: isWholePass ? text(of:) : nil, readOut: family.readOut)
  }

  var debugger: Debugger { Debugger(model.machine, notes: modelNotes) }

  /// Brings the session to where a person begins: the first line of the encoder's forward, or of what `--call` calls.
  func begin(_ session: inout Session) -> CommandResult {
    if isWholePass {
      let known = Set(model.machine.outline().functions.map(\.qualifiedName))
      return session.start(at: model.family.start.first { known.contains($0) })
    }
    let atCall = session.start()
    // The line of the call itself holds nothing to see; its first line does.
    guard case .stopped(let report) = atCall, report.frame?.file.name == "<call>" else { return atCall }
    let inside = session.move(.stepInto)
    if case .stopped(let report) = inside, report.frame == nil { return session.execute("reverse-step") }
    return inside
  }
}
