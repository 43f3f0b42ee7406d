import DebugEngine

/// Runs commands and background queries beside a front end's event loop, each on its own thread with its own session.
///
/// `Output` is the value that the work returns to the loop. For a command, it usually contains the new session, the
/// result and a `StopSnapshot`. After each call of `wake`, the loop collects outputs with `takeOutputs`.
///
///     var runner = SessionRunner<Finished>(for: session, wake: wake)
///     runner.run(session.copyForCommand()) { session, isInterrupted in
///       let result = session.execute("next", isInterrupted: isInterrupted)
///       return Finished(session, result, StopSnapshot(session))
///     }
///
/// At most one command and one background query run at a time.
public struct SessionRunner<Output: Sendable> {
  /// The work of one thread. The function may change the session. It returns the output for the event loop.
  public typealias Work = @Sendable (inout Session, _ isInterrupted: @escaping () -> Bool) -> Output

  private let wake: @Sendable () -> Void
  private let startThread: ThreadStarter
  /// Interrupts a running tensor operation. All copies of a session share this cancellation.
  private let cancellation: Cancellation?
  /// The running command's progress. The command's session updates it.
  private var progress: RunProgress
  private var command: SessionThread<Output>?
  private var background: SessionThread<Output>?
  /// The time at which the running command started.
  private var started = ContinuousClock.now

  /// - Parameter wake: called when an output is ready. The call may come from any thread.
  public init(for session: Session, wake: @escaping @Sendable () -> Void) {
    self.init(for: session, wake: wake, startThread: startDeepThread)
  }

  init(for session: Session, wake: @escaping @Sendable () -> Void, startThread: @escaping ThreadStarter) {
    self.wake = wake
    self.startThread = startThread
    cancellation = session.debugger.machine.compute.cancellation
    progress = session.debugger.progress
  }

  /// Whether a command runs, or its output has not been taken yet.
  public var isRunning: Bool { command != nil }

  /// Runs a command, or a query whose answer the user waits for. Interrupts the background query.
  ///
  /// - Precondition: no other command runs.
  public mutating func run(_ session: Session, _ work: @escaping Work) {
    precondition(command == nil, "one command at a time")
    background?.interrupt()
    progress = session.debugger.progress
    progress.watch(false)
    started = .now
    command = SessionThread(session, wake: wake, startThread: startThread, work: work)
  }

  /// Runs a background query: the user does not wait for the answer. When a command starts, the query is interrupted
  /// and returns a partial answer.
  ///
  /// - Precondition: no other background query runs.
  public mutating func runInBackground(_ session: Session, _ work: @escaping Work) {
    precondition(background == nil, "one background query at a time")
    background = SessionThread(session, wake: wake, startThread: startThread, work: work)
  }

  /// Asks the running command to stop, also within a tensor operation.
  public func interrupt() {
    command?.interrupt()
    cancellation?.cancel()
  }

  /// Removes and returns the outputs of all finished work. The command's output comes first.
  public mutating func takeOutputs() -> [Output] {
    var outputs: [Output] = []
    if let output = command?.takeOutput() {
      command = nil
      // Clear the flag: the interruption was for this command, not for later work.
      cancellation?.reset()
      outputs.append(output)
    }
    if let output = background?.takeOutput() {
      background = nil
      outputs.append(output)
    }
    return outputs
  }

  /// The running command's progress and its running time in seconds; nil when no command runs.
  public func currentProgress() -> (report: RunProgress.Report, seconds: Double)? {
    if command == nil { return nil }
    progress.watch(true)
    let elapsed = started.duration(to: .now).components
    return (progress.report, Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
  }

  /// Interrupts all work, waits until the work has ended, and drops the outputs.
  public mutating func stop() {
    background?.interrupt()
    interrupt()
    background?.wait()
    command?.wait()
    (background, command) = (nil, nil)
    cancellation?.reset()
  }
}
