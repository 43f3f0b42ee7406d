import Commands
import Glibc
import Screen
import Synchronization

/// A terminal, as far as the program around `App` needs one.
public protocol TerminalDevice {
  associatedtype Failure: Error
  var size: Size { get }
  var appearance: Appearance { get }
  /// Shows a picture, with the terminal's own cursor at a place or hidden.
  func draw(_ picture: ScreenBuffer, cursor: Point?)
  /// Hands a text to the terminal's clipboard, where it has one.
  func copy(_ text: String)
  /// The next event; nil when none comes within so many milliseconds (nil waits without end).
  func nextEvent(timeout milliseconds: Int?) throws(Failure) -> Event?
  /// Makes `nextEvent` return; may be called from any thread.
  var wake: @Sendable () -> Void { get }
}

/// Runs `App` on a terminal: draws, waits, and has commands run on a thread of their own.
public struct ScreenProgram<Device: TerminalDevice> {
  private let device: Device
  private var app: App
  private let cancellation: Cancellation?
  private var commands: CommandThread?

  /// - Parameters:
  ///   - session: stopped where the person is to begin.
  ///   - notes: what the person is to know before they begin.
  public init(session: Session, on device: Device, notes: [String] = []) {
    self.device = device
    cancellation = session.debugger.machine.compute.cancellation
    app = App(session: session, appearance: device.appearance, size: device.size, notes: notes)
  }

  /// Runs until the person quits.
  ///
  /// - Parameter afterEach: told of the session after each command.
  /// - Returns: the session as it was last seen.
  /// - Throws: what the terminal throws, such as that it is gone. A command that runs is stopped first.
  public mutating func run(afterEach: (Session) -> Void = { _ in }) throws(Device.Failure) -> Session {
    defer { stopCommand() }
    var wasCollecting = false
    while true {
      let (picture, cursor) = app.picture(device.size)
      device.draw(picture, cursor: cursor)
      // Everything that has come already is taken in before the next picture: a held key must not lag behind.
      var event = try device.nextEvent(timeout: app.isAwaitingTick ? 150 : nil)
      if event == nil { _ = app.update(.screen(.tick)) }
      while let next = event {
        let effects = app.update(.screen(next)) + (next == .wake ? takeResult() : [])
        for effect in effects where !carryOut(effect) { return app.session }
        // Keys that wait for a command to end change nothing.
        if next == .wake || app.session.isCollecting != wasCollecting { afterEach(app.session) }
        wasCollecting = app.session.isCollecting
        event = try device.nextEvent(timeout: 0)
      }
    }
  }

  /// Whether to go on.
  private mutating func carryOut(_ effect: Effect) -> Bool {
    switch effect {
    case .run(let line):
      commands = CommandThread(app.session, wake: device.wake) { session, isInterrupted in
        let result = session.execute(line, isInterrupted: isInterrupted)
        // Tensors are looked at here, so that the screen's thread finds them counted.
        _ = Situation(session)
        return .finished(session, result)
      }
    case .look(let look):
      commands = CommandThread(app.session, wake: device.wake) { session, isInterrupted in
        let found = Result { () throws(ComparisonProblem) in
          try session.debugger.value(
            of: look.expression, frame: look.frame, inLayer: look.layer, isInterrupted: isInterrupted)
        }
        return .looked(look, found)
      }
    case .copy(let text): device.copy(text)
    case .interrupt:
      commands?.interrupt()
      cancellation?.cancel()
    case .quit: return false
    }
    return true
  }

  private mutating func takeResult() -> [Effect] {
    guard let event = commands?.takeResult() else { return [] }
    commands = nil
    // What the panes compute from now on is not what was to be stopped.
    cancellation?.reset()
    return app.update(event)
  }

  private mutating func stopCommand() {
    _ = carryOut(.interrupt)
    commands?.wait()
    commands = nil
    cancellation?.reset()
  }
}

/// Work on a copy of a session, on a thread with a stack deep enough for listings that nest deeply.
private final class CommandThread: Sendable {
  typealias Work = @Sendable (inout Session, _ isInterrupted: @escaping () -> Bool) -> ProgramEvent

  private let work: Work
  private let origin: Session
  private let wake: @Sendable () -> Void
  private let isInterrupted = Atomic<Bool>(false)
  private let result = Mutex<ProgramEvent?>(nil)
  private let thread = Mutex<pthread_t?>(nil)

  init(_ session: Session, wake: @escaping @Sendable () -> Void, work: @escaping Work) {
    self.work = work
    origin = session
    self.wake = wake
    start()
  }

  private func start() {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 16 << 20)
    defer { pthread_attr_destroy(&attributes) }
    var started = pthread_t()
    let status = pthread_create(
      &started, &attributes,
      { argument in
        if let argument { Unmanaged<CommandThread>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    if status == 0 {
      thread.withLock { $0 = started }
    } else {
      // Without a thread the screen has to wait.
      Unmanaged.passUnretained(self).release()
      run()
    }
  }

  private func run() {
    var session = origin
    let event = work(&session) { self.isInterrupted.load(ordering: .relaxed) }
    result.withLock { $0 = event }
    wake()
  }

  func interrupt() { isInterrupted.store(true, ordering: .relaxed) }

  /// What came of it, once; nil before that.
  func takeResult() -> ProgramEvent? {
    let taken = result.withLock { result in
      defer { result = nil }
      return result
    }
    if taken != nil { wait() }
    return taken
  }

  /// Until the thread has ended.
  func wait() {
    let ending = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    if let ending { pthread_join(ending, nil) }
  }
}
