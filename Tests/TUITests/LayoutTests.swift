import Screen
import Testing

@testable import TUI

/// The areas of the panes, and moving the dividing lines between panes.
@Suite struct LayoutTests {
  private static let sizes = [(40, 10), (80, 24), (79, 50), (120, 40), (170, 30), (200, 60), (250, 70)]

  /// Each cell of the screen belongs to exactly one area: a pane, a dividing line, the title, the message line or the
  /// footer.
  @Test(arguments: sizes) func everyCellIsCoveredOnce(_ width: Int, _ height: Int) {
    for focus in PaneKind.allCases {
      for isZoomed in [false, true] {
        let layout = ScreenLayout(
          Size(width: width, height: height), LayoutState(focus: focus, isZoomed: isZoomed))
        var covered = [Int](repeating: 0, count: width * height)
        for area in layout.places.map(\.area) + layout.separators + [layout.title, layout.message, layout.footer] {
          for y in area.rows { for x in area.columns { covered[y * width + x] += 1 } }
        }
        #expect(covered.allSatisfy { $0 == 1 }, "\(focus) zoomed \(isZoomed)")
        #expect(layout.place(of: focus) != nil)
        #expect(Set(layout.places.map(\.kind)).count == layout.places.count)
      }
    }
  }

  /// Every pane stays visible wherever the user drags the dividing lines.
  @Test(arguments: sizes) func linesCannotLeaveTheScreen(_ width: Int, _ height: Int) {
    let size = Size(width: width, height: height)
    let before = ScreenLayout(size, LayoutState())
    for share in [0.0, 0.01, 0.5, 0.99, 1, -7, 7] {
      var state = LayoutState()
      for boundary in before.boundaries { state.shares[boundary.divider] = share }
      let after = ScreenLayout(size, state)
      #expect(after.places.map(\.kind) == before.places.map(\.kind))
      if width >= 80, height >= 24 { #expect(after.places.allSatisfy { $0.area.height >= 1 && $0.area.width >= 1 }) }
    }
  }

  @Test func keysMoveTheLineBesideThePane() throws {
    var player = try Player(120, 40)
    func area(_ kind: PaneKind) -> Rect { player.app.state.layout.place(of: kind)?.area ?? .empty }
    let (source, inspector) = (area(.source), area(.inspector))
    player.type("1", "}")
    #expect(area(.source).height == source.height + 2)
    player.type("{", "{")
    #expect(area(.source).height == source.height - 2)
    player.type("5", ">", ">")
    #expect(area(.inspector).width == inspector.width + 8)
    player.send(.key(Key(.left, .alt)))
    #expect(area(.inspector).width == inspector.width + 4)
    player.type("1", ">")
    #expect(player.app.state.message.text == "there is no pane beside this one")
    player.type("Z")
    #expect(area(.source) == source)
    #expect(area(.inspector) == inspector)
  }

  @Test func theMouseDragsLines() throws {
    var player = try Player(120, 40)
    let separator = try #require(player.app.state.layout.separators.first)
    let grip = Point(x: separator.x, y: separator.y + 3)
    player.send(.mouse(MouseEvent(.press(.left), at: grip)))
    player.send(.mouse(MouseEvent(.drag(.left), at: Point(x: grip.x - 10, y: grip.y))))
    #expect(player.app.state.layout.separators.first?.x == separator.x - 10)
    player.send(.mouse(MouseEvent(.release(.left), at: grip)))
    player.send(.mouse(MouseEvent(.drag(.left), at: grip)))
    #expect(player.app.state.layout.separators.first?.x == separator.x - 10)
    // If two panes are one above the other, the header of the lower pane is the dividing line. The user can drag this
    // header.
    let variables = try #require(player.app.state.layout.place(of: .variables)).header
    player.send(.mouse(MouseEvent(.press(.left), at: Point(x: variables.right - 5, y: variables.y))))
    player.send(.mouse(MouseEvent(.drag(.left), at: Point(x: 9, y: variables.y - 4))))
    #expect(player.app.state.layout.place(of: .variables)?.area.y == variables.y - 4)
  }

  @Test func hiddenPanesGiveTheirRoomToOthers() throws {
    var player = try Player(120, 40)
    player.type("5", "X")
    #expect(player.app.state.layout.place(of: .inspector) == nil)
    #expect(player.app.state.layout.place(of: .variables)?.area.width == 120)
    #expect(player.app.state.focus != .inspector)
    player.type(":hide source", "Enter")
    #expect(player.app.state.layout.place(of: .source) == nil)
    player.type("5")
    #expect(player.app.state.layout.place(of: .inspector) != nil)
    player.type("Z")
    #expect(player.app.state.layout.place(of: .source) != nil)
    // The last pane cannot be closed.
    for _ in 0..<20 { player.type("X") }
    #expect(player.app.state.layout.places.count == 1)
    #expect(!player.text.isEmpty)
  }

  /// Every tab in a header can be clicked.
  @Test(arguments: sizes) func tabsAreClicked(_ width: Int, _ height: Int) throws {
    var player = try Player(width, height)
    for kind in PaneKind.allCases where kind != .source && kind != .inspector {
      guard let place = player.app.state.layout.places.first(where: { $0.tabs.contains(kind) }) else { continue }
      let x = place.header.columns.first { PaneHeader.tab(at: $0, in: place) == kind }
      player.send(.mouse(MouseEvent(.press(.left), at: Point(x: try #require(x), y: place.header.y))))
      player.send(.mouse(MouseEvent(.release(.left), at: Point(x: 0, y: 0))))
      #expect(player.app.state.focus == kind)
    }
  }

  @Test func theMouseIsLeftToTheTerminal() throws {
    var player = try Player(80, 24)
    player.send(.key(.function(2)))
    #expect(!player.isMouseOn)
    player.type(":mouse on", "Enter")
    #expect(player.isMouseOn)
    player.type(":mouse", "Enter")
    #expect(!player.isMouseOn)
    player.type(":mouse maybe", "Enter")
    #expect(player.text.contains("Usage: mouse [on | off]"))
    player.type(":pane br", "Enter")
    #expect(player.app.state.focus == .breakpoints)
  }
}
