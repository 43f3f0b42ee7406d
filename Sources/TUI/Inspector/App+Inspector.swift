import Commands
import Screen

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
    let frame = state.snapshot.selectedFrame
    let other: Result<TensorView, ComparisonProblem>
    switch reference {
    case .stopBefore:
      other = Result { () throws(ComparisonProblem) in
        try state.session.debugger.valueBefore(expression, frame: frame)
      }
    case .expression(let text):
      let found =
        state.snapshot.values[text]?.mapError { .failed($0) }
        ?? state.session.debugger.value(for: Look(expression: text, frame: frame, purpose: .comparison))
      other = found.tensor(of: text)
    case .layer: return
    }
    show(InspectorComparison(tensor, reference, other))
  }

  private mutating func show(_ comparison: InspectorComparison) {
    let side = state.inspector.comparison?.side ?? .difference
    state.inspector.comparison = comparison
    state.inspector.comparison?.side = side
    if case .failure(let problem)? = state.inspector.comparison?.result {
      // What is compared at every stop waits for one where it can be; anything else was a mistake.
      if comparison.reference != .stopBefore { state.inspector.comparison = nil }
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
    return look(for: expression, .layer(layer))
  }

  // MARK: Looking away from the screen

  /// Asks what an expression is: it may take long, so the screen does not wait for it.
  mutating func look(for expression: String, _ purpose: Look.Purpose) -> [Effect] {
    if state.running != nil {
      if purpose == .inspection { return run("inspect \(expression)") }
      say("something runs; ask again when it is done", .warning)
      return []
    }
    state.running =
      switch purpose {
      case .inspection: "inspect \(expression)"
      case .comparison: "compare with \(expression)"
      case .layer(let number): "look into layer \(number)"
      }
    (state.progress, state.elapsed) = (nil, 0)
    return [.look(Look(expression: expression, frame: state.snapshot.selectedFrame, purpose: purpose))]
  }

  /// It has been found, or not.
  mutating func looked(_ look: Look, _ found: Result<ValueView, ComparisonProblem>) -> [Effect] {
    (state.running, state.progress) = (nil, nil)
    var effects: [Effect] = []
    switch look.purpose {
    case .inspection: effects = inspected(look.expression, found)
    case .comparison:
      if let tensor = state.inspector.tensor {
        say("")
        show(InspectorComparison(tensor, .expression(look.expression), found.tensor(of: look.expression)))
      }
    case .layer(let number):
      if let tensor = state.inspector.tensor, state.inspector.expression == look.expression {
        say("")
        show(InspectorComparison(tensor, .layer(number), found.tensor(of: look.expression)))
      }
    }
    if !effects.isEmpty || state.waiting.isEmpty { return effects }
    return run(state.waiting.removeFirst())
  }

  /// Looks into a tensor; opens a module or container among the variables; says anything else.
  private mutating func inspected(
    _ expression: String, _ found: Result<ValueView, ComparisonProblem>
  ) -> [Effect] {
    switch found {
    case .failure(let problem): say("\(expression): \(problem)", .warning)
    case .success(.tensor(let tensor)):
      if tensor.elements == nil { return run("print \(expression)") }
      state.inspector.show(tensor, as: expression)
      state.inspector.isPinned = true
      say("\(expression): \(ValueView.tensor(tensor).line)")
      if state.layout.place(of: .inspector) == nil { focus(.inspector) }
    case .success(let value):
      switch value {
      case .module, .container:
        say("\(expression): \(value.line)")
        openVariable(expression)
      default: say("\(expression) = \(value.line)")
      }
    }
    return []
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
