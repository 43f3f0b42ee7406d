/// The panes, in the order of their numbers.
enum PaneKind: Int, Hashable, CaseIterable {
  case source = 1, variables, frames, layers, inspector, output, watches, breakpoints, modules, timeline

  var title: String {
    switch self {
    case .source: "Source"
    case .variables: "Variables"
    case .frames: "Frames"
    case .layers: "Layers"
    case .inspector: "Inspector"
    case .output: "Output"
    case .watches: "Watches"
    case .breakpoints: "Breakpoints"
    case .modules: "Modules"
    case .timeline: "Timeline"
    }
  }

  /// The title used in narrow headers.
  private var shortTitle: String {
    switch self {
    case .variables: "Vars"
    case .watches: "Watch"
    case .breakpoints: "Breaks"
    case .timeline: "Time"
    default: title
    }
  }

  /// The digit key that focuses the pane; headers show it before the pane's title.
  var digit: Int { rawValue % 10 }

  /// The digit and the title: `2 Variables`.
  var label: String { "\(digit) \(title)" }
  var shortLabel: String { "\(digit) \(shortTitle)" }
}
