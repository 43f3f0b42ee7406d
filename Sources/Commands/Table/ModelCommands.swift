import DebugEngine

enum ModelCommands {
  static let all: [Command] = [
    Command(
      "layers", group: .model,
      help: "Show the turns of the layer loop, and what the variable carried through them was after each."
    ) { session, _ in
      let layers = session.debugger.layerViews
      if layers.isEmpty { throw CommandError.noLayers }
      return .layers(layers)
    },
    Command(
      "tree", group: .model, usage: "tree [PATH]",
      help: "Show the network, or the part of it below a path, as the frameworks print it.",
      argument: .modulePath
    ) { session, arguments in
      if let text = session.debugger.moduleText(at: arguments.text) { return .tree(text) }
      if session.debugger.modules.isEmpty { throw CommandError.noModel }
      throw CommandError.noModule(
        arguments.text, nearest: nearest(arguments.text, among: session.debugger.modules.map(\.path)))
    },
  ]
}
