import Commands

/// What the panes show while the cursor stands still: asked of the session once for each stop.
public struct Situation: Sendable {
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
  var watches: [WatchedExpression] = []
  /// What the inspector shows beside the variables: an expression, and what it is here.
  var inspected: (expression: String, tensor: TensorView?)?
  /// What it compares that with.
  var compared: (expression: String, value: Result<ValueView, ComparisonProblem>)?
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

  /// The layer loop, where the model says which it is.
  var layerLoop: LayerLoop?
  /// Whether the pass comes to it for certain.
  var comesToLayers = false
  /// The chunk of a stream that the cursor is in, wherever in it.
  var chunkPosition: LoopPosition?

  /// `chunk 2 of 4 · layer 3 of 6`, with other loops around the layers; without those the innermost loop that the
  /// cursor is in.
  var loopPosition: String? {
    guard let layer = layerPosition else {
      return chunkPosition.map { "chunk \($0.ofCount)" } ?? positionBesideLayers
    }
    let around = frames.reversed().flatMap(\.loops).prefix { $0 != layer }.map { loop in
      loop == chunkPosition ? "chunk \(loop.ofCount)" : "\(loop.target): \(loop.progress)"
    }
    return (around + ["layer \(layer.ofCount)"]).joined(separator: " · ")
  }

  private var positionBesideLayers: String? {
    if layers.count > 1 {
      let passed = layers.filter { $0.state == .done && $0.number > 0 }.count
      return "\(passed) of \(layers.count - 1) layers done"
    }
    if let loop = frames.lazy.compactMap(\.loops.last).first { return "\(loop.target): \(loop.progress)" }
    // Who has not the loop before them is not before it.
    let isAhead = comesToLayers || frames.contains { layerLoop?.functions.contains($0.function) ?? false }
    return isAhead ? "before the layers" : nil
  }
}

extension Situation {
  /// Asks a session for everything that is shown; this is where elements of tensors are looked at.
  ///
  /// - Parameters:
  ///   - inspected: an expression that the inspector shows, besides the variables.
  ///   - compared: what it is compared with there.
  init(_ session: Session, inspected expression: String? = nil, compared: String? = nil) {
    let debugger = session.debugger
    title = debugger.profile?.title ?? ""
    listingName = debugger.profile?.listingName ?? ""
    frames = debugger.frames
    selectedFrame = session.selectedFrame
    variables = debugger.variables(ofFrame: session.selectedFrame)
    layers = debugger.layerViews
    layerPosition = debugger.layerPosition
    chunkPosition = debugger.chunkPosition
    layerLoop = debugger.profile?.layerLoop
    comesToLayers = debugger.profile.map { $0.layerLoop != nil && $0.isWholePass } ?? false
    breakpoints = debugger.breakpoints.all
    timeline = debugger.timeline
    isFinished = debugger.isFinished
    isAtStatement = debugger.isAtStatement
    linesRun = debugger.linesRun(inFrame: session.selectedFrame)
    operands = debugger.operands(ofFrame: session.selectedFrame)
    parameterCount = debugger.parameterCount(ofFrame: session.selectedFrame)
    attention = debugger.attention(frame: session.selectedFrame)
    let hasLayers = layerPosition != nil || layers.contains { $0.state == .done }
    secondsPerFrame = hasLayers ? debugger.profile?.secondsPerFrame : nil
    watches = session.watches
    inspected = expression.map { ($0, session.tensor(of: $0)) }
    self.compared = compared.map {
      ($0, debugger.value(for: Look(expression: $0, frame: session.selectedFrame, purpose: .comparison)))
    }
    files = debugger.breakpoints.outline.files.values.sorted { $0.name < $1.name }
  }
}

extension LoopPosition {
  /// `turn 3 of 6`.
  var progress: String { "turn \(ofCount)" }

  /// `3 of 6`.
  var ofCount: String { "\(turn)" + (count.map { " of \($0)" } ?? "") }
}
