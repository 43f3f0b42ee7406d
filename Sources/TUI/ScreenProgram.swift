import Commands
import Screen

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
  private var runner: SessionRunner<ProgramEvent>

  /// - Parameters:
  ///   - session: stopped where the person is to begin.
  ///   - notes: what the person is to know before they begin.
  public init(session: Session, on device: Device, notes: [String] = []) {
    self.device = device
    runner = SessionRunner(for: session, wake: device.wake)
    app = App(session: session, appearance: device.appearance, size: device.size, notes: notes)
  }

  /// Runs until the person quits.
  ///
  /// - Parameter afterEach: told of the session after each command.
  /// - Returns: the session as it was last seen.
  /// - Throws: what the terminal throws, such as that it is gone. A command that runs is stopped first.
  public mutating func run(afterEach: (Session) -> Void = { _ in }) throws(Device.Failure) -> Session {
    defer { runner.stop() }
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
          for output in runner.takeOutputs() { effects += app.update(output) }
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
      let expressions = app.inspectedExpressions
      runner.run(app.lendSession()) { session, isInterrupted in
        let result = session.execute(line, isInterrupted: isInterrupted)
        return .finished(session, result, StopSnapshot(session, evaluating: expressions))
      }
    case .look(let look):
      runner.run(app.session) { session, isInterrupted in
        .looked(look, session.debugger.value(for: look, isInterrupted: isInterrupted))
      }
    case .transcribe(let records):
      runner.runInBackground(app.session) { session, isInterrupted in
        .transcribed(session.debugger.transcripts(ofLayerRecords: records, isInterrupted: isInterrupted))
      }
    case .recallAttention(let frame, let question):
      runner.runInBackground(app.session) { session, isInterrupted in
        let recall = session.debugger.attentionBefore(frame: frame, isInterrupted: isInterrupted)
        return .recalled(recall, question: question)
      }
    case .mouse(let isOn): device.setMouse(isOn)
    case .copy(let text): device.copy(text)
    case .interrupt: runner.interrupt()
    case .quit: return false
    }
    return true
  }

  /// Tells the user where a command is that takes long. Quick ones finish before this is called.
  private mutating func tellProgress() {
    guard let (report, seconds) = runner.currentProgress() else { return }
    _ = app.update(.progress(report, elapsed: seconds))
  }
}
