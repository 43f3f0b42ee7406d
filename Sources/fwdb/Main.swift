import ArgumentParser
import Foundation

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
        fwdb run MODEL --trace out.npz    every tensor of the pass, in a file
        fwdb run MODEL --against it.npz   every tensor compared with another pass's
        fwdb tree MODEL                   the network, as the frameworks print it
        fwdb weights FILE                 the tensors of a checkpoint of any kind
        fwdb debug MODEL -x script        debugger commands from a file or stdin
        fwdb new-checkpoint CONFIG        made-up weights for that config
        fwdb benchmark MODEL              how long the pass takes, and what debugging adds

      MODEL is a folder as PaddleSpeech leaves one (conf/, data/, checkpoints/), or WeNet (train.yaml, final.pt).
      """,
    version: Version.line,
    subcommands: [
      ScreenCommand.self, RunCommand.self, TreeCommand.self, WeightsCommand.self, DebugCommand.self,
      NewCheckpointCommand.self, BenchmarkCommand.self, ManualPageCommand.self,
    ],
    defaultSubcommand: ScreenCommand.self)

  static func main() {
    do {
      ThisProcess.holdStandardDescriptors()
      ThisProcess.seal()
      ThisProcess.takeFileLimitsAsErrors()
      var command = try parseAsRoot()
      try command.run()
      try ThisProcess.flushOutput()
    } catch {
      // Help and the version are asked for; a status alone has been explained already.
      let code = exitCode(for: error)
      if code == .success || error is ExitCode { exit(withError: error) }
      printError(fullMessage(for: error))
      // What everybody means by 2: the command line was wrong. The library would end with sysexits' 64.
      Foundation.exit(code == .validationFailure ? 2 : code.rawValue)
    }
  }
}
