import ListingRuntime
import ListingSyntax
import Tensors

extension PassInspection {
  /// The call stack, innermost frame first. Empty at the end of the pass.
  public var frames: [FrameView] {
    visibleFrames.reversed().enumerated().map { number, index in view(of: index, number: number) }
  }

  /// A frame by its number; nil when there is no such frame.
  public func frame(_ number: Int) -> FrameView? { machineFrame(number).map { view(of: $0, number: number) } }

  public var frameCount: Int { visibleFrames.count }

  private var visibleFrames: [Int] { machine.frames.indices.filter { !machine.frames[$0].code.isLibrary } }

  private func view(of index: Int, number: Int) -> FrameView {
    let frame = machine.frames[index]
    // An outer frame is within a call. Show the line and range of this call, not those of the next instruction.
    let isCalling = index < machine.frames.count - 1
    return FrameView(
      index: number, function: frame.code.qualifiedName, file: frame.code.file,
      line: isCalling ? frame.lineOfCall : frame.line, definitionLine: frame.code.line,
      range: isCalling ? frame.rangeOfCall : frame.range,
      modulePath: machine.modulePath(of: frame),
      loops: machine.inspector.loops(of: frame).map(LoopPosition.init), began: frame.began)
  }

  /// The iteration of the layer loop that contains the cursor, also while a function called by the layer runs. Nil
  /// outside the layer loop.
  public var layerPosition: LoopPosition? {
    guard let loop = profile?.layerLoop else { return nil }
    return machine.frames.lazy.compactMap { loop.position(in: $0, machine) }.first.map(LoopPosition.init)
  }

  // MARK: Variables

  /// The variables of a frame that have a value, arguments first.
  ///
  /// - Parameter withSummaries: whether to summarize tensors. The summary of an unchanged tensor is cached.
  public func variables(ofFrame number: Int = 0, withSummaries: Bool = true) -> [VariableView] {
    guard let index = machineFrame(number) else { return [] }
    let frame = machine.frames[index]
    let before = previous.flatMap { previous in
      previous.frames.first { $0.began == frame.began && $0.code === frame.code }.map {
        (previous, previous.inspector.variables(of: $0))
      }
    }
    return machine.inspector.variables(of: frame).map { variable in
      let (axes, warning) = axes(of: variable)
      var hasChanged = false
      if let (machine, old) = before {
        hasChanged =
          old.first { $0.name == variable.name }.map {
            !self.machine.inspector.isSame(variable.value, $0.value, in: machine)
          }
          ?? true
      }
      return VariableView(
        name: variable.name, kind: kind(of: variable),
        value: view(of: variable.value, in: machine, axes: axes, withSummary: withSummaries), hasChanged: hasChanged,
        assignedOnLine: variable.line, warning: warning)
    }
  }

  private func kind(of variable: FrameVariable) -> VariableView.Kind {
    variable.isParameter ? (variable.name == "self" ? .receiver : .argument) : .local
  }

  /// The axis names in a variable's shape comment, or a warning when the comment does not fit the tensor's shape.
  private func axes(of variable: FrameVariable) -> (names: [String]?, warning: String?) {
    guard case .tensor(let reference) = variable.value, let axes = variable.axes else { return (nil, nil) }
    if axes.contains(where: { $0 == "..." || $0 == "*" }) { return (nil, nil) }
    let shape = reference.shape
    if axes.count == shape.count { return (axes.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }, nil) }
    if !variable.isOnlyTarget { return (nil, nil) }
    let comment = "(" + axes.joined(separator: ", ") + ")"
    return (nil, "the comment says \(comment), the shape is \(shapeDescription(shape))")
  }

  // MARK: Values

  /// Converts a value to a `ValueView`, the form that front ends show.
  func view(of value: Value, in machine: Machine, axes: [String]? = nil, withSummary: Bool = true) -> ValueView {
    switch value {
    case .tensor(let reference):
      let elements = (try? machine.tensor(reference)).map { TensorElements(tensor: $0, cache: cache) }
      return .tensor(
        TensorView(
          shape: reference.shape, dtype: reference.dtype, axes: axes, summary: withSummary ? elements?.summary : nil,
          elements: elements))
    case .instance(let handle) where machine.isModule(handle):
      return .module(
        className: machine.className(of: handle), path: machine.modulePath(of: handle),
        childCount: machine.inspector.childCount(of: value))
    case .instance where machine.isEnum(value):
      return .text(machine.inspector.preview(of: value, limit: 400), type: machine.typeName(of: value))
    case .list, .tuple, .record, .dictionary, .set, .frozenSet, .view, .instance:
      return .container(
        type: machine.typeName(of: value), count: machine.inspector.childCount(of: value),
        preview: machine.inspector.preview(of: value, limit: 80))
    default: return .text(machine.inspector.preview(of: value, limit: 400), type: machine.typeName(of: value))
    }
  }

  /// The items of a container, the submodules and weights of a module, or the attributes of an object.
  ///
  /// - Parameters:
  ///   - expression: an expression for the container, module or object.
  ///   - range: the indices of the items to return. Indices that do not exist are ignored.
  public func children(
    of expression: String, frame: Int = 0, in range: Range<Int> = 0..<200
  ) -> Result<[ChildView], ListingError> {
    machine.evaluating(expression, frame: machineFrame(frame)).map { value, machine in
      machine.inspector.children(of: value, in: range).map {
        ChildView(accessor: $0.accessor, value: view(of: $0.value, in: machine, withSummary: false))
      }
    }
  }

  /// The tree of the module at `path` and its submodules, as the frameworks print it. An empty path means the whole
  /// model. Nil when no module has this path.
  public func moduleText(at path: String = "") -> String? { machine.module(at: path).map { machine.moduleText($0) } }

  /// Paths and classes of all modules, each before its submodules.
  public var modules: [ModuleNode] { machine.module(at: "").map { machine.moduleTree($0) } ?? [] }

  // MARK: Layers

  /// The layers of the layer loop that contains the cursor. Outside a loop, the layers of the last loop that began
  /// before the cursor. Number 0 is the loop's input.
  public var layerViews: [LayerView] {
    guard let loop = profile?.layerLoop else { return [] }
    let position = machine.frames.last { loop.note(in: $0) != nil }.flatMap { loop.position(in: $0, machine) }
    let records = currentLayerRecords
    if records.isEmpty { return [] }
    // -1 means that the cursor is before the loop, so the first layer's input is not computed yet.
    let passed = records.last { $0.clock <= machine.clock }?.iteration ?? -1
    let count = position?.count ?? records.compactMap(\.count).last ?? records.map(\.iteration).max() ?? 0
    return (0...max(count, passed)).map { number in
      let record = records.first { $0.iteration == number }
      let isCurrent = position != nil && position?.iteration == number && passed < number
      return LayerView(
        number: number, state: number <= passed ? .done : isCurrent ? .current : .coming, output: record?.carried,
        shape: record?.shape, seconds: record?.seconds,
        record: number <= passed ? record?.id : nil)
    }
  }
}

extension LoopPosition {
  init(_ state: MachineInspector.ActiveLoop) {
    self.init(
      target: state.loop.target, iterable: state.loop.iterable, line: state.loop.line, iteration: state.iteration,
      count: state.count)
  }
}
