import Foundation
import Testing

/// The screen program in a real terminal.
@Suite(.enabled(if: Terminal.isAvailable, "needs tmux, which scripts/test installs"))
struct ScreenTests {
  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func itOpensOnTheFirstLineOfTheEncodersForward(_ columns: Int, _ rows: Int) throws {
    let terminal = try Terminal(columns: columns, rows: rows)
    try terminal.type(open)
    let screen = try terminal.wait(for: "make_non_pad_mask(xs_lens)")
    #expect(columns < 120 || screen.contains("paddlespeech@1.0"))
    #expect(screen.contains("xs_lens"))
    try quit(terminal)
  }

  @Test func keysStepIntoTheLayerAndBack() throws {
    let terminal = try Terminal(columns: 120, rows: 40)
    try terminal.type(open)
    try terminal.wait(for: "make_non_pad_mask(xs_lens)")
    try terminal.press(":")
    try terminal.type("break encoder.encoders.2.self_attn")
    try terminal.press("c")
    try terminal.wait(for: "layer 3 of 6")
    try terminal.wait(for: "RelPositionMultiHeadedAttention.forward")
    try terminal.press("n", "n", "n")
    try terminal.wait(for: "(1, 4, 58, 16)")
    // Moves back to the breakpoint at the beginning of the function, then to the call of the function.
    try terminal.press("F", "F")
    try terminal.wait(for: "ConformerEncoderLayer.forward")
    try quit(terminal)
  }

  @Test func theEndOfThePassShowsTheTokensTimes() throws {
    let terminal = try Terminal(columns: 120, rows: 40)
    try terminal.type(open)
    try terminal.wait(for: "make_non_pad_mask(xs_lens)")
    try terminal.press("c")
    let screen = try terminal.wait(for: "the pass is over: ")
    #expect(screen.contains(/times: \d\.\d\d \S+/), "\(screen)")
    try quit(terminal)
  }

  @Test func everyEndingRestoresTheTerminal() throws {
    try withTemporaryFolder { folder in try endEachWay(before: folder + "/before") }
  }

  /// The ways in which the program can end: a user's command or key, a signal, or a crash.
  private enum Ending: CaseIterable {
    case command, key, twice, interruptedTwice, terminate, hangUp, quit, crash, abort, suspendedBefore, afterAnError

    var signal: Int32? {
      switch self {
      case .terminate: SIGTERM
      case .hangUp: SIGHUP
      case .quit: SIGQUIT
      case .crash: SIGSEGV
      case .abort: SIGABRT
      default: nil
      }
    }
  }

  private func endEachWay(before: String) throws {
    let terminal = try Terminal(columns: 100, rows: 30)
    // By default, a sanitizer prints a long report of the crash, which would scroll the screen.
    for name in ["ASAN", "TSAN"] { try terminal.type("export \(name)_OPTIONS=$\(name)_OPTIONS:handle_segv=0") }
    for ending in Ending.allCases {
      // The test types one line and waits for its output before it types the next. The quotes in `mark'-'` make the
      // typed line differ from the text that the test waits for.
      try terminal.type("clear; stty -a | cksum > \(before); echo mark'-'\(ending)")
      let screen = try terminal.wait(for: "mark-\(ending)")
      try terminal.type("\(open); echo ended'-'\(ending)")
      try terminal.wait(for: "make_non_pad_mask(xs_lens)")
      try end(terminal, ending, before)
      // The screen shows the text from before the program's start again.
      let after = try terminal.wait(for: "ended-\(ending)").split(separator: "\n")
      let lines = screen.split(separator: "\n").dropLast()
      #expect(Array(after.prefix(lines.count)) == Array(lines))
      try terminal.type("stty -a | cksum | cmp - \(before) && echo same'-'\(ending)")
      try terminal.wait(for: "same-\(ending)")
    }
  }

