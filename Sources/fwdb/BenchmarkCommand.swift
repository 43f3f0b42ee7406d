import ArgumentParser
import DebugEngine
import Foundation
import Launch
import Tensors

struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark", abstract: "Times the pass: alone, with a summary of every tensor, and with history.",
    discussion: """
      Opens the model and runs the pass once, so that the weights are in memory (not with --cold). Then times \
      the pass in four ways, in turn:

        idle       as `fwdb run` runs it
        summaries  with a summary of each tensor when it is made
        history    with snapshots to go back to
        reverse    a step back to a stop without a snapshot, compared with the same stretch forward

      scripts/benchmark compares with other programs.
      """)

  @OptionGroup var model: ModelOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var history: HistoryOptions

  @Option(help: "How many times each way is timed.")
  var `repeat` = 5

  @Flag(
    help: ArgumentHelp(
      "Read names of ways from standard input; run each and print its seconds. scripts/benchmark uses it."
    )
  )
  var onRequest = false

  @Flag(help: "Run no pass before the first timed one. Its time then includes getting memory from the system.")
  var cold = false

  /// A way to run the pass. The command's help describes each way.
  private enum Way: String, CaseIterable {
    case idle, summaries, history, reverse
  }

  func validate() throws {
    guard (1...1_000_000).contains(`repeat`) else { throw ValidationError("--repeat must be 1 or more") }
  }

  func run() throws {
    let pass = try PreparedPass(LaunchOptions(model, input, history))
    for note in pass.notes { printNote(note) }
    if !cold { _ = try seconds(.idle, pass) }
    if onRequest { try answer(pass) } else { try measure(pass) }
  }

  private func answer(_ pass: PreparedPass) throws {
    print("ready")
    fflush(nil)
    while let line = readLine() {
      guard let way = Way(rawValue: line) else {
        throw Failure("'\(line)' is not one of \(Way.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      print(try seconds(way, pass).map { String($0) }.joined(separator: " "))
      fflush(nil)
    }
  }

  private func measure(_ pass: PreparedPass) throws {
    var times: [Way: [[Double]]] = [:]
    for _ in 0..<`repeat` {
      for way in Way.allCases { times[way, default: []].append(try seconds(way, pass)) }
    }
    let threads = pass.machine.compute.threads
    print("\(pass.plan.inputName), \(threads) thread\(threads == 1 ? "" : "s"), \(`repeat`) times each: milliseconds")
    print("                  median     least  times idle")
    let idle = median((times[.idle] ?? []).compactMap(\.first))
    for way in Way.allCases {
      let found = (times[way] ?? []).compactMap(\.first)
      guard let least = found.min() else { continue }
      var line = way.rawValue.padding(toLength: 14, withPad: " ", startingAt: 0)
      line += String(format: "%10.1f%10.1f", median(found) * 1000, least * 1000)
      if way == .reverse {
        let ratios = (times[way] ?? []).filter { $0.count == 2 && $0[1] > 0 }.map { $0[0] / $0[1] }
        if !ratios.isEmpty { line += String(format: "%12.2f of the same forward", median(ratios)) }
      } else {
        line += String(format: "%12.2f", idle > 0 ? median(found) / idle : 0)
      }
      print(line)
    }
  }

  /// Runs the pass and returns its duration in seconds. For `reverse`, returns two durations: of a step back, and of
  /// running forward to the same stop.
  private func seconds(_ way: Way, _ pass: PreparedPass) throws -> [Double] {
    let keeps = way == .history || way == .reverse
    var debugger = Debugger(pass.machine, profile: pass.plan.profile, history: keeps ? history.budget : .bytes(0))
    debugger.observes = way == .summaries
    if way == .reverse { return try stepBack(&debugger, pass) }
    let began = ContinuousClock.now
    let reason = debugger.move(.continue)
    let seconds = began.duration(to: .now).seconds
    if case .error(let error) = reason { throw Failure("\(error)") }
    return [seconds]
  }

  /// Goes to a layer in the middle, then makes two steps back: the first to the loop's header, the second into the end
  /// of the previous layer. Measures the second step, and a run forward to the same stop. Returns an empty array when
  /// the model has no layer loop.
  private func stepBack(_ debugger: inout Debugger, _ pass: PreparedPass) throws -> [Double] {
    guard debugger.go(toLayer: 1) != nil, debugger.go(toLayer: max(2, debugger.layerViews.count / 2)) != nil else {
      return []
    }
    _ = debugger.move(.stepInto, .backward)
    let snapshots = debugger.timelineCells(.max).filter(\.hasSnapshot).map(\.clock)
    let began = ContinuousClock.now
    _ = debugger.move(.stepInto, .backward)
    let seconds = began.duration(to: .now).seconds
    // Run a machine without a debugger forward to the same stop. Measure only the part that begins at the last snapshot
    // before this stop.
    let end = debugger.machine.clock
    guard let start = snapshots.last(where: { $0 <= end }) else { return [] }
    var machine = pass.machine
    while machine.clock < start { try machine.step() }
    let forward = ContinuousClock.now
    while machine.clock < end { try machine.step() }
    return [seconds, forward.duration(to: .now).seconds]
  }

  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    if sorted.isEmpty { return 0 }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
