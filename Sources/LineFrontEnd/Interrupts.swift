import Commands
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Handles Ctrl-C: the key interrupts the pass, not the program.
public struct Interrupts: Sendable {
  private static let wasAsked = Atomic<Bool>(false)
  /// The signal handler calls `cancel` on this object. `cancel` only sets a flag. The variable is written only while no
  /// handler is installed.
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

  /// Clears the interruption. Called before the next command runs.
  public func reset() {
    Self.wasAsked.store(false, ordering: .relaxed)
    Self.cancellation?.reset()
  }

  /// Restores the default action of Ctrl-C.
  public func end() {
    signal(SIGINT, SIG_DFL)
    Self.cancellation = nil
  }
}
