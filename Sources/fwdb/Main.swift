import ArgumentParser

/// `fwdb`: what a person types. This room wires the others; it has no knowledge of its own.
@main struct Fwdb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fwdb",
    abstract: "The debugger for a neural network's forward pass.",
    discussion: """
      Steps through a Conformer speech encoder's forward pass as a debugger steps through a program: the loop over the layers, a \
      layer, its attention, line by line, forward and backward, with every tensor in sight.

        fwdb MODEL --audio a.wav          the debugger, on the first line of encoder.forward
        fwdb MODEL                        the same on random features
        fwdb run MODEL --audio a.wav      no debugger: the text, and a line a layer
        fwdb tree MODEL                   the network, as the frameworks print it
        fwdb debug MODEL -x script        debugger commands from a file or stdin
        fwdb new-checkpoint CONFIG        made-up weights for that config

      MODEL is a folder as PaddleSpeech leaves one (conf/, data/, checkpoints/), or WeNet (train.yaml, final.pt).
      """,
    version: "0.1.0",
    subcommands: [ScreenCommand.self, RunCommand.self, TreeCommand.self, DebugCommand.self, NewCheckpointCommand.self],
    defaultSubcommand: ScreenCommand.self)
}
