import ListingRuntime
import ListingSyntax
import Synchronization

/// The position of a running pass. The debugger writes it, and a front end reads it on another thread.
///
/// All copies of a debugger share one. Nothing in the pass depends on it.
public final class RunProgress: Sendable {
  /// What a front end can show during a run.
  public struct Report: Sendable, Hashable {
    public var clock = 0
    /// `RelPositionMultiHeadedAttention.forward`.
    public var function = ""
    public var file = ""
    public var line = 0
    /// The text of the operation that runs.
    public var operation = ""
    /// The layer that runs, when it is known.
    public var layer: LoopPosition?
    /// During a replay of what is known: the clocks where it began and where it will end.
    public var journey: Range<Int>?
    /// During a search backward: the fraction of the past that has been searched, from 0 to 1.
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

  /// Whether to report each operation, not only each line. It costs a little time.
  public func watch(_ isWatched: Bool) { self.isWatched.store(isWatched, ordering: .relaxed) }

  /// The current position.
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

  /// Called before the machine runs an instruction.
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
