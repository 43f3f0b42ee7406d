import ArgumentParser
import Commands
import Foundation
import LineFrontEnd
import Tensors

struct DebugCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "debug",
    abstract: "The debugger without a screen: commands from a file, from standard input, or typed.")

  @OptionGroup var model: ModelOptions
  @OptionGroup var input: InputOptions

  @Option(
    name: .customShort("x"), help: "Carry out the commands in this file (- for standard input), then end.",
    completion: .file())
  var script: [String] = []

  @Option(name: .customLong("ex", withSingleDash: true), help: "Carry out this command; may be given several times.")
  var commands: [String] = []

  @Flag(help: "End at the first command that fails, with status 1.")
  var batch = false

  func run() throws {
    let cancellation = Cancellation()
    let pass = try PreparedPass(model, input, cancellation: cancellation)
    var session = Session(pass.debugger)
    for note in pass.notes { print("note: \(note)") }
    print(pass.begin(&session).text)

    let isInteractive = script.isEmpty && commands.isEmpty && isatty(STDIN_FILENO) == 1
    if isInteractive {
      MainActor.assumeIsolated { LineFrontEnd.run(&session) }
      return
    }
    let interrupts = Interrupts(cancellation)
    defer { interrupts.end() }
    for lines in try sources() {
      let outcome = Script(stopsOnError: batch).run(lines, in: &session, isInterrupted: { interrupts.isInterrupted }) {
        text in
        print(text, terminator: "")
        fflush(nil)
      }
      if case .stopped = outcome { throw ExitCode.failure }
    }
  }

  /// Commands given on the command line, then those of the files, in order; without either, standard input.
  private func sources() throws -> [AnySequence<String>] {
    var sources = commands.isEmpty ? [] : [AnySequence(commands)]
    for path in script {
      if path == "-" {
        sources.append(Script.standardInput)
      } else {
        guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8)
        else {
          throw Failure("\(path): cannot be read as a script")
        }
        sources.append(AnySequence(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)))
      }
    }
    return sources.isEmpty ? [Script.standardInput] : sources
  }
}
