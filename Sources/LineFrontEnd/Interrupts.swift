import Commands
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ctrl-C while the pass runs: it stops the pass, not the program.
public struct Interrupts: Sendable {
  private static let wasAsked = Atomic<Bool>(false)
  /// Written only while no handler is installed; the handler itself only sets its flag.
  nonisolated(unsafe) private static var cancellation: Cancellation?

  public init(_ cancellation: Cancellation?) {
    Self.cancellation = cancellation
    Self.wasAsked.store(false, ordering: .relaxed)
    signal(SIGINT) { _ in
      Interrupts.wasAsked.store(true, ordering: .relaxed)
      Interrupts.cancellation?.cancel()
    }
  }

  public var isInterrupted: Bool { Self.wasAsked.load(ordering: .relaxed) }

  /// Forgets what was asked for, before something new runs.
  public func reset() {
    Self.wasAsked.store(false, ordering: .relaxed)
    Self.cancellation?.reset()
  }

  /// Ctrl-C means again what it means elsewhere.
  public func end() {
    signal(SIGINT, SIG_DFL)
    Self.cancellation = nil
  }
}
