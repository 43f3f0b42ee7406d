import DebugEngine

/// Everything that a front end shows at one stop. The thread that ran the command creates the snapshot.
///
/// The initializer computes the summaries of tensors, because a front end must draw without delay.
public struct StopSnapshot: Sendable {
  // MARK: The model

  public let title: String
  public let listingName: String
  /// The listing's files, sorted by name.
  public let files: [SourceFile]
  /// The layer loop; nil if the model declares no layer loop.
  public let layerLoop: LayerLoop?

  // MARK: The stop

  /// The call stack, innermost frame first.
  public let frames: [FrameView]
  /// Index into `frames`.
  public let selectedFrame: Int
  public let timeline: Timeline
  /// Whether the statement at the cursor has not started.
  public let isAtStatement: Bool
  public let isFinished: Bool
  public let layers: [LayerView]
  /// The iteration of the layer loop that the cursor is in, at any depth of calls.
  public let layerPosition: LoopPosition?
  /// The chunk of a stream that the cursor is in, at any depth of calls.
  public let chunkPosition: LoopPosition?
  /// Whether the pass is certain to reach the layer loop.
  private let reachesLayers: Bool
  /// Seconds from one index to the next on the layers' time axes. Nil until the pass reaches the layers, because one
  /// index of an earlier tensor stands for a shorter time.
  public let secondsPerFrame: Double?

  // MARK: The selected frame

  public let variables: [VariableView]
  /// Lines of the selected frame's function that have started to run.
  public let linesRun: Set<Int>
  /// The already computed operands of the selected frame's next operation.
  public let operands: [OperandView]
  /// The number of parameters and buffers of the selected frame's module and its submodules.
  public let parameterCount: Int
  /// The stages of the attention module that is nearest to the selected frame on the call stack; empty if no stage is
  /// computed yet.
  public let attention: [AttentionStageView]

  // MARK: Breakpoints and watched expressions

  public let breakpoints: [Breakpoint]
  public private(set) var watches: [WatchedExpression]
  /// The values of the expressions given to `init`, by expression.
  public let values: [String: Result<ValueView, ListingError>]

  /// - Parameter expressions: expressions to evaluate in the selected frame. `values` stores the results.
  public init(_ session: Session, evaluating expressions: [String] = []) {
    let debugger = session.debugger
    let frame = session.selectedFrame
    title = debugger.profile?.title ?? ""
    listingName = debugger.profile?.listingName ?? ""
    files = debugger.breakpoints.outline.files.values.sorted { $0.name < $1.name }
    layerLoop = debugger.profile?.layerLoop
    frames = debugger.frames
    selectedFrame = frame
    timeline = debugger.timeline
    isAtStatement = debugger.isAtStatement
    isFinished = debugger.isFinished
    layers = debugger.layerViews
    layerPosition = debugger.layerPosition
    chunkPosition = debugger.chunkPosition
    reachesLayers = debugger.profile.map { $0.layerLoop != nil && $0.isWholePass } ?? false
    let hasLayers = layerPosition != nil || layers.contains { $0.state == .done }
    secondsPerFrame = hasLayers ? debugger.profile?.secondsPerFrame : nil
    variables = debugger.variables(ofFrame: frame)
    linesRun = debugger.linesRun(inFrame: frame)
    operands = debugger.operands(ofFrame: frame)
    parameterCount = debugger.parameterCount(ofFrame: frame)
    attention = debugger.attention(frame: frame)
    breakpoints = debugger.breakpoints.all
    watches = session.watchedExpressions
    values = Dictionary(
      expressions.map { ($0, debugger.evaluate($0, frame: frame).map(\.view)) }, uniquingKeysWith: { first, _ in first }
    )
  }

  /// The selected frame; nil when the call stack is empty.
  public var frame: FrameView? { frames.indices.contains(selectedFrame) ? frames[selectedFrame] : nil }

  public func file(named name: String) -> SourceFile? { files.first { $0.name == name } }

  /// The breakpoints on a line.
  public func breakpoints(file: String, line: Int) -> [Breakpoint] {
    breakpoints.filter { breakpoint in
      switch breakpoint.resolution {
      case .line(let itsFile, let itsLine): itsFile == file && itsLine == line
      case .functions(let places): places.contains { $0.file == file && $0.firstLine == line }
      case .modules, .layer, .operation, .everywhere, .pending: false
      }
    }
  }

  /// Sets `hasChanged` of watched expressions whose values differ from their values in the previous snapshot. If the
  /// cursor has not moved, `hasChanged` stays as in the previous snapshot.
  public mutating func markChanges(since before: StopSnapshot) {
    let hasMoved = before.timeline.clock != timeline.clock
    for index in watches.indices {
      let watch = watches[index]
      guard let old = before.watches.first(where: { $0.id == watch.id && $0.isStopping == watch.isStopping }) else {
        continue
      }
      watches[index].hasChanged = hasMoved ? !watch.isSame(as: old) : old.hasChanged
    }
  }

  // MARK: Loops

  /// All loops that contain the cursor except the layer loop, outermost first.
  public var otherLoops: [LoopPosition] {
    let all = frames.reversed().flatMap(\.loops)
    let place = all.firstIndex { $0 == layerPosition }
    return all.indices.filter { $0 != place }.map { all[$0] }
  }

  /// The loops around the layer, then the layer: `chunk 2 of 4 · layer 3 of 6`. Outside the layer loop, the first of
  /// these texts that applies: the chunk, the number of finished layers, the innermost loop, `before the layers`. Nil
  /// if none applies.
  public var loopPosition: String? {
    guard let layer = layerPosition else {
      return chunkPosition.map { "chunk \($0.ofCount)" } ?? positionOutsideLayers
    }
    let around = frames.reversed().flatMap(\.loops).prefix { $0 != layer }.map { loop in
      loop == chunkPosition ? "chunk \(loop.ofCount)" : "\(loop.target): \(loop.progress)"
    }
    return (around + ["layer \(layer.ofCount)"]).joined(separator: " · ")
  }

  private var positionOutsideLayers: String? {
    if layers.count > 1 {
      let passed = layers.filter { $0.state == .done && $0.number > 0 }.count
      return "\(passed) of \(layers.count - 1) layers done"
    }
    if let loop = frames.lazy.compactMap(\.loops.last).first { return "\(loop.target): \(loop.progress)" }
    // Print "before the layers" only if the pass is certain to reach the layers.
    let isAhead = reachesLayers || frames.contains { layerLoop?.functions.contains($0.function) ?? false }
    return isAhead ? "before the layers" : nil
  }
}

extension LoopPosition {
  /// The loop's iteration, for users: `iteration 3 of 6`.
  public var progress: String { "iteration \(ofCount)" }

  /// The loop's iteration, with the count if it is known: `3 of 6`.
  public var ofCount: String { "\(iteration)" + (count.map { " of \($0)" } ?? "") }
}
