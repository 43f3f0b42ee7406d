import Commands
import Screen
import TestSupport
import Testing

@testable import TUI

/// All pictures of the inspector, the source and the variables, in three sizes, with and without colour.
@Suite struct InspectorGoldenTests {
  /// The program at a stop in the second layer's attention, after the attention weights were computed.
  private func attention(_ size: Size, _ appearance: Appearance = Appearance()) throws -> Player {
    var player = try Player(size.width, size.height, appearance: appearance, session: attentionSession())
    player.type(":break 17", "Enter", "c", "c")
    #expect(player.app.state.snapshot.frame?.line == 17)
    player.look(at: "attn")
    return player
  }

  private static let sizes = [
    Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60),
  ]
  private static let views: [(name: String, keys: [String])] = [
    ("heat map", [".", ".", "Down", "Down", "Right"]), ("gallery", [".", ".", "m"]), ("stages", [".", "a", "Down"]),
    ("values", [".", "V", "Down", "Right"]), ("histogram", ["m", "m", "m", "m"]),
    ("lines", ["P", "o", "Down", "Down", "Down", "o", "Down", "Right"]),
    ("statistics", ["M", "Down"]), ("difference", ["=attn * attn", "Enter", "H"]),
  ]

  @Test(arguments: sizes, views.map(\.name))
  func everyPicture(_ size: Size, _ name: String) throws {
    let keys = Self.views.first { $0.name == name }?.keys ?? []
    for appearance in [Appearance(), Appearance(colors: .mono), Appearance(colors: .mono, glyphs: .ascii)] {
      var player = try attention(size, appearance)
      for key in keys { player.type(key) }
      let look = appearance.colors == .truecolor ? "" : appearance.glyphs == .unicode ? " mono" : " ascii"
      #expect(
        differenceFromGolden(player.picture.golden, "inspector/\(name) \(size.width)x\(size.height)\(look)") == nil)
    }
  }

  @Test(arguments: [
    Appearance(theme: .light), Appearance(colors: .indexed256), Appearance(theme: .light, colors: .ansi16),
  ])
  func everyDepthOfColour(_ appearance: Appearance) throws {
    let name = "\(appearance.theme.brightness) \(appearance.colors)"
    var player = try attention(Self.sizes[0], appearance)
    #expect(differenceFromGolden(player.picture.golden, "inspector/\(name) heat map") == nil)
    player.type("V")
    #expect(differenceFromGolden(player.picture.golden, "inspector/\(name) values") == nil)
    player.type("1")
    #expect(differenceFromGolden(player.picture.golden, "inspector/\(name) source") == nil)
  }

  @Test(arguments: sizes)
  func sourceAndVariables(_ size: Size) throws {
    for appearance in [Appearance(), Appearance(colors: .mono), Appearance(colors: .mono, glyphs: .ascii)] {
      let look = appearance.colors == .truecolor ? "" : appearance.glyphs == .unicode ? " mono" : " ascii"
      var player = try attention(size, appearance)
      player.type(":disable 1", "Enter", ":break 16 if 1", "Enter", ":tbreak 15", "Enter", "1", "Up", "Right", "Right")
      let source = "source \(size.width)x\(size.height)\(look)"
      #expect(differenceFromGolden(player.picture.golden, "inspector/\(source)") == nil)
      player.type("2", "z", "End", "Enter", "o", "o")
      let variables = "variables \(size.width)x\(size.height)\(look)"
      #expect(differenceFromGolden(player.picture.golden, "inspector/\(variables)") == nil)
    }
  }

  /// The inspector shows the attention's stages for every selected frame of the attention.
  @Test func theStagesOfAnAttention() throws {
    var player = try attention(Self.sizes[1])
    let stages = player.app.state.snapshot.attention
    #expect(stages.map(\.title) == ["content", "position", "sum", "masked", "softmax"])
    #expect(stages.allSatisfy { $0.tensor?.shape == [1, 4, 30, 30] })
    #expect(stages.map(\.frame) == [1, 1, 1, 0, 0])
    player.type("u")
    #expect(player.app.state.snapshot.attention.map(\.frame) == [1, 1, 1, 0, 0])
    player.type("d", "N", "N")
    #expect(player.app.state.snapshot.attention.map { $0.tensor == nil } == [false, false, false, false, true])
    // The frame that called the attention has the stages too.
    player.type("u", "u")
    #expect(player.app.state.snapshot.frame?.function == "Encoder.forward")
    #expect(player.app.state.snapshot.attention.map(\.frame) == [1, 1, 1, 0, nil])
  }

  /// Inside the layers, time axes are labelled in seconds. The row sum is the sum of the row's elements.
  @Test func rowSumsEntropyAndSeconds() throws {
    var player = try attention(Self.sizes[2])
    player.type(":[0,2,5,7]", "Enter", "a")
    let weights = try #require(player.app.state.panes.inspector.tensor?.elements)
    let row = try #require(weights.line(along: 3, at: [0, 2, 5, 0]))
    #expect(player.text.contains("row sum \(NumberText.short(row.reduce(0, +), digits: 6))"))
    #expect(player.text.contains("time1 5 (0.20 s), time2 7 (0.28 s)"))
    let found = try #require(weights.distributions(along: 3, at: [0: 0, 1: 2]))
    #expect(found.rows == 30 && found.rowsRead == 30)
    let entropy = try #require(found.entropy)
    #expect(player.text.contains(" 2 \(NumberText.fixed(entropy, places: 2)) "))
  }
}
