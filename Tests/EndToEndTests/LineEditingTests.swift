import Foundation
import Testing

/// The plain prompt in a real terminal: the user can edit, complete and recall lines.
@Suite(.enabled(if: Terminal.isAvailable)) struct LineEditingTests {
  private func open(_ terminal: Terminal) throws {
    try terminal.type("clear; '\(Program.executable)' debug \(Example.model) --random 60x80 --no-init")
    try terminal.wait(for: "(fwdb)")
  }

  @Test func linesAreRecalledInTheNextSession() throws {
    let terminal = try Terminal(columns: 100, rows: 30)
    try open(terminal)
    try terminal.type("whatis xs")
    try terminal.wait(for: "Tensor float32 (1, 60, 80)")
    try terminal.type("echo second")
    try terminal.wait(for: "\nsecond\n(fwdb)")
    try terminal.press("Up", "Up")
    try terminal.wait(for: "second\n(fwdb) whatis xs")
    // The user can insert text in the middle of a recalled line.
    try terminal.press("Down", "Home")
    try terminal.wait(for: "second\n(fwdb) echo second")
    try terminal.press("Right", "Right", "Right", "Right", "Right")
    try terminal.send("the ")
    try terminal.press("Enter")
    try terminal.wait(for: "\nthe second\n")
    try terminal.type("quit")
    try terminal.wait(for: "ready>")
    try open(terminal)
    try terminal.press("Up", "Up", "Up", "Up")
    try terminal.wait(for: "(fwdb) whatis xs")
    try terminal.press("Enter")
    try terminal.wait(for: "Tensor float32 (1, 60, 80)")
    // Ctrl-D (end of input) ends the program.
    try terminal.press("C-d")
    try terminal.wait(for: "ready>")
  }

  /// The first text of each pair is typed. The second is the line after Tab was pressed once.
  private static let completions = [
    ("brea", "break"), ("info loc", "info locals"), ("print xs_l", "print xs_lens"),
    ("print self.embed.pos_", "print self.embed.pos_enc"), ("source examples/spo", "source examples/spoken-digits/"),
    ("tree encoder.encoders.3.self_attn.linear_o", "tree encoder.encoders.3.self_attn.linear_out"),
    ("break Multi", "break MultiHeadedAttention"),
    ("ablate encoder.encoders.3.self_attn he", "ablate encoder.encoders.3.self_attn head"),
    ("weights encoder.after_norm.b", "weights encoder.after_norm.bias"), ("catch abs", "catch absmax"),
  ]

  @Test func tabCompletes() throws {
    let terminal = try Terminal(columns: 100, rows: 30)
    try open(terminal)
    for (typed, completed) in Self.completions {
      try terminal.send(typed)
      try terminal.press("Tab")
      try terminal.wait(for: "(fwdb) \(completed)")
      try terminal.press("C-u")
      try terminal.wait(for: typed, gone: true)
    }
  }

  /// A long command shows its progress and clears it at the end.
  @Test func aLongCommandShowsProgressAndCanBeInterrupted() throws {
    let terminal = try Terminal(columns: 100, rows: 30)
    try open(terminal)
    try terminal.type("print len([i * i for i in range(4 * 10 ** 6)])")
    try terminal.wait(for: "Ctrl-C stops")
    try terminal.press("C-c")
    try terminal.wait(for: "Ctrl-C stops", gone: true)
    try terminal.type("echo still here")
    try terminal.wait(for: "\nstill here\n(fwdb)")
  }
}
