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
  /// Takes part in the mouse, or leaves it to the terminal.
  func setMouse(_ isOn: Bool)
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
  /// What is computed while nothing else is, and given up as soon as something is.
  private var background: CommandThread?
  /// When the command that runs began.
  private var began = ContinuousClock.now

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
      var event = try device.nextEvent(timeout: app.isAwaitingProgress ? 150 : nil)
      if event == nil { tellProgress() }
      while let next = event {
        var effects = app.update(.screen(next))
        if next == .wake {
          effects += takeResult()
          effects += takeBackground()
        }
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
      background?.interrupt()
      app.session.debugger.progress.watch(false)
      began = .now
      let (inspected, compared) = (app.inspectedExpression, app.comparedExpression)
      commands = CommandThread(app.lendSession(), wake: device.wake) { session, isInterrupted in
        let result = session.execute(line, isInterrupted: isInterrupted)
        // Tensors are looked at here, so that the screen's thread finds them counted.
        return .finished(session, result, Situation(session, inspected: inspected, compared: compared))
      }
    case .transcribe(let records):
      background = CommandThread(app.session, wake: device.wake) { session, isInterrupted in
        .transcribed(session.debugger.transcripts(ofLayerRecords: records, isInterrupted: isInterrupted))
      }
    case .recallAttention(let frame, let question):
      background = CommandThread(app.session, wake: device.wake) { session, isInterrupted in
        let recall = session.debugger.attentionBefore(frame: frame, isInterrupted: isInterrupted)
        return .recalled(recall, question: question)
      }
    case .mouse(let isOn): device.setMouse(isOn)
    case .look(let look):
      commands = CommandThread(app.session, wake: device.wake) { session, isInterrupted in
        .looked(look, session.debugger.value(for: look, isInterrupted: isInterrupted))
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

  private mutating func takeBackground() -> [Effect] {
    guard let event = background?.takeResult() else { return [] }
    background = nil
    return app.update(event)
  }

  /// Quick commands come and go without a word; of others is said where they are.
  private mutating func tellProgress() {
    guard app.isAwaitingProgress else { return }
    let progress = app.session.debugger.progress
    progress.watch(true)
    let elapsed = began.duration(to: .now).components
    let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    _ = app.update(.progress(progress.report, elapsed: seconds))
  }

  private mutating func stopCommand() {
    background?.interrupt()
    _ = carryOut(.interrupt)
    background?.wait()
    background = nil
    commands?.wait()
    commands = nil
    cancellation?.reset()
  }
}

extension Debugger {
  /// What the head makes of some layers, one after the other, as far as there is time.
  fileprivate func transcripts(
    ofLayerRecords records: [Int], isInterrupted: () -> Bool
  ) -> [Int: Transcript] {
    var transcripts: [Int: Transcript] = [:]
    for record in records {
      if isInterrupted() { break }
      switch readOut(ofLayerRecord: record, isInterrupted: isInterrupted) {
      case .success(let texts)?: transcripts[record] = .said(texts)
      case .failure(let error)?: transcripts[record] = .failed(error.summary)
      case nil: continue
      }
    }
    return transcripts
  }
}

/// Work on a copy of a session, on a thread with a stack deep enough for listings that nest deeply.
private final class CommandThread: Sendable {
  typealias Work = @Sendable (inout Session, _ isInterrupted: @escaping () -> Bool) -> ProgramEvent

  private let work: Work
  /// Taken by the thread: a copy here would keep all that the moved one lets go of.
  private let origin: Mutex<Session?>
  private let wake: @Sendable () -> Void
  private let isInterrupted = Atomic<Bool>(false)
  private let result = Mutex<ProgramEvent?>(nil)
  private let thread = Mutex<pthread_t?>(nil)

  init(_ session: Session, wake: @escaping @Sendable () -> Void, work: @escaping Work) {
    self.work = work
    origin = Mutex(session)
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
    guard var session = origin.withLock({ $0.take() }) else { return }
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
