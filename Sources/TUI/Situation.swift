import Commands

/// What the panes show while the cursor stands still: asked of the session once for each stop.
struct Situation {
  var title = ""
  var listingName = ""
  /// Innermost first.
  var frames: [FrameView] = []
  /// Index into `frames`.
  var selectedFrame = 0
  /// Of the selected frame.
  var variables: [VariableView] = []
  var layers: [LayerView] = []
  /// The turn of the layer loop that the cursor is in, wherever in it.
  var layerPosition: LoopPosition?
  var breakpoints: [Breakpoint] = []
  var timeline: Timeline?
  /// Whether nothing of the statement at the cursor has run.
  var isAtStatement = true
  var isFinished = false
  /// The listing's files, by name.
  var files: [SourceFile] = []

  var frame: FrameView? { frames.indices.contains(selectedFrame) ? frames[selectedFrame] : nil }

  func file(named name: String) -> SourceFile? { files.first { $0.name == name } }

  /// The breakpoints of a line.
  func breakpoints(file: String, line: Int) -> [Breakpoint] {
    breakpoints.filter { breakpoint in
      switch breakpoint.resolution {
      case .line(let itsFile, let itsLine): itsFile == file && itsLine == line
      case .functions(let places): places.contains { $0.file == file && $0.firstLine == line }
      case .modules, .layer, .operation, .everywhere, .pending: false
      }
    }
  }

  /// Lines that the selected call has begun to run.
  var linesRun: Set<Int> = []
  /// The values on their way into the selected call's next operation.
  var operands: [OperandView] = []
  /// How many parameters the selected call's module has, with those below it.
  var parameterCount = 0
  /// The stages of the attention that the selected frame is part of.
  var attention: [AttentionStageView] = []
  /// Seconds from one frame of the layers' axes of time to the next; nil before the layers, where time runs finer.
  var secondsPerFrame: Double?

  /// Whether the pass comes to a loop over layers.
  var hasLayerLoop = false

  /// The chunk of a stream that the cursor is in, wherever in it.
  var chunkPosition: LoopPosition?

  /// `chunk 2 of 4 · layer 3 of 6`; without a layer loop the innermost loop that the cursor is in.
  var loopPosition: String? {
    guard let chunk = chunkPosition else { return layerText }
    let text = "chunk \(chunk.turn)" + (chunk.count.map { " of \($0)" } ?? "")
    return layerPosition == nil ? text : text + (layerText.map { " · \($0)" } ?? "")
  }

  private var layerText: String? {
    if let layer = layerPosition { return "layer \(layer.turn)" + (layer.count.map { " of \($0)" } ?? "") }
    if hasLayerLoop {
      let passed = layers.filter { $0.state == .done && $0.number > 0 }.count
      if !layers.isEmpty { return "\(passed) of \(layers.count - 1) layers done" }
    }
    guard let loop = frames.lazy.compactMap(\.loops.last).first else { return hasLayerLoop ? "before the layers" : nil }
    return "\(loop.target): \(loop.progress)"
  }
}

extension Situation {
  /// Asks a session for everything that is shown; this is where elements of tensors are looked at.
  init(_ session: Session) {
    let debugger = session.debugger
    title = debugger.notes?.title ?? ""
    listingName = debugger.notes?.listingName ?? ""
    frames = debugger.frames
    selectedFrame = session.selectedFrame
    variables = debugger.variables(ofFrame: session.selectedFrame)
    layers = debugger.layerViews
    layerPosition = debugger.layerPosition
    chunkPosition = debugger.chunkPosition
    hasLayerLoop = debugger.notes.map { $0.layerLoop != nil && $0.isWholePass } ?? false
    breakpoints = debugger.breakpoints.all
    timeline = debugger.timeline
    isFinished = debugger.isFinished
    isAtStatement = debugger.isAtStatement
    linesRun = debugger.linesRun(inFrame: session.selectedFrame)
    operands = debugger.operands(ofFrame: session.selectedFrame)
    parameterCount = debugger.parameterCount(ofFrame: session.selectedFrame)
    attention = debugger.attention(frame: session.selectedFrame)
    let hasLayers = layerPosition != nil || layers.contains { $0.state == .done }
    secondsPerFrame = hasLayers ? debugger.notes?.secondsPerFrame : nil
    files = debugger.breakpoints.outline.files.values.sorted { $0.name < $1.name }
  }
}

extension LoopPosition {
  /// `turn 3 of 6`.
  var progress: String { "turn \(turn)" + (count.map { " of \($0)" } ?? "") }
}
