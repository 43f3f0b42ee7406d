import Foundation
import Testing

/// The debugger on a real terminal's screen.
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
    // Back to the breakpoint at its entry, then to the call.
    try terminal.press("F", "F")
    try terminal.wait(for: "ConformerEncoderLayer.forward")
    try quit(terminal)
  }

  @Test func theEndOfThePassTellsWhatWasSaidWhen() throws {
    let terminal = try Terminal(columns: 120, rows: 40)
    try terminal.type(open)
    try terminal.wait(for: "make_non_pad_mask(xs_lens)")
    try terminal.press("c")
    let screen = try terminal.wait(for: "the pass is over: ")
    #expect(screen.contains(/times: \d\.\d\d \S+/), "\(screen)")
    try quit(terminal)
  }

  @Test func theShellGetsItsTerminalBackAsItWas() throws {
    try withTemporaryFolder { folder in try endEachWay(before: folder + "/before") }
  }

  private func endEachWay(before: String) throws {
    let terminal = try Terminal(columns: 100, rows: 30)
    for ending in [":q", "kill", "C-c"] {
      // One line at a time, and marks that the line itself does not hold: nothing is typed ahead, nothing seen too early.
      try terminal.type("clear; stty -a | cksum > \(before); echo mark'-'\(ending)")
      try terminal.wait(for: "mark-\(ending)")
      try terminal.type("\(open); echo ended'-'\(ending)")
      try terminal.wait(for: "make_non_pad_mask(xs_lens)")
      switch ending {
      case ":q":
        try terminal.press(":")
        try terminal.type("quit")
      case "C-c":
        // Two signals at once would be one.
        try terminal.press("C-c")
        try terminal.wait(for: "Ctrl-C once more quits")
        try terminal.press("C-c")
      default: try terminal.terminateProgram()
      }
      // The screen as it was before: what was written there stands there again.
      #expect(try terminal.wait(for: "ended-\(ending)").contains("mark-\(ending)"))
      try terminal.type("stty -a | cksum | cmp - \(before) && echo same'-'\(ending)")
      try terminal.wait(for: "same-\(ending)")
    }
  }

  @Test func itFollowsTheTerminalsSizeDownToNothing() throws {
    let terminal = try Terminal(columns: 120, rows: 40)
    try terminal.type(open)
    try terminal.wait(for: "make_non_pad_mask(xs_lens)")
    for (columns, rows) in [(80, 24), (20, 5), (2, 2), (250, 70)] { try terminal.resize(columns: columns, rows: rows) }
    try terminal.press("n")
    try terminal.wait(for: "make_non_pad_mask(xs_lens)")
    try quit(terminal)
  }

  @Test func withoutATerminalItSaysWhatToDoInstead() throws {
    let program = try Program.run([Example.model, "--audio", Example.recording])
    #expect(program.status != 0)
    #expect(program.errors.contains("fwdb debug"), "\(program.errors)")
  }

  @Test func aDumbTerminalIsToldWhy() throws {
    let terminal = try Terminal(columns: 80, rows: 24)
    try terminal.type("TERM=dumb \(open); echo status=$?")
    try terminal.wait(for: "status=1")
    try terminal.wait(for: "dumb")
  }

  private var open: String { "\(Program.executable) \(Example.model) --audio \(Example.recording)" }

  private func quit(_ terminal: Terminal) throws {
    try terminal.press("q")
    try terminal.wait(for: "ready>")
  }
}