  private func end(_ terminal: Terminal, _ ending: Ending, _ before: String) throws {
    if let signal = ending.signal {
      try terminal.signalProgram(signal)
      return
    }
    switch ending {
    case .command:
      try terminal.press(":")
      try terminal.type("quit")
    case .twice:
      // Without the wait, both signals could arrive together and count as one.
      try terminal.press("C-c")
      try terminal.wait(for: "press Ctrl-C again")
      try terminal.press("C-c")
    case .interruptedTwice:
      try terminal.signalProgram(SIGINT)
      try terminal.wait(for: "press Ctrl-C again")
      try terminal.signalProgram(SIGINT)
    case .afterAnError:
      // With 7 features per frame, the layers raise an error.
      try terminal.press(":")
      try terminal.type("set var xs = xs[:, :, :7]")
      try terminal.press("c")
      try terminal.wait(for: "Error")
      try terminal.press("q")
    case .suspendedBefore:
      try terminal.press("C-z")
      // When the program is suspended, bash runs the command after `;` at once.
      try terminal.wait(for: "ended-\(ending)")
      try terminal.type("clear; stty -a | cksum | cmp - \(before) && echo stopped'-'alike")
      try terminal.wait(for: "stopped-alike")
      try terminal.type("fg; echo ended'-'again")
      try terminal.wait(for: "make_non_pad_mask(xs_lens)")
      try terminal.press("n")
      try terminal.wait(for: "masks (1,1,238)")
      try terminal.press("q")
      try terminal.wait(for: "ended-again")
      try terminal.type("clear; echo mark'-'\(ending); echo ended'-'\(ending)")
    default: try terminal.press("q")
    }
  }

  /// Follows the tutorial's walk with keys: to the layer loop, into the third layer, into its attention, to the
  /// softmax, and back.
  @Test func theWalkOfTheTutorialByKeys() throws {
    let terminal = try Terminal(columns: 120, rows: 40)
    try terminal.type(open)
    try terminal.wait(for: "make_non_pad_mask(xs_lens)")
    // Moves to the first layer, then to the third layer.
    try terminal.press("4", "Enter")
    try terminal.wait(for: "layer 1 of 6")
    try terminal.press("Down", "Down", "Enter")
    try terminal.wait(for: "layer 3 of 6")
    // Steps into the layer, then into the layer's attention.
    try terminal.press("s")
    try terminal.wait(for: "ConformerEncoderLayer.forward")
    try terminal.press("1", "/")
    try terminal.type("self.self_attn(")
    try terminal.press("t")
    try terminal.wait(for: "stop 2")
    try terminal.press("s")
    try terminal.wait(for: "RelPositionMultiHeadedAttention.forward")
    try terminal.press("/")
    try terminal.type("self.forward_attention(")
    try terminal.press("t", "s")
    try terminal.wait(for: "MultiHeadedAttention.forward_attention")
    try terminal.press("/")
    try terminal.type("softmax")
    try terminal.press("t", "n", "n")
    // Shows the softmax of one head after another.
    try terminal.wait(for: "attn (1,4,58,58)")
    try terminal.press("5", ".", ".")
    try terminal.wait(for: "head 2")
    for (columns, rows) in [(80, 24), (200, 60), (20, 5), (1, 1), (120, 40)] {
      try terminal.resize(columns: columns, rows: rows)
    }
    try terminal.wait(for: "head 2")
    try terminal.press("C-z")
    try terminal.wait(for: "Stopped")
    try terminal.type("fg")
    try terminal.wait(for: "head 2")
    // Moves back by one layer.
    try terminal.press("4", "Up", "Enter")
    try terminal.wait(for: "layer 2 of 6")
    try terminal.press("L")
    try terminal.wait(for: "the output head reads")
    try quit(terminal)
  }

  @Test func theMouseDragsLinesAndCanBeTurnedOff() throws {
    let terminal = try Terminal(columns: 120, rows: 40)
    try terminal.type(open)
    let screen = try terminal.wait(for: "5 Inspector")
    let rows = screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(rows.firstIndex { $0.contains("5 Inspector") })
    let column = Array(rows[row]).firstIndex(of: "5") ?? 0
    // Drags the dividing line at the left edge of the inspector by ten columns to the left.
    try terminal.send(
      "\u{1B}[<0;\(column - 1);\(row + 5)M\u{1B}[<32;\(column - 11);\(row + 5)M\u{1B}[<0;\(column - 11);\(row + 5)m")
    let before = String(rows[row].prefix { $0 != "5" })
    try terminal.wait(for: before, gone: true)
    try terminal.press(":")
    try terminal.type("mouse off")
    try terminal.wait(for: "the terminal has the mouse")
    #expect(try terminal.modes().contains("mouse 0"))
    try terminal.press("F2")
    try terminal.wait(for: "the mouse clicks")
    #expect(try terminal.modes().contains("mouse 1"))
    try quit(terminal)
  }

