import DebugEngine
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Starts a thread. Returns nil if the thread cannot be created.
typealias ThreadStarter = (@escaping @Sendable () -> Void) -> pthread_t?

/// Runs work on a session in its own thread. If the thread cannot be created, the work runs on the caller's thread.
final class SessionThread<Output: Sendable>: Sendable {
  /// The session that the thread will use; nil after the thread has taken it. If the session stayed here, snapshots
  /// that the work evicts would stay in memory.
  private let session: Mutex<Session?>
  private let work: SessionRunner<Output>.Work
  private let wake: @Sendable () -> Void
  private let isInterrupted = Atomic<Bool>(false)
  private let output = Mutex<Output?>(nil)
  private let thread = Mutex<pthread_t?>(nil)

  init(
    _ session: Session, wake: @escaping @Sendable () -> Void, startThread: ThreadStarter,
    work: @escaping SessionRunner<Output>.Work
  ) {
    self.session = Mutex(session)
    self.work = work
    self.wake = wake
    if let started = startThread({ self.run() }) {
      thread.withLock { $0 = started }
    } else {
      run()
    }
  }

  private func run() {
    guard var session = session.withLock({ $0.take() }) else { return }
    let output = work(&session) { self.isInterrupted.load(ordering: .relaxed) }
    self.output.withLock { $0 = output }
    wake()
  }

  func interrupt() { isInterrupted.store(true, ordering: .relaxed) }

  /// Removes and returns the output; nil while the work runs, and after the output was taken.
  func takeOutput() -> Output? {
    let taken = output.withLock { $0.take() }
    if taken != nil { wait() }
    return taken
  }

  /// Waits until the thread has ended.
  func wait() {
    if let ending = thread.withLock({ $0.take() }) { pthread_join(ending, nil) }
  }
}

/// Starts a thread whose stack is large enough for deeply nested listings.
func startDeepThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setstacksize(&attributes, 16 << 20)
  defer { pthread_attr_destroy(&attributes) }
  let retained = Unmanaged.passRetained(ThreadBody(body))
  var thread = pthread_t()
  let status = pthread_create(
    &thread, &attributes,
    { argument in
      if let argument { Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run() }
      return nil
    }, retained.toOpaque())
  if status == 0 { return thread }
  retained.release()
  return nil
}

/// The work of a thread, as an object, because `pthread_create` passes only a pointer to the new thread.
private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
