import Commands
import Screen

/// The terminal that `ScreenProgram` draws on and reads from.
public protocol TerminalDevice {
  associatedtype Failure: Error
  var size: Size { get }
  var appearance: Appearance { get }
  /// Shows a picture, and the terminal's own cursor at `cursor`; nil hides the cursor.
  func draw(_ picture: ScreenBuffer, cursor: Point?)
  /// Copies a text to the terminal's clipboard, if the terminal has a clipboard.
  func copy(_ text: String)
  /// True: receives mouse events. False: leaves the mouse to the terminal.
  func setMouse(_ isOn: Bool)
  /// Waits for the next event. Returns nil if no event arrives in time; a nil timeout has no limit.
  func nextEvent(timeout milliseconds: Int?) throws(Failure) -> Event?
  /// Makes `nextEvent` return `.wake`. Any thread may call this function.
  var wake: @Sendable () -> Void { get }
}

/// Runs `App` on a terminal: draws, waits for events, and carries out effects.
public struct ScreenProgram<Device: TerminalDevice> {
  private let device: Device
  private var app: App
  private var runner: SessionRunner<ProgramEvent>

  /// - Parameters:
  ///   - session: a session whose pass has stopped at the user's first stop.
  ///   - notes: messages to show at the start.
  public init(session: Session, on device: Device, notes: [String] = []) {
    self.device = device
    runner = SessionRunner(for: session, wake: device.wake)
    app = App(session: session, appearance: device.appearance, size: device.size, notes: notes)
  }

  /// Runs until the user quits.
  ///
  /// - Parameter afterEach: called with the session at least once after each command.
  /// - Returns: the session at the last stop.
  /// - Throws: the terminal's error, for example when the terminal has closed. A running command is interrupted first.
  public mutating func run(afterEach: (Session) -> Void = { _ in }) throws(Device.Failure) -> Session {
    defer { runner.stop() }
    var wasCollecting = false
    while true {
      let (picture, cursor) = app.picture(device.size)
      device.draw(picture, cursor: cursor)
      // Handle all pending events before drawing: a held key may send events faster than pictures can be drawn.
      var event = try device.nextEvent(timeout: app.isAwaitingProgress ? 150 : nil)
      if event == nil { tellProgress() }
      while let next = event {
        var effects = app.update(.screen(next))
        if next == .wake {
          for output in runner.takeOutputs() { effects += app.update(output) }
        }
        for effect in effects where !carryOut(effect) { return app.session }
        // Call `afterEach` if the session may have changed: a command has finished, or the user has begun or ended the
        // list of a breakpoint's commands.
        if next == .wake || app.session.isCollecting != wasCollecting { afterEach(app.session) }
        wasCollecting = app.session.isCollecting
        event = try device.nextEvent(timeout: 0)
      }
    }
  }

  /// Carries out an effect. Returns false for `.quit`.
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
    case .recallAttention(let frame, let query):
      runner.runInBackground(app.session) { session, isInterrupted in
        let recall = session.debugger.attentionBefore(frame: frame, isInterrupted: isInterrupted)
        return .recalled(recall, query: query)
      }
    case .mouse(let isOn): device.setMouse(isOn)
    case .copy(let text): device.copy(text)
    case .interrupt: runner.interrupt()
    case .quit: return false
    }
    return true
  }

  /// Shows the progress of a long command. `run` calls this function if no event arrives for 150 ms while a command
  /// runs.
  private mutating func tellProgress() {
    guard let (report, seconds) = runner.currentProgress() else { return }
    _ = app.update(.progress(report, elapsed: seconds))
  }
}