  @Test(arguments: ["screen", "linux", "xterm", "vt100", "tmux-256color"])
  func theScreenWorksOnManyTerminals(_ term: String) throws {
    try withTemporaryFolder { folder in
      let terminal = try Terminal(columns: 90, rows: 28)
      try terminal.type("stty -a | cksum > \(folder)/before; echo kept'-'here")
      try terminal.wait(for: "kept-here")
      try terminal.type("TERM=\(term) \(open)")
      try terminal.wait(for: "make_non_pad_mask(xs_lens)")
      try terminal.press("n", "0")
      try terminal.wait(for: "here: stop")
      try quit(terminal)
      try terminal.type("stty -a | cksum | cmp - \(folder)/before && echo same'-'again")
      try terminal.wait(for: "same-again")
    }
  }

  /// If the locale has only ASCII, the program sends only ASCII.
  @Test func withoutUTF8OnlyASCIIIsSent() throws {
    let terminal = try Terminal(columns: 100, rows: 30)
    try terminal.type("LC_ALL=C \(open)")
    try terminal.wait(for: "make_non_pad_mask(xs_lens)")
    for (key, sign) in [("5", "heat map ="), ("0", "here:"), ("9", "ConformerEncoder"), ("?", " Keys ")] {
      try terminal.press(key)
      let screen = try terminal.wait(for: sign)
      let isPlain = screen.unicodeScalars.allSatisfy { $0.isASCII }
      #expect(isPlain, "\(screen)")
    }
    try terminal.press("q")
    try quit(terminal)
  }

  /// In a window of one cell the screen is empty. The user can still quit, and the window can grow again.
  @Test func aScreenOfOneCell() throws {
    let terminal = try Terminal(columns: 80, rows: 24)
    try terminal.type(open)
    try terminal.wait(for: "make_non_pad_mask(xs_lens)")
    try terminal.resize(columns: 1, rows: 1)
    try terminal.press("n", "5", "?", "j", "q")
    try terminal.resize(columns: 80, rows: 24)
    try terminal.wait(for: "5 Inspector")
    try terminal.resize(columns: 1, rows: 1)
    try terminal.press("Escape")
    usleep(500_000)  // without the pause, Escape and `q` would be read as Alt-q
    try terminal.press("q")
    try terminal.resize(columns: 80, rows: 24)
    try terminal.wait(for: "ready>")
  }

  /// After the cursor stepped over a layer, the inspector still shows the attention of this layer.
  @Test func theAttentionIsShownFromItsLayer() throws {
    let terminal = try Terminal(columns: 120, rows: 40)
    try terminal.type(open)
    try terminal.wait(for: "make_non_pad_mask(xs_lens)")
    try terminal.press(":")
    try terminal.type("goto layer 3")
    try terminal.wait(for: "layer 3 of 6")
    try terminal.press("n", "5", "a")
    let screen = try terminal.wait(for: "self_attn, returned")
    #expect(screen.contains("encoder.encoders.2.self_attn") && screen.contains("entropy"))
    try quit(terminal)
  }

  @Test func theScreenFollowsTheTerminalsSize() throws {
    let terminal = try Terminal(columns: 120, rows: 40)
    try terminal.type(open)
    try terminal.wait(for: "make_non_pad_mask(xs_lens)")
    for (columns, rows) in [(80, 24), (20, 5), (2, 2), (250, 70)] { try terminal.resize(columns: columns, rows: rows) }
    try terminal.press("n")
    try terminal.wait(for: "make_non_pad_mask(xs_lens)")
    try quit(terminal)
  }

  @Test func withoutATerminalTheErrorNamesAnAlternative() throws {
    let program = try Program.run([Example.model, "--audio", Example.recording])
    #expect(program.status != 0)
    #expect(program.errors.contains("fwdb debug"), "\(program.errors)")
  }

  @Test func aDumbTerminalGetsAPromptAndANote() throws {
    let terminal = try Terminal(columns: 80, rows: 24)
    try terminal.type("TERM=dumb \(open); echo status=$?")
    try terminal.wait(for: "cannot move its cursor")
    try terminal.wait(for: "(fwdb)")
    try terminal.type("print 6 * 7")
    try terminal.wait(for: "42")
    try terminal.type("quit")
    try terminal.wait(for: "status=0")
  }

  private var open: String { "\(Program.executable) \(Example.model) --audio \(Example.recording)" }

  private func quit(_ terminal: Terminal) throws {
    try terminal.press("q")
    try terminal.wait(for: "ready>")
  }
}
