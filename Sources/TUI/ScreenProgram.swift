import Commands
import Screen

/// The terminal that `ScreenProgram` draws on and reads from.
public protocol TerminalDevice {
  associatedtype Failure: Error
  var size: Size { get }
  var appearance: Appearance { get }
  /// Shows a picture. The terminal's own cursor is at `cursor`, or hidden.
  func draw(_ picture: ScreenBuffer, cursor: Point?)
  /// Copies a text to the terminal's clipboard, if it has one.
  func copy(_ text: String)
  /// Receives mouse events, or leaves them to the terminal.
  func setMouse(_ isOn: Bool)
  /// The next event, or nil if none arrives in time. Without a timeout it waits forever.
  func nextEvent(timeout milliseconds: Int?) throws(Failure) -> Event?
  /// Makes `nextEvent` return `.wake`. Any thread may call it.
  var wake: @Sendable () -> Void { get }
}

/// Runs `App` on a terminal: draws, waits for events, and carries out effects.
public struct ScreenProgram<Device: TerminalDevice> {
  private let device: Device
  private var app: App
  private var runner: SessionRunner<ProgramEvent>

  /// - Parameters:
  ///   - session: stopped where the user begins.
  ///   - notes: messages to show first.
  public init(session: Session, on device: Device, notes: [String] = []) {
    self.device = device
    runner = SessionRunner(for: session, wake: device.wake)
    app = App(session: session, appearance: device.appearance, size: device.size, notes: notes)
  }

  /// Runs until the user quits.
  ///
  /// - Parameter afterEach: called with the session after each command.
  /// - Returns: the session at the last stop.
  /// - Throws: the terminal's error, for example when it is gone. A running command is interrupted first.
  public mutating func run(afterEach: (Session) -> Void = { _ in }) throws(Device.Failure) -> Session {
    defer { runner.stop() }
    var wasCollecting = false
    while true {
      let (picture, cursor) = app.picture(device.size)
      device.draw(picture, cursor: cursor)
      // All pending events are handled before the next picture, so that a held key does not lag.
      var event = try device.nextEvent(timeout: app.isAwaitingProgress ? 150 : nil)
      if event == nil { tellProgress() }
      while let next = event {
        var effects = app.update(.screen(next))
        if next == .wake {
          for output in runner.takeOutputs() { effects += app.update(output) }
        }
        for effect in effects where !carryOut(effect) { return app.session }
        // Other events do not change the session.
        if next == .wake || app.session.isCollecting != wasCollecting { afterEach(app.session) }
        wasCollecting = app.session.isCollecting
        event = try device.nextEvent(timeout: 0)
      }
    }
  }

  /// Returns false to quit.
  private mutating func carryOut(_ effect: Effect) -> Bool {
    switch effect {
    case .run(let line):
      let expressions = app.inspectedExpressions
      runner.run(app.sessionForCommand()) { session, isInterrupted in
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

  /// Shows the progress of a long command. Quick commands finish before this is called.
  private mutating func tellProgress() {
    guard let (report, seconds) = runner.currentProgress() else { return }
    _ = app.update(.progress(report, elapsed: seconds))
  }
}
