import ListingRuntime
import ListingSyntax
import Synchronization

/// The current position of a running pass. The thread that runs the pass writes the position. A front end reads the
/// position on another thread.
///
/// All copies of a debugger share one instance. The instance does not influence the pass.
public final class RunProgress: Sendable {
  /// The progress that a front end can show while the pass runs.
  public struct Report: Sendable, Hashable {
    public var clock = 0
    /// The qualified name of the running function: `RelPositionMultiHeadedAttention.forward`.
    public var function = ""
    public var file = ""
    public var line = 0
    /// The source text of the running operation.
    public var operation = ""
    /// The running layer; nil outside the layer loop.
    public var layer: LoopPosition?
    /// The clocks at which the running replay began and will end; nil when no replay runs.
    public var journey: Range<Int>?
    /// The finished fraction of the running search backward, from 0 to 1; nil when no search runs.
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

  /// Sets whether each operation is reported. If false, only each line is reported; this is a little faster.
  public func watch(_ isWatched: Bool) { self.isWatched.store(isWatched, ordering: .relaxed) }

  /// The position that was last reported.
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

  /// Records the machine's position. Called before each instruction.
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
