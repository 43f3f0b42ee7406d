import ArgumentParser
import Foundation
import Launch
import LineFrontEnd
import ListingRuntime
import Models
import Tensors

/// `fwdb run SCRIPT.py`: runs a file as Python does. It is a separate command, because the arguments after the script's
/// path are the script's own: `fwdb run net.py --layers 3`.
struct ScriptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run-script", abstract: "Runs a Python file and prints what it prints.",
    usage: "fwdb run [--path <folder> ...] <script> [<arguments> ...]",
    discussion: """
      The file runs as __main__ on fwdb's machine, with its arguments in sys.argv. It may import files of its folder, \
      then of the folders of --path, and what docs/listing-language.md lists. Nothing else is read, and nothing is \
      written. The status is 0, 1 after an error, 130 after Ctrl-C, or the script's own from sys.exit.

        fwdb run net.py --layers 3
        fwdb run --path src --path lib net.py
      """,
    shouldDisplay: false)

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Import also from this folder. Can be repeated.", valueName: "folder"),
    completion: .directory)
  var path: [String] = []

  @Argument(help: "A file of Python code: its name ends in .py.", completion: .file(extensions: ["py"]))
  var script: String

  @Argument(parsing: .captureForPassthrough, help: "The script's arguments.")
  var arguments: [String] = []

  /// Changes the command line `run SCRIPT.py …` to `run-script SCRIPT.py …`. Returns other command lines unchanged.
  static func routed(_ arguments: [String]) -> [String] {
    guard arguments.count > 1, arguments[0] == RunCommand.configuration.commandName else { return arguments }
    var script = 1
    while script < arguments.count, arguments[script] == "--path" || arguments[script].hasPrefix("--path=") {
      script += arguments[script] == "--path" ? 2 : 1
    }
    guard script < arguments.count, arguments[script].hasSuffix(".py"), !arguments[script].hasPrefix("-") else {
      return arguments
    }
    return ["run-script"] + arguments.dropFirst()
  }

  func run() throws {
    let (sources, main) = try Listings.script(script, roots: path)
    let cancellation = Cancellation()
    let threads = max(1, ProcessInfo.processInfo.activeProcessorCount)
    if let problem = BLAS.problem(threads: threads) { throw Failure(problem) }
    var machine = Machine(sources: sources, compute: Compute(threads: threads, cancellation: cancellation))
    let interrupts = Interrupts(cancellation)
    defer { interrupts.end() }
    do throws(ListingError) {
      try machine.beginScript(main, arguments: [script] + arguments)
      while !machine.isFinished {
        if interrupts.isInterrupted { throw ListingError(kind: "KeyboardInterrupt", message: "") }
        try machine.step()
        Self.show(&machine)
      }
    } catch {
      Self.show(&machine)
      if interrupts.isInterrupted {
        printError("interrupted")
        throw ExitCode(130)
      }
      if let exit = error.exitRequest {
        if !exit.text.isEmpty { printError(exit.text) }
        throw ExitCode(exit.status)
      }
      printError("\(error)")
      throw ExitCode.failure
    }
  }

  /// Prints the script's output that has not been printed yet.
  private static func show(_ machine: inout Machine) {
    if !machine.output.isEmpty { printOutput(machine.takeOutput()) }
    if !machine.errorOutput.isEmpty {
      fflush(nil)
      writeErrorOutput(machine.takeErrorOutput())
    }
    if !machine.notes.isEmpty { machine.takeNotes().forEach(printNote) }
  }
}
