import ArgumentParser
import Foundation

/// The program `fwdb`: parses the command line and runs the subcommand.
@main struct Fwdb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fwdb",
    abstract: "The debugger for a neural network's forward pass.",
    discussion: """
      Steps through a forward pass as a debugger steps through a program, line by line, forward and backward. Shows \
      every tensor: shape, range, histogram, heat map. Made for Conformer speech encoders.

        fwdb MODEL --audio a.wav          open the debugger on the first line of encoder.forward
        fwdb MODEL                        the same with random features
        fwdb run MODEL --audio a.wav      no debugger: print the text and a line for each layer
        fwdb run MODEL --trace out.npz    write every tensor of the pass to a file
        fwdb run MODEL --against it.npz   compare every tensor with those of another pass
        fwdb run net.py                   run a Python script and print what it prints
        fwdb tree MODEL                   print the network as the frameworks do
        fwdb weights FILE                 list the tensors of any checkpoint
        fwdb debug MODEL -x script        run debugger commands from a file or stdin
        fwdb new-checkpoint CONFIG        write generated weights for a config
        fwdb benchmark MODEL              time the pass, and what debugging adds

      MODEL is a folder in the layout of PaddleSpeech (conf/, data/, checkpoints/) or WeNet (train.yaml, final.pt).

      Any other model is made by an expression over your own code:

        fwdb --path src --make 'net.Encoder(16)' --weights net.pt --let 'x = randn(1, 9, 16)' --call 'model(x)'

      --path is the folder of net.py. --make also works with run, debug, tree and benchmark.
      """,
    version: Version.line,
    subcommands: [
      ScreenCommand.self, RunCommand.self, TreeCommand.self, WeightsCommand.self, DebugCommand.self,
      NewCheckpointCommand.self, BenchmarkCommand.self, ManualPageCommand.self, ScriptCommand.self,
    ],
    defaultSubcommand: ScreenCommand.self)

  static func main() {
    do {
      ThisProcess.holdStandardDescriptors()
      ThisProcess.seal()
      ThisProcess.takeFileLimitsAsErrors()
      var command = try parseAsRoot(ScriptCommand.routed(Array(CommandLine.arguments.dropFirst())))
      try command.run()
      try ThisProcess.flushOutput()
    } catch {
      // Help and version texts arrive here as errors with status 0. An ExitCode means that the error is already
      // printed.
      let code = exitCode(for: error)
      if code == .success || error is ExitCode { exit(withError: error) }
      printError(fullMessage(for: error))
      // By convention, status 2 means a wrong command line. The argument parser would use 64.
      Foundation.exit(code == .validationFailure ? 2 : code.rawValue)
    }
  }
}
