import DebugEngine

/// A user's work: a debugger, its displays, and the selected frame.
///
/// A session is a value. Commands change the session and return a `CommandResult`.
public struct Session: Sendable {
  public internal(set) var debugger: Debugger
  public internal(set) var displays: [Display] = []
  /// The index of the selected frame; 0 is the innermost.
  public internal(set) var selectedFrame = 0
  /// The last repeatable command line. An empty line repeats this line.
  public private(set) var repeatableLine: String?
  var nextDisplay = 1
  /// The file and the lines that `list` showed last, and the next line to show; nil before the first `list`.
  var listing: (file: String, next: Int, last: ClosedRange<Int>)?
  /// Files that `source` is reading, outermost first.
  var openFiles: [String] = []
  /// The breakpoint whose commands the user types, and the commands that the user has typed; nil outside `commands`.
  private var collected: (id: Int, lines: [String])?
  /// Commands of the breakpoints that have stopped the pass. These commands run next.
  private var pending: [String] = []
  /// Whether the commands of the last stop begin with `silent`, which suppresses the stop message.
  private var stopsSilently = false
  /// The call whose header was printed last. Later stops in the same call do not print the header again.
  private var shownCall: (began: Int, function: String)?

  /// The host's functions for files and models.
  public var host: SessionHost

  public init(_ debugger: Debugger, host: SessionHost = SessionHost()) {
    self.debugger = debugger
    self.host = host
  }

  /// Returns a copy to run commands on. The original stays readable but drops snapshots, so that the original and the
  /// copy fit one budget.
  public mutating func copyForCommand() -> Session {
    let session = self
    debugger.evictSnapshots(above: Pass.sharedBudgetPart)
    return session
  }

  /// Runs a command line. An empty line repeats the last repeatable command.
  ///
  /// If a breakpoint with commands stops the pass, its commands run next, and the result is a transcript.
  public mutating func execute(_ line: String, isInterrupted: @escaping () -> Bool = { false }) -> CommandResult {
    if collected != nil { return collect(line.trimmed) }
    stopsSilently = false
    let result = carryOut(line, isInterrupted)
    if pending.isEmpty { return result }
    var results = [(line: line, result: result)]
    if stopsSilently { results = [] }
    while !pending.isEmpty, !isInterrupted(), results.count < Self.chainLimit {
      let line = pending.removeFirst()
      stopsSilently = false
      if line == "silent" { continue }
      let result = carryOut(line, isInterrupted)
      if !stopsSilently { results.append((line, result)) }
      if result.failure != nil || result.isQuit { break }
    }
    pending = []
    return .transcript(results)
  }

  /// The greatest number of breakpoint commands that run after one line. Without this limit, the commands of two
  /// breakpoints would run forever if each moved the cursor to the other breakpoint.
  private static let chainLimit = 10_000

  private mutating func carryOut(_ line: String, _ isInterrupted: @escaping () -> Bool) -> CommandResult {
    let line = line.trimmed
    let text = line.isEmpty ? repeatableLine ?? "" : line
    if text.isEmpty || text.hasPrefix("#") { return .nothing }
    do {
      let (command, arguments) = try CommandTable.parse(text, isInterrupted: isInterrupted)
      if !line.isEmpty { repeatableLine = command.isRepeatable ? text : nil }
      return try command.run(&self, arguments)
    } catch {
      if !line.isEmpty { repeatableLine = nil }
      return .failure(CommandError(error))
    }
  }

  /// Whether the next lines, up to `end`, are commands of a breakpoint.
  public var isCollecting: Bool { collected != nil }

  /// The prompt to show before the next line.
  public var prompt: String { isCollecting ? "> " : "(fwdb) " }

  /// Whether a line is the command `commands`. If so, the next lines are a breakpoint's commands.
  public static func beginsCollecting(_ line: String) -> Bool {
    (try? CommandTable.parse(line.trimmed) { false })?.0.name == "commands"
  }

  /// Stops collecting commands. The breakpoint keeps its former commands.
  public mutating func stopCollecting() { collected = nil }

  mutating func beginCollecting(for id: Int) { collected = (id, []) }

  private mutating func collect(_ line: String) -> CommandResult {
    guard let (id, lines) = collected else { return .nothing }
    if line != "end" {
      if !line.isEmpty { collected = (id, lines + [line]) }
      return .nothing
    }
    collected = nil
    do { try debugger.setCommands(lines, breakpoint: id) } catch { return .failure(.breakpoint(error)) }
    return .nothing
  }

  /// Goes to the first stop of the pass, or to the first call of `function`, and reports the stop.
  public mutating func start(at function: String? = nil, isInterrupted: () -> Bool = { false }) -> CommandResult {
    report(debugger.start(at: function, isInterrupted: isInterrupted))
  }

  /// Moves the cursor. `stepOut`, `until` and `advance` refer to the selected frame.
  public mutating func move(
    _ motion: Motion, _ direction: Direction = .forward, count: Int = 1, isInterrupted: () -> Bool = { false }
  ) -> CommandResult {
    report(debugger.move(motion, direction, count: count, frame: selectedFrame, isInterrupted: isInterrupted))
  }

  /// Returns the result of a motion and selects the innermost frame.
  mutating func report(_ reason: StopReason) -> CommandResult {
    var (reason, left) = (reason, LeftExpression?.none)
    if debugger.isFinished, let expression = debugger.expressionUnderWay {
      left = LeftExpression(expression: expression, value: debugger.leaveExpression())
      reason = .step
      shownCall = nil
    }
    selectedFrame = 0
    listing = nil
    let commands = debugger.stoppedBy.flatMap(\.commands)
    if !reason.numbers.isEmpty, !commands.isEmpty {
      pending = commands
      stopsSilently = commands.first == "silent"
    }
    let frame = debugger.frame(0)
    let isOther = frame.map { $0.began != shownCall?.began || $0.function != shownCall?.function } ?? false
    shownCall = frame.map { ($0.began, $0.function) }
    return .stopped(
      StopReport(
        reason: reason, otherReasons: reason.numbers.isEmpty ? [] : debugger.otherReasons, frame: frame,
        isInAnotherCall: isOther,
        isWithinStatement: frame != nil && !debugger.isAtStatement,
        layer: debugger.layerPosition, timeline: debugger.timeline, displays: displayedValues(),
        output: debugger.takeOutput(), log: debugger.takeLog(), result: debugger.result, text: debugger.text,
        tokens: debugger.isFinished ? debugger.tokens : nil, left: left
      ))
  }

  func displayedValues() -> [DisplayedValue] {
    displays.map { DisplayedValue(display: $0, value: debugger.evaluate($0.expression, frame: selectedFrame)) }
  }

  public mutating func select(frame: Int) throws(CommandError) -> FrameView {
    guard debugger.frameCount > 0 else { throw .noFrame }
    guard let view = debugger.frame(frame) else { throw .noSuchFrame(frame, count: debugger.frameCount) }
    selectedFrame = frame
    listing = nil
    shownCall = nil
    return view
  }

  func currentFrame() throws(CommandError) -> FrameView {
    guard let frame = debugger.frame(selectedFrame) else { throw .noFrame }
    return frame
  }

  func evaluate(_ text: String, _ isInterrupted: () -> Bool) throws(CommandError) -> EvaluatedValue {
    switch debugger.evaluate(text, frame: selectedFrame, isInterrupted: isInterrupted) {
    case .success(let value): return value
    case .failure(let error): throw .listing(error)
    }
  }
}

extension StringProtocol {
  /// The text without whitespace at its ends.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[first...last])
  }
}
