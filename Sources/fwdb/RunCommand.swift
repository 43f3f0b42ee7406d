import ArgumentParser
import Commands
import DebugEngine
import Foundation
import LineFrontEnd
import ListingRuntime
import Tensors
import Traces

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs the pass without the debugger: the text, and a line a layer.",
    discussion: """
      With --trace the pass is written down, with --against compared with another framework's: see docs/traces.md. The \
      status is 1 when a tensor leaves the bound, 2 when nothing could be compared, 130 after Ctrl-C.
      """)

  @OptionGroup var model: ModelOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var trace: TraceOptions

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  func run() throws {
    // As `cmp` has it, 1 says that two passes differ: trouble of any kind must not look like that.
    do { try runPass() } catch  where trace.against != nil && !(error is ExitCode) {
      printError("Error: \(error)")
      throw ExitCode(2)
    }
  }

  private func runPass() throws {
    let cancellation = Cancellation()
    let pass = try PreparedPass(model, input, cancellation: cancellation)
    for note in pass.notes { printNote(note) }
    let tracer = try trace.tracer(pass.model.machine.compute)
    let began = ContinuousClock.now
    // No way back is needed here, so no snapshots are kept.
    var debugger = Debugger(pass.model.machine, profile: pass.modelProfile, history: .bytes(0))
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
        "nothing was compared: no tensor of \(comparison.path) has a name that the pass makes (--map says what theirs "
          + "are called here; --trace names.json shows ours)")
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
