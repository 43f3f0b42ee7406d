import Screen
import Testing

@testable import TUI

/// The screen's command prompt.
@Suite struct PromptTests {
  /// The text of the line above the footer, without the command's usage.
  private func line(_ player: Player) -> String {
    let rows = player.text.split(separator: "\n", omittingEmptySubsequences: false)
    let row = rows[player.size.height - 2]
    return String(row[..<(row.firstRange(of: "   ")?.lowerBound ?? row.endIndex)])
  }

  @Test func typedCommandsRunAsInAScript() throws {
    var player = try Player(80, 24)
    player.type(":next 2", "Enter")
    #expect(player.app.state.snapshot.frame?.line == 42)
  }

  @Test func aResultOfOneLineIsTheMessage() throws {
    var player = try Player(80, 24)
    player.type(":print 2 + 3", "Enter")
    #expect(line(player).contains("5"))
    #expect(player.app.state.panes.output.lines.map(\.text).first == ": print 2 + 3")
  }

  @Test func aLongResultOpensTheOutput() throws {
    var player = try Player(80, 24)
    player.type(":help", "Enter")
    #expect(player.text.contains("6 Output"))
    #expect(player.app.state.focus == .source)
    #expect(player.app.state.layout.place(of: .output) != nil)
    player.type("Esc")
    #expect(player.app.state.layout.place(of: .variables) != nil)
  }

  @Test func mistakesGetAMessage() throws {
    var player = try Player(80, 24)
    player.type(":nxet", "Enter")
    #expect(line(player).contains("nxet"))
  }

  @Test func earlierLinesAreRecalled() throws {
    var player = try Player(80, 24)
    player.type(":next", "Enter", ":print size", "Enter", ":ne", "Up")
    #expect(line(player) == ":print size")
    player.type("Up")
    #expect(line(player) == ":next")
    player.type("Down", "Down")
    #expect(line(player) == ":ne")
  }

  @Test func tabCompletesCommandsAndNames() throws {
    var player = try Player(80, 24)
    player.type(":rev", "Tab")
    #expect(line(player).hasPrefix(":reverse-"))
    #expect(player.text.contains("reverse-next      Go back to the previous statement"))
    player.type("Esc", "Esc", ":print enc", "Tab")
    #expect(line(player).hasPrefix(":print encoder"))
  }

  @Test func theLineIsEdited() throws {
    var player = try Player(80, 24)
    player.type(":print x", "Home", "Ctrl-k", "step", "Left", "Left", "Backspace", "t", "End", " 1", "Ctrl-w", "2")
    #expect(line(player) == ":step 2")
    player.type("Ctrl-u")
    #expect(line(player) == ":")
    player.type("Backspace")
    #expect(player.app.state.prompt == nil)
  }

  @Test func aBreakpointsCommandsAreTypedOneAfterAnother() throws {
    var player = try Player(80, 24)
    player.type(":break 17", "Enter", ":commands 1", "Enter")
    #expect(line(player) == ">")
    player.type("print 6 * 7", "Enter")
    #expect(line(player) == ">")
    // An empty line is ignored. While the user types a breakpoint's commands, `q` is a typed letter and does not quit.
    player.type("Enter", "q", "Backspace", "up", "Enter", "end", "Enter")
    #expect(player.app.state.prompt == nil)
    #expect(player.app.session.debugger.breakpoints.all.first?.commands == ["print 6 * 7", "up"])
    #expect(!player.hasQuit)
    player.type("c")
    #expect(player.app.state.panes.output.lines.contains { $0.text == "42" })
    #expect(player.app.state.snapshot.selectedFrame == 1)
  }

  @Test func escapeLeavesABreakpointsCommandsAsTheyWere() throws {
    var player = try Player(80, 24)
    player.type(":break 17", "Enter", ":comm", "Enter", "print 1", "Enter", "end", "Enter")
    player.type(":commands", "Enter", "print 2", "Enter", "Esc")
    #expect(line(player).contains("commands are unchanged"))
    #expect(!player.app.session.isCollecting)
    #expect(player.app.session.debugger.breakpoints.all.first?.commands == ["print 1"])
    player.type(":commands 9", "Enter")
    #expect(player.app.state.prompt == nil)
    #expect(line(player).contains("There is no breakpoint 9"))
  }

  @Test func pastedTextGoesIntoTheLineAndNowhereElse() throws {
    var player = try Player(80, 24)
    player.send(.paste("nnn"))
    #expect(player.app.state.snapshot.frame?.line == 40)
    player.type(":")
    player.send(.paste("print\nx"))
    #expect(line(player) == ":print x")
  }

  @Test func wideCharactersTakeTwoCells() throws {
    var player = try Player(80, 24)
    player.type(":print '你好'", "Left")
    #expect(player.app.cursor(player.size) == Point(x: 1 + 6 + 1 + 4, y: 22))
  }

  @Test func quitQuits() throws {
    var player = try Player(80, 24)
    player.type(":quit", "Enter")
    #expect(player.hasQuit)
  }
}
