import ArgumentParser
import Commands
import DebugEngine
import Foundation
import Launch
import LineFrontEnd
import ListingRuntime
import Tensors
import Traces

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs the pass without the debugger and prints the text and a line for each layer.",
    discussion: """
      --trace writes the tensors of the pass to a file; --against compares them with a file of another framework: see \
      docs/traces.md. The status is 1 when a tensor is outside the bound, 2 when nothing could be compared, 130 after \
      Ctrl-C.

      fwdb run SCRIPT.py ARGUMENTS… runs a Python file instead and prints what it prints: fwdb run-script --help.

        fwdb run MODEL --audio a.wav
        fwdb run MODEL --audio a.wav --trace ours.safetensors
        fwdb run --path src --make 'net.Encoder(16)' --weights net.pt --let 'x = randn(1, 9, 16)' --call 'model(x)'
      """)

  @OptionGroup var model: ModelOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var trace: TraceOptions

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  func run() throws {
    // As in `cmp`, status 1 means that the two passes differ. Other errors end with status 2.
    do { try runPass() } catch  where trace.against != nil && !(error is ExitCode) {
      printError("Error: \(error)")
      throw ExitCode(2)
    }
  }

  private func runPass() throws {
    let cancellation = Cancellation()
    let pass = try PreparedPass(LaunchOptions(model, input), cancellation: cancellation)
    for note in pass.notes { printNote(note) }
    let tracer = try trace.tracer(pass.machine.compute)
    let began = ContinuousClock.now
    // This command never goes back, so it keeps no snapshots.
    var debugger = Debugger(pass.machine, profile: pass.plan.profile, history: .bytes(0))
    debugger.observer = tracer
    let interrupts = Interrupts(cancellation)
    defer { interrupts.end() }
    let reason = debugger.move(.continue, isInterrupted: { interrupts.isInterrupted || tracer?.failure != nil })
    let seconds = began.duration(to: .now).seconds
    let output = debugger.takeOutput()
    if !output.isEmpty, !json { print(output, terminator: "") }
    if let failure = tracer?.failure, !interrupts.isInterrupted { throw failure }

    let outcome = PassOutcome(pass: pass, debugger: debugger, seconds: seconds, comparison: tracer?.comparer?.report())
    switch reason {
    case .error(let error):
      if let comparison = outcome.comparison, !json { print(comparison.text, terminator: "") }
      throw Failure("\(error)")
    case .interrupted:
      if let comparison = outcome.comparison, !json { print(comparison.text, terminator: "") }
      printError("interrupted\(trace.trace.map { ": \($0) is not written" } ?? "")")
      throw ExitCode(130)
    default: break
    }
    print(json ? outcome.json.lines : outcome.text, terminator: "")
    if let recorder = tracer?.recorder { try finish(recorder, outcome, interrupts) }
    if let comparison = outcome.comparison { try judge(comparison) }
  }

  private func finish(_ recorder: TraceRecorder, _ outcome: PassOutcome, _ interrupts: Interrupts) throws {
    if recorder.count == 0 {
      throw Failure(
        "\(recorder.path) is not written: the pass made no tensor"
          + (trace.only.isEmpty ? "" : " called \(trace.only.joined(separator: " or "))"))
    }
    for pattern in recorder.unmatched {
      printNote("the pass made no tensor called \(pattern.text)")
    }
    let names: Int
    do { names = try recorder.finish(notes: outcome.notes, isInterrupted: { interrupts.isInterrupted }) } catch {
      if interrupts.isInterrupted {
        printError("interrupted: \(recorder.path) is not written")
        throw ExitCode(130)
      }
      throw error
    }
    let counts = "\(NumberText.count(recorder.count)) tensors under \(NumberText.count(names)) names"
    printError("\(recorder.path): \(counts)")
  }

  private func judge(_ comparison: ComparisonReport) throws {
    if comparison.rows.isEmpty {
      throw Failure(
        "nothing was compared: no tensor of \(comparison.path) has a name of the pass (--map translates names; "
          + "--trace names.json lists the names of the pass)")
    }
    if comparison.first != nil { throw ExitCode.failure }
  }
}

extension ComparisonReport {
  var text: String {
    text(number: { NumberText.short($0, digits: $1) }, exact: { NumberText.exact($0, .float32) })
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
