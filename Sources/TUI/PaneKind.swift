/// The panes, in the order of their numbers.
enum PaneKind: Int, Hashable, CaseIterable {
  case source = 1, variables, frames, layers, inspector, output

  var title: String {
    switch self {
    case .source: "Source"
    case .variables: "Variables"
    case .frames: "Frames"
    case .layers: "Layers"
    case .inspector: "Inspector"
    case .output: "Output"
    }
  }

  var number: Int { rawValue }
}
