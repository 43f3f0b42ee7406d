import Commands
import Screen

/// What a look into another layer asks for.
public struct LayerLook: Hashable, Sendable {
  public let expression: String
  public let frame: Int
  /// Counted from 1.
  public let layer: Int
}

extension App {
  mutating func perform(_ action: InspectorAction) -> [Effect] {
    switch action {
    case .moveSlice(let steps): state.inspector.moveSlice(steps)
    case .nextSliceAxis: state.inspector.nextSliceAxis()
    case .nextPlane: state.inspector.nextPlane()
    case .nextPicture(let steps): state.inspector.nextPicture(steps)
    case .show(let picture): if state.inspector.pictures.contains(picture) { state.inspector.picture = picture }
    case .showAttention: showAttention()
    case .toggleWindow: state.inspector.isWindowed.toggle()
    case .toggleRange: state.inspector.spansTensor.toggle()
    case .nextPooling: state.inspector.nextPooling()
    case .nextScale: state.inspector.nextScale()
    case .nextFormat:
      state.inspector.format.nextStyle()
      say(state.inspector.format.words)
    case .changeDigits(let steps):
      state.inspector.format.change(digits: steps)
      say(state.inspector.format.words)
    case .toggleLine: state.inspector.toggleLine()
    case .askIndex: ask(.index)
    case .compareWithStopBefore: compareWithStopBefore()
    case .askComparison: ask(.comparison)
    case .askLayer: ask(.layer)
    case .nextSide: state.inspector.comparison?.nextSide()
    case .copyValue: return copyValue()
    case .copyCommand:
      guard state.inspector.tensor != nil else { return [] }
      return copy("print/values " + state.inspector.sliceExpression)
    }
    return []
  }

  /// Opens a prompt for what the inspector wants to know.
  private mutating func ask(_ kind: PromptState.Kind) {
    if state.inspector.tensor == nil {
      say("choose a tensor among the variables first", .warning)
    } else {
      state.prompt = PromptState(kind: kind)
    }
  }

  // MARK: Going to an element

  /// `[0, 3, 17, 40]`, with or without brackets. False when the text is no index at all.
  mutating func jump(to text: String) -> Bool {
    let inner = text.filter { !$0.isWhitespace }.drop { $0 == "[" }
    let places = inner.prefix { $0 != "]" }.split(separator: ",").map { Int($0) }
    guard !places.isEmpty, !places.contains(nil) else { return false }
    if state.inspector.jump(to: places.compactMap { $0 }) {
      state.inspector.isPinned = true
      say("")
    } else {
      let shape = shapeText(state.inspector.shape)
      say("\(state.inspector.expression ?? "it") has the shape \(shape): there is no element \(text)", .failure)
    }
    return true
  }

  // MARK: Comparing

  private mutating func compareWithStopBefore() {
    if state.inspector.comparison?.reference == .stopBefore {
      state.inspector.comparison = nil
    } else {
      compare(with: .stopBefore)
    }
  }

  mutating func compare(with reference: InspectorComparison.Reference) {
    guard let expression = state.inspector.expression, let tensor = state.inspector.tensor else { return }
    let frame = state.situation.selectedFrame
    let other: Result<TensorView, ComparisonProblem>
    switch reference {
    case .stopBefore:
      other = Result { () throws(ComparisonProblem) in
        try state.session.debugger.valueBefore(expression, frame: frame)
      }
    case .expression(let text):
      other = state.session.debugger.evaluate(text, frame: frame).mapError { .failed($0) }.flatMap { value in
        if case .tensor(let tensor) = value.view { .success(tensor) } else { .failure(.noTensor(text)) }
      }
    case .layer: return
    }
    let side = state.inspector.comparison?.side ?? .difference
    state.inspector.comparison = InspectorComparison(tensor, reference, other)
    state.inspector.comparison?.side = side
    if case .failure(let problem)? = state.inspector.comparison?.result {
      // What is compared at every stop waits for one where it can be; anything else was a mistake.
      if reference != .stopBefore { state.inspector.comparison = nil }
      say("no comparison: \(problem)", .failure)
    }
  }

  /// Looks up again what the tensor is compared with.
  mutating func refreshComparison() {
    guard let comparison = state.inspector.comparison else { return }
    switch comparison.reference {
    case .stopBefore, .expression: compare(with: comparison.reference)
    // Another layer is another run: it is asked for again by hand.
    case .layer: state.inspector.comparison = nil
    }
  }

  mutating func compareWithLayer(_ text: String) -> [Effect] {
    guard let expression = state.inspector.expression else { return [] }
    guard let layer = Int(text.filter { !$0.isWhitespace }) else {
      say("a layer's number is needed, counted from 1", .failure)
      return []
    }
    if state.running != nil {
      say("something runs; ask again when it is done", .warning)
      return []
    }
    state.running = "look into layer \(layer)"
    (state.progress, state.elapsed) = (nil, 0)
    return [.look(LayerLook(expression: expression, frame: state.situation.selectedFrame, layer: layer))]
  }

  /// What another layer has has been found, or not.
  mutating func looked(_ look: LayerLook, _ found: Result<TensorView, ComparisonProblem>) -> [Effect] {
    (state.running, state.progress) = (nil, nil)
    if let tensor = state.inspector.tensor, state.inspector.expression == look.expression {
      let comparison = InspectorComparison(tensor, .layer(look.layer), found)
      if case .failure(let problem) = comparison.result {
        say("no comparison: \(problem)", .failure)
      } else {
        state.inspector.comparison = comparison
        say("")
      }
    }
    return state.waiting.isEmpty ? [] : run(state.waiting.removeFirst())
  }

  // MARK: Copying

  private mutating func copyValue() -> [Effect] {
    guard let elements = state.inspector.shown, let value = elements.element(at: state.inspector.index) else {
      return []
    }
    return copy(NumberText.exact(value, elements.dtype))
  }

  /// Hands a text to the terminal's clipboard, and shows it.
  mutating func copy(_ text: String) -> [Effect] {
    say("copied: \(text)")
    return [.copy(text)]
  }
}
