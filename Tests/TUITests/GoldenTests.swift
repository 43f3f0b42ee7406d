import Commands
import Screen
import TestSupport
import Testing

@testable import TUI

/// Compares whole screens with committed pictures.
@Suite struct GoldenTests {
  /// The program at a stop in the second layer's attention, after the scores were masked.
  private func attention(_ width: Int, _ height: Int, appearance: Appearance = Appearance()) throws -> Player {
    var player = try Player(width, height, appearance: appearance)
    player.type(":break 17", "Enter", "c", "c")
    return player
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func theFirstStop(_ width: Int, _ height: Int) throws {
    let player = try Player(width, height)
    #expect(differenceFromGolden(player.picture.golden, "first stop \(width)x\(height)") == nil)
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func insideAttention(_ width: Int, _ height: Int) throws {
    let player = try attention(width, height)
    #expect(differenceFromGolden(player.picture.golden, "attention \(width)x\(height)") == nil)
  }

  @Test func withoutColoursAndInASCII() throws {
    var player = try attention(80, 24, appearance: Appearance(colors: .mono, glyphs: .ascii))
    #expect(differenceFromGolden(player.picture.golden, "attention ascii 80x24") == nil)
    player.type("5")
    #expect(differenceFromGolden(player.picture.golden, "heat map ascii 80x24") == nil)
  }

  @Test func aHeatMapOfOneHead() throws {
    var player = try attention(80, 24)
    player.type("5", ".", "Down", "Down", "Right")
    #expect(differenceFromGolden(player.picture.golden, "heat map 80x24") == nil)
  }

  @Test func allHeadsAtOnce() throws {
    var player = try attention(80, 24)
    player.type("5", "m", ".")
    #expect(differenceFromGolden(player.picture.golden, "all heads 80x24") == nil)
  }

  @Test func theNumbersOfASlice() throws {
    var player = try attention(80, 24)
    player.type("5", "V")
    #expect(differenceFromGolden(player.picture.golden, "values 80x24") == nil)
  }

  @Test func theKeys() throws {
    var player = try Player(80, 24)
    player.type("?")
    #expect(differenceFromGolden(player.picture.golden, "keys 80x24") == nil)
  }

  /// The marks of each kind of breakpoint, and of a breakpoint whose line was removed by an edit.
  @Test func theMarksOfBreakpoints() throws {
    for (appearance, name) in [
      (Appearance(), "breakpoints 80x24"),
      (Appearance(colors: .mono, glyphs: .ascii), "breakpoints ascii 80x24"),
    ] {
      let text = markedListing + "    return g"
      var session = try listingSession(text, until: "b = 2")
      session.host.reload = {
        SessionHost.Reloaded(machine: try machine(markedListing + "    # nothing more", file: "test.py"), start: "main")
      }
      var player = try Player(80, 24, appearance: appearance, session: session)
      player.type(":break 4", "Enter", ":break 5 if a > 1", "Enter", ":tbreak 6", "Enter")
      player.type(":logpoint 7 \"{a}\"", "Enter", ":break 8", "Enter", ":disable 6", "Enter")
      player.type(":logpoint 9 \"{b}\"", "Enter", ":break 9", "Enter", ":break 10", "Enter", ":reload", "Enter")
      #expect(differenceFromGolden(player.picture.golden, name) == nil)
    }
  }

  /// The program with content in every pane: breakpoints of all kinds, changed watched expressions, Chinese texts.
  private func full(_ width: Int, _ height: Int, appearance: Appearance = Appearance()) throws -> Player {
    var player = try Player(width, height, appearance: appearance)
    player.type(":break 17 if self.h == 2", "Enter", ":tbreak 31", "Enter", ":disable 2", "Enter")
    player.type(":break encoders.*.self_attn", "Enter", ":break nowhere", "Enter", ":disable 3", "Enter")
    player.type(":display scores", "Enter", ":display batch * 2", "Enter", ":display '你好'", "Enter", "c", "c", "n", "L")
    player.type("9", "Down", "Right", "Down", "Right")
    return player
  }

  @Test(arguments: PaneKind.allCases) func everyPane(_ pane: PaneKind) throws {
    for (name, appearance) in [("", Appearance()), (" ascii", Appearance(colors: .mono, glyphs: .ascii))] {
      var player = try full(80, 24, appearance: appearance)
      player.type("\(pane.digit)")
      #expect(differenceFromGolden(player.picture.golden, "pane \(pane.title)\(name) 80x24") == nil)
    }
  }

  @Test(arguments: [(20, 5), (60, 16), (80, 45), (120, 40), (170, 50), (200, 60)])
  func everyLayout(_ width: Int, _ height: Int) throws {
    var player = try full(width, height)
    player.type("0", "Left", "Left", "8", "4", "Up")
    #expect(differenceFromGolden(player.picture.golden, "layout \(width)x\(height)") == nil)
  }

  @Test func theOtherColours() throws {
    let light = try full(120, 40, appearance: Appearance(theme: .light))
    #expect(differenceFromGolden(light.picture.golden, "layout light 120x40") == nil)
    let few = try full(120, 40, appearance: Appearance(colors: .ansi16))
    #expect(differenceFromGolden(few.picture.golden, "layout 16 colours 120x40") == nil)
    let mono = try full(120, 40, appearance: Appearance(colors: .mono))
    #expect(differenceFromGolden(mono.picture.golden, "layout mono 120x40") == nil)
  }
}

private let markedListing = """
  def main():
      a = 1
      # three
      b = 2
      c = 3
      d = 4
      e = 5
      f = 6
      g = 7

  """
