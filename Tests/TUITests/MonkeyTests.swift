import Foundation
import Screen
import Testing

@testable import TUI

/// Sends random keys, clicks, pastes and sizes. Every picture has the requested size, and the state satisfies its
/// invariants.
@Suite struct MonkeyTests {
  /// `FWDB_MONKEY` in the environment is the number of events for all seeds together. The default is 6000 events.
  @Test(arguments: 0..<4)
  func aMonkeyBreaksNothing(_ seed: UInt64) throws {
    let events = ProcessInfo.processInfo.environment["FWDB_MONKEY"].flatMap(Int.init) ?? 6000
    var random = Monkey(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    var player = try Player(80, 24, appearance: appearances[Int(seed) % appearances.count])
    for iteration in 0..<events / 4 {
      player.send(random.event(within: player.size))
      expectSound(player.app.state)
      // Drawing takes the most time, so only every 16th state is drawn.
      if iteration % 16 != 0 { continue }
      let (picture, cursor) = player.app.picture(player.size)
      #expect(picture.size == player.size)
      if let cursor { #expect(picture.bounds.contains(cursor)) }
    }
    // The program still works: Esc closes everything, and `start` returns to the beginning.
    for _ in 0..<8 { player.type("Esc") }
    player.send(.resize(Size(width: 80, height: 24)))
    player.type("Z", ":start", "Enter", "1")
    #expect(player.text.contains("Encoder.forward"))
  }

  /// Expects the invariants of the state.
  private func expectSound(_ state: AppState) {
    let layout = state.layout
    if !layout.isTooSmall { #expect(layout.place(of: state.focus) != nil, "the focused pane is in sight") }
    #expect(state.commands.running == nil && state.commands.waiting.isEmpty)
    #expect(!state.panes.layers.isTranscribing)
    let lists = [
      (state.panes.frames.list, state.snapshot.frames.count), (state.panes.layers.list, state.snapshot.layers.count),
      (state.panes.watches.list, state.snapshot.watches.count),
      (state.panes.breakpoints.list, state.snapshot.breakpoints.count),
    ]
    for (list, count) in lists { #expect(list.selected >= 0 && list.selected <= max(0, count - 1)) }
    if let prompt = state.prompt {
      #expect((0...prompt.text.count).contains(prompt.cursor))
      #expect(prompt.candidates.isEmpty || prompt.typed <= prompt.cursor)
    }
    if let stop = state.panes.timeline.selected {
      #expect((1...max(1, state.snapshot.timeline.knownStops)).contains(stop))
    }
  }

  private let appearances = [
    Appearance(), Appearance(colors: .mono, glyphs: .ascii), Appearance(theme: .light, colors: .indexed256),
    Appearance(colors: .ansi16),
  ]
}

private struct Monkey: RandomNumberGenerator {
  var state: UInt64

  /// The next number of SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func event(within size: Size) -> Event {
    switch Int.random(in: 0..<100, using: &self) {
    case 0..<70: return .key(key())
    case 70..<90:
      let actions: [MouseEvent.Action] = [
        .press(.left), .press(.right), .release(.left), .drag(.left), .wheelUp, .wheelDown, .wheelLeft, .wheelRight,
      ]
      let x = Int.random(in: -1...max(0, size.width), using: &self)
      let y = Int.random(in: -1...max(0, size.height), using: &self)
      return .mouse(MouseEvent(actions.randomElement(using: &self)!, at: Point(x: x, y: y)))
    case 90..<94:
      let sizes = [(80, 24), (120, 40), (200, 60), (1, 1), (0, 0), (20, 5), (41, 11), (110, 20), (160, 21), (45, 90)]
      let (width, height) = sizes.randomElement(using: &self)!
      return .resize(Size(width: width, height: height))
    case 94..<97:
      return .paste(["print x", "你好\n世界", "break 15\n", "", "display xs", "goto layer 2"].randomElement(using: &self)!)
    case 97: return .tick
    case 98: return .wake
    default: return .interrupt
    }
  }

  private mutating func key() -> Key {
    let bound = KeyTable.bindings.flatMap(\.keys)
    let others: [Key] = [
      .character("x"), .character(" "), .character("字"), .character("\u{301}"), Key(.backspace), Key(.insert),
      .control("u"), .control("w"), .control("k"), .function(12), Key(.enter), Key(.escape), Key(.tab),
    ]
    return (Bool.random(using: &self) ? bound : bound + others + others).randomElement(using: &self)!
  }
}
