import ArgumentParser
import Commands
import Foundation
import JSON
import Launch
import LineFrontEnd
import Tensors

struct DebugCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "debug",
    abstract: "Opens the debugger without a screen, with commands from a file, standard input or a prompt.",
    discussion: """
        fwdb debug MODEL --audio a.wav -x script
        fwdb debug MODEL -ex 'break forward_attention' -ex continue -ex 'info locals'
      """)

  @OptionGroup var model: ModelOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var history: HistoryOptions

  @Option(
    name: .customShort("x"), help: "Run the commands in this file (- for standard input), then end.",
    completion: .file())
  var script: [String] = []

  @Option(name: .customLong("ex", withSingleDash: true), help: "Run this command. May be given several times.")
  var commands: [String] = []

  @Flag(help: "End at the first command that fails, with status 1.")
  var batch = false

  @Flag(help: "Print each result as a line of JSON: see docs/machine-interface.md.")
  var json = false

  @Flag(inversion: .prefixedNo, help: "Run the commands of ~/.config/fwdb/init first, when it exists.")
  var `init` = true

  @Flag(
    inversion: .prefixedNo,
    help:
      "Restore the model's breakpoints of the last session, and save them for the next one. (default: only at a terminal)"
  )
  var savedBreakpoints: Bool?

  func run() throws {
    let cancellation = Cancellation()
    let pass = try PreparedPass(LaunchOptions(model, input, history), cancellation: cancellation)
    var session = pass.session()
    if json { print(greeting(pass).text) } else { for note in pass.notes { print("note: \(note)") } }
    say(pass.begin(&session))
    // A program that reads the output from a pipe may wait for the first stop before it sends a command.
    fflush(nil)
    var isOver = false
    if `init`, let path = UserFiles.initFile {
      let result = session.execute("source \(path)")
      say(result)
      if batch, result.failure != nil { throw ExitCode.failure }
      isOver = result.isQuit
    }

    let isInteractive = script.isEmpty && commands.isEmpty && !json && isatty(STDIN_FILENO) == 1
    var saved = savedBreakpoints ?? isInteractive ? pass.savedBreakpoints : nil
    if !isOver {
      for note in saved?.restore(into: &session) ?? [] {
        if json { printNote(note) } else { print("note: \(note)") }
      }
    }
    defer {
      if let note = saved?.save(session) { printNote(note) }
    }
    if isInteractive, !isOver {
      MainActor.assumeIsolated { LineFrontEnd.run(&session) { saved?.save($0).map { "note: \($0)" } } }
      return
    }
    let interrupts = Interrupts(cancellation)
    defer { interrupts.end() }
    let runner = Script(stopsOnError: batch, form: json ? .json : .text)
    for lines in isOver ? [] : try sources() {
      let outcome = runner.run(lines, in: &session, isInterrupted: { interrupts.isInterrupted }) {
        // With --json, an interrupt ends only the running command, and the script continues. Without --json, an
        // interrupt ends the whole script.
        interrupts.reset()
        return json
      } output: { text in
        print(text, terminator: "")
        fflush(nil)
      }
      switch outcome {
      case .done: break
      case .quit: return
      case .stopped: throw ExitCode.failure
      case .interrupted: throw ExitCode(130)
      }
    }
  }

  /// The first object of the JSON output: protocol, version, model and notes.
  private func greeting(_ pass: PreparedPass) -> JSONValue {
    .object([
      ("result", .string("hello")), ("protocol", .int(2)), ("version", .string(Version.number)),
      ("model", .string(pass.plan.profile.title)), ("listing", .string(pass.plan.profile.listingName)),
      ("notes", .array(pass.notes.map(JSONValue.string))),
    ])
  }

  private func say(_ result: CommandResult) {
    if json {
      print(result.json.text)
    } else {
      let text = result.text
      if !text.isEmpty { print(text) }
    }
  }

  /// The sources of commands: first the -ex options, then script files in order. Without -ex options and script files,
  /// standard input.
  private func sources() throws -> [AnySequence<Script.Line>] {
    var sources = commands.isEmpty ? [] : [AnySequence(commands.map(Script.Line.text))]
    for path in script {
      guard let lines = path == "-" ? CommandLines.standardInput : CommandLines(path: path) else {
        throw Failure("\(path): cannot be read as a script")
      }
      sources.append(AnySequence(lines))
    }
    return sources.isEmpty ? [AnySequence(CommandLines.standardInput)] : sources
  }
}
