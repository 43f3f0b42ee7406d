import ListingRuntime
import ListingSyntax
import Synchronization

/// Where a pass that runs on some thread is: written by the debugger that runs, read by whoever waits for it.
///
/// All copies of a debugger share one. It is only ever looked at: nothing that runs depends on it.
public final class RunProgress: Sendable {
  /// What can be told while it runs.
  public struct Report: Sendable, Hashable {
    public var clock = 0
    /// `RelPositionMultiHeadedAttention.forward`.
    public var function = ""
    public var file = ""
    public var line = 0
    /// The text of the operation under way.
    public var operation = ""
    /// The layer under way, where that is known.
    public var layer: LoopPosition?
    /// When what is known already is computed again: the clock where it began, and where it is to end.
    public var journey: Range<Int>?
    /// While the past is searched for where to stop: which part of it has been, from 0 to 1.
    public var searched: Double?

    public init() {}
  }

  private struct State {
    var code: Code?
    var range: SourceRange?
    var line = 0
    var clock = 0
    var layer: LoopPosition?
    var journey: Range<Int>?
    var searched: Double?
  }

  private let state = Mutex(State())
  private let isWatched = Atomic<Bool>(false)

  /// Whether somebody wants to know each operation, not only each line. It costs a little.
  public func watch(_ isWatched: Bool) { self.isWatched.store(isWatched, ordering: .relaxed) }

  /// Where the run is now.
  public var report: Report {
    let state = state.withLock { $0 }
    var report = Report()
    report.clock = state.clock
    report.line = state.line
    report.layer = state.layer
    report.journey = state.journey
    report.searched = state.searched
    guard let code = state.code else { return report }
    report.function = code.qualifiedName
    report.file = code.file.name
    if let range = state.range {
      let words = code.file.text(in: range).prefix(200).split(whereSeparator: \.isWhitespace)
      report.operation = words.joined(separator: " ")
    }
    return report
  }

  /// The machine is about to run an instruction.
  func note(_ machine: Machine) {
    guard machine.isAtVisibleStop || isWatched.load(ordering: .relaxed), let frame = machine.frames.last,
      !frame.code.isLibrary
    else { return }
    state.withLock { state in
      state.code = frame.code
      state.range = frame.range
      state.line = frame.line
      state.clock = machine.clock
    }
  }

  func note(layer: LoopPosition?) { state.withLock { $0.layer = layer } }

  func note(journey: Range<Int>?) { state.withLock { $0.journey = journey } }

  func note(searched: Double?) { state.withLock { $0.searched = searched } }
}
