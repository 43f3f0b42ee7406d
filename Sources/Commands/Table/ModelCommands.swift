import DebugEngine

enum ModelCommands {
  static let all: [Command] = [
    Command(
      "layers", group: .model, usage: "layers [EXPRESSION]",
      help: """
        Show the layers of the layer loop, with statistics of each layer's output.
        With EXPRESSION, show its value in each layer, at the line where the selected frame is now. Layers not yet
        reached run on a scratch copy.
        """, examples: ["layers", "layers x.std()"], seeAlso: ["history", "display", "tree"], argument: .expression
    ) { session, arguments in
      if !arguments.text.isEmpty {
        if let error = session.debugger.syntaxError(in: arguments.text) { throw CommandError.listing(error) }
        let values = session.debugger.layerValues(
          of: arguments.text, frame: session.selectedFrame, isInterrupted: arguments.isInterrupted)
        guard let values else { throw CommandError.noLayers }
        if values.isEmpty { throw CommandError.noLayerDone }
        let errors = values.compactMap { layer in
          if case .failure(let error) = layer.value { error } else { nil }
        }
        if errors.count == values.count { throw CommandError.listing(errors[0]) }
        return .layerValues(values, of: arguments.text)
      }
      let layers = session.debugger.layerViews
      if layers.isEmpty { throw CommandError.noLayers }
      return .layers(layers)
    },
    Command(
      "tree", group: .model, usage: "tree [PATH]",
      help: "Print the network, or the module at PATH with its submodules, in the framework's format.",
      examples: ["tree encoder.encoders.1"], seeAlso: ["weights", "info"], argument: .modulePath
    ) { session, arguments in
      if let text = session.debugger.moduleText(at: arguments.text) { return .tree(text) }
      if session.debugger.modules.isEmpty { throw CommandError.noModel }
      throw CommandError.noModule(
        arguments.text, nearest: nearest(arguments.text, among: session.debugger.modules.map(\.path)))
    },
    Command(
      "weights", group: .model, usage: "weights PATH",
      help: """
        Show the parameters and buffers of a module and its submodules, with statistics.
        PATH is a module path, or the path of one parameter or buffer.
        """, examples: ["weights encoder.encoders.1.self_attn"], seeAlso: ["tree", "ptype"], argument: .weight
    ) { session, arguments in
      let path = arguments.text
      if session.debugger.modules.isEmpty { throw CommandError.noModel }
      guard let weights = session.debugger.weights(at: path) else {
        let known = session.debugger.modules.map(\.path) + session.debugger.weightPaths
        throw CommandError.noWeight(path, nearest: nearest(path, among: known))
      }
      return .weights(weights)
    },
  ]
}
