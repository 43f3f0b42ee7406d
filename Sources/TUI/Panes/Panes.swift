import Screen

/// All panes, each with its view state.
struct Panes {
  var source = SourcePane()
  var variables = VariablesPane()
  var frames = FramesPane()
  var layers = LayersPane()
  var inspector = InspectorPane()
  var output = OutputPane()
  var watches = WatchesPane()
  var breakpoints = BreakpointsPane()
  var modules = ModulesPane()
  var timeline = TimelinePane()

  /// The pane of this kind. The result is a copy: changes to it have no effect.
  subscript(kind: PaneKind) -> any Pane {
    switch kind {
    case .source: source
    case .variables: variables
    case .frames: frames
    case .layers: layers
    case .inspector: inspector
    case .output: output
    case .watches: watches
    case .breakpoints: breakpoints
    case .modules: modules
    case .timeline: timeline
    }
  }

  /// An event that a pane handles.
  enum Event {
    case perform(PaneAction)
    case move(Movement)
    case scroll(Int), scrollSideways(Int)
    case click(Point, isAgain: Bool)
    case drag(Point)
    case settle
  }

  mutating func handle(_ event: Event, by kind: PaneKind, in context: PaneContext) -> [PaneRequest] {
    switch kind {
    case .source: source.handle(event, in: context)
    case .variables: variables.handle(event, in: context)
    case .frames: frames.handle(event, in: context)
    case .layers: layers.handle(event, in: context)
    case .inspector: inspector.handle(event, in: context)
    case .output: output.handle(event, in: context)
    case .watches: watches.handle(event, in: context)
    case .breakpoints: breakpoints.handle(event, in: context)
    case .modules: modules.handle(event, in: context)
    case .timeline: timeline.handle(event, in: context)
    }
  }

  /// The keys of all panes.
  static let keys: [KeyBinding] =
    SourcePane.keys + VariablesPane.keys + FramesPane.keys + LayersPane.keys + InspectorPane.keys + OutputPane.keys
    + WatchesPane.keys + BreakpointsPane.keys + ModulesPane.keys + TimelinePane.keys
}

extension Pane {
  fileprivate mutating func handle(_ event: Panes.Event, in context: PaneContext) -> [PaneRequest] {
    switch event {
    case .perform(let action): return perform(action, in: context)
    case .click(let point, let isAgain): return click(point, isAgain: isAgain, in: context)
    case .move(let movement): move(movement, in: context)
    case .scroll(let rows): scroll(rows, in: context)
    case .scrollSideways(let columns): scrollSideways(columns)
    case .drag(let point): drag(to: point, in: context)
    case .settle: settle(in: context)
    }
    return []
  }
}
