import Commands
import Screen
import Testing

@testable import TUI

/// Keys and clicks in the panes that show lists.
@Suite struct PaneTests {
  private func place(_ player: Player) -> String {
    player.app.state.snapshot.frame.map { "\($0.function):\($0.line)" } ?? "over"
  }

  // MARK: Layers

  @Test func enterGoesToALayer() throws {
    var player = try Player(80, 24)
    player.type("4", "Enter")
    #expect(place(player) == "Encoder.forward:43")
    #expect(player.app.state.snapshot.layerPosition?.iteration == 1)
    player.type("Down", "Down", "Enter")
    #expect(player.app.state.snapshot.layerPosition?.iteration == 3)
    player.type("c", "4", "Home", "Down", "Enter")
    #expect(player.app.state.snapshot.layerPosition?.iteration == 1)
    #expect(place(player) == "Encoder.forward:43")
  }

  @Test func aStatisticOfEachLayerIsChosen() throws {
    var player = try Player(80, 24)
    player.type("c", ":goto layer 3", "Enter", "4")
    for statistic in LayerStatistic.allCases {
      let value = try #require(player.app.state.snapshot.layers[1].output.flatMap(statistic.value))
      #expect(player.text.contains("✓   1 \(statistic.name) \(NumberText.short(value, digits: 3)) "))
      player.type("m")
    }
    #expect(player.app.state.panes.layers.statistic == .rootMeanSquare)
  }

  @Test func theOutputHeadReadsEachLayer() throws {
    var player = try Player(80, 24)
    player.type("L")
    #expect(player.text.contains("transcripts will appear beside"))
    player.type("4", ":goto layer 3", "Enter")
    let said = player.app.state.panes.layers.transcripts
    #expect(said.count == 3)
    for layer in player.app.state.snapshot.layers.prefix(3) {
      let transcript = try #require(layer.record.flatMap { said[$0] })
      #expect(player.text.contains(transcript.text))
    }
    #expect(player.text.contains("the output head reads after layer 2"))
    player.type("L")
    #expect(!player.text.contains("the output head reads"))
  }

  /// A command interrupts the background query. The query runs again after the command.
  @Test func readingOutWaitsForCommands() throws {
    var app = App(session: try tinySession())
    _ = app.update(.screen(.key(.character("4"))))
    #expect(app.update(.screen(.key(.character("L")))) == [])
    #expect(app.update(.screen(.key(.character("c")))) == [.run("continue")])
    var session = app.session
    let result = session.execute("continue")
    let effects = app.update(.finished(session, result))
    let records = app.state.snapshot.layers.compactMap(\.record)
    #expect(records.count == 4)
    #expect(effects == [.transcribe(records)])
    #expect(app.update(.transcribed([records[0]: .said(["a"])])) == [.transcribe(Array(records.dropFirst()))])
    #expect(app.update(.screen(.key(.character("S")))) == [.run("reverse-step")])
    #expect(app.update(.transcribed([:])) == [])
    let back = session.execute("reverse-step")
    let missing = session.debugger.layerViews.compactMap(\.record).filter { $0 != records[0] }
    #expect(app.update(.finished(session, back)) == [.transcribe(missing)])
  }

  @Test func aPassWithoutLayerLoopShowsNoLayers() throws {
    var session = try tinySession(profile: false)
    _ = session.execute("next")
    let app = App(session: session, size: Size(width: 80, height: 24))
    #expect(!app.view(Size(width: 80, height: 24)).text.contains("before the layers"))
  }

  // MARK: Variables

  /// A set cannot be subscripted, but the user can inspect its items.
  @Test func theItemsOfASetCanBeInspected() throws {
    let listing = """
      def main():
          seen = {1, (2, 'a')}
          return seen
      """
    var player = try Player(80, 24, session: listingSession(listing, until: "return"))
    player.look(at: "seen")
    #expect(player.app.state.rows.map(\.name) == ["seen", "item 1", "item 2"])
    player.look(at: "list(seen)[1]")
    #expect(player.app.state.rows.map(\.name) == ["seen", "item 1", "item 2", "[0]", "[1]"])
    #expect(player.app.state.rows.last?.expression == "list(seen)[1][1]")
    #expect(player.text.contains("'a'"))
  }

  // MARK: Watches

  @Test func watchesAreAddedEditedAndDeleted() throws {
    var player = try Player(80, 24)
    player.type("7")
    #expect(player.text.contains("no expressions yet"))
    player.type("a")
    #expect(player.text.contains(":display "))
    player.type("xs.sum()", "Enter", "a", "undefined_name", "Enter", "a", "size", "Enter", "7")
    #expect(player.app.state.snapshot.watches.map(\.expression) == ["xs.sum()", "undefined_name", "size"])
    #expect(player.text.contains("NameError"))
    player.type("n", "n")
    #expect(player.app.state.snapshot.watches.map(\.hasChanged) == [false, false, false])
    player.type(":next", "Enter")
    player.type("7", "Home", "e", "Backspace", "Backspace", "Backspace", "Backspace", "Backspace", "mean()", "Enter")
    #expect(player.app.state.snapshot.watches.map(\.expression) == ["undefined_name", "size", "xs.mean()"])
    player.type("7", "Home", "x", "Home", "x")
    #expect(player.app.state.snapshot.watches.map(\.expression) == ["xs.mean()"])
  }

  @Test func aWatchThatChangedIsMarked() throws {
    var player = try Player(80, 24)
    player.type(":display xs", "Enter", ":display mask.shape", "Enter", ":goto layer 1", "Enter", "7")
    #expect(!player.app.state.snapshot.watches[0].hasChanged)
    #expect(player.app.state.snapshot.watches[1].hasChanged)
    player.type("n")
    #expect(player.app.state.snapshot.watches.map(\.hasChanged) == [true, false])
    #expect(player.text.contains("◆   xs"))
    // A command that does not move the cursor keeps the marks of changed values.
    player.type(":print 1", "Enter", "7")
    #expect(player.text.contains("◆   xs"))
    player.type("Enter")
    #expect(player.app.state.focus == .inspector)
    #expect(player.app.state.panes.inspector.expression == "xs")
  }

  // MARK: Breakpoints

  @Test func breakpointsAreListedSwitchedEditedAndShown() throws {
    var player = try Player(80, 24)
    player.type("8")
    #expect(player.text.contains("no breakpoints yet"))
    player.type("a", "17", "Enter", "8", "a", "encoders.*.self_attn", "Enter", "8")
    #expect(player.text.contains("encoder.py:17"))
    #expect(player.text.contains("3 modules"))
    player.type("Home", " ")
    #expect(player.app.state.snapshot.breakpoints.map(\.isEnabled) == [false, true])
    #expect(player.text.contains("off"))
    player.type(" ", "e", "self.h == 7", "Enter", "8")
    #expect(player.app.state.snapshot.breakpoints[0].condition == "self.h == 7")
    #expect(player.text.contains("if self.h == 7"))
    player.type("Enter")
    #expect(player.app.state.focus == .source)
    #expect(player.app.state.panes.source.cursor == 17)
    player.type("8", "End", "Enter")
    #expect(player.text.contains("breakpoint 2 has no line in the source"))
    player.type("Delete", "x")
    #expect(player.app.state.snapshot.breakpoints.isEmpty)
  }

  // MARK: Modules

  @Test func theModuleTreeOpensAndItsWeightsCanBeInspected() throws {
    var player = try Player(80, 24, listing: weighted)
    player.type("9")
    #expect(player.text.contains("▾ model  Model  9"))
    player.type("Down", "Down", "Right", "Right", "Right")
    #expect(player.text.contains("weight  (2, 3)  f32"))
    #expect(player.text.contains("Linear  8"))
    player.type("Right", "Enter")
    #expect(player.app.state.focus == .inspector)
    #expect(player.app.state.panes.inspector.expression == "model.blocks[0].weight")
    #expect(player.app.state.panes.inspector.tensor?.shape == [2, 3])
    // The inspector still shows the weight after a step.
    player.type("n")
    #expect(!player.app.state.panes.inspector.isGone)
    player.type("9", "Left", "Left", "Left")
    #expect(!player.text.contains("weight"))
    player.type("Left", "Left", "Left")
    #expect(player.app.state.panes.modules.rows.count == 1)
    player.type("Enter")
    #expect(player.app.state.panes.modules.rows.count == 3)
  }

  @Test func aBreakpointIsSetOnAModule() throws {
    var player = try Player(80, 24)
    player.type("9", "Down", "Right", "Down", "b")
    #expect(player.app.state.snapshot.breakpoints.map(\.placeText) == ["encoders.0"])
    #expect(player.text.contains("● 0"))
    player.type("c")
    #expect(place(player) == "EncoderLayer.forward:29")
    player.type("9", "b", "Home", "b")
    #expect(player.app.state.snapshot.breakpoints.isEmpty)
    #expect(player.text.contains("select a module below the model"))
  }

  private let weighted = """
    import torch
    from torch import nn


    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.blocks = nn.ModuleList([nn.Linear(3, 2)])
            self.scale = nn.Parameter(torch.ones(1))

        def forward(self, x):
            y = x * 2
            return y


    model = Model()


    def main():
        return model(torch.ones(2))
    """

  // MARK: Timeline

  @Test func theTimelineGoesToAnyStop() throws {
    var player = try Player(80, 24)
    player.type("c", "0", "Home")
    #expect(player.app.state.panes.timeline.selected == 1)
    #expect(player.text.contains("Enter goes to stop 1 "))
    player.type("Enter")
    #expect(place(player) == "<pass>:1")
    #expect(player.app.state.panes.timeline.selected == nil)
    let known = player.app.state.snapshot.timeline.knownStops
    player.type("0", "End", ",", "Enter")
    #expect(player.app.state.snapshot.timeline.stop == known - 1)
    player.type("0", ".", ".", ".", ".")
    #expect(player.app.state.panes.timeline.selected == known)
    player.type("PgUp", "Left", "Right", "PgDn")
    #expect(player.app.state.panes.timeline.selected != nil)
    // The first click selects a stop, the second click moves to it.
    let content = try #require(player.app.state.layout.place(of: .timeline)).content
    let point = Point(x: content.x, y: content.y + 1)
    for _ in 0..<2 { player.send(.mouse(MouseEvent(.press(.left), at: point))) }
    #expect(place(player) == "<pass>:1")
  }

  // MARK: Copying

  @Test func valuesAndCommandsAreCopied() throws {
    var player = try Player(120, 40)
    player.type(":break 17 if self.h == 2", "Enter", ":display size", "Enter", "c")
    func copied(_ keys: String...) -> String {
      for key in keys { player.type(key) }
      return player.clipboard ?? ""
    }
    #expect(copied("1", "y").contains("(scores > 0) / 8"))
    #expect(copied("Y") == "list encoder.py:17")
    #expect(copied("2", "Home", "Down", "Y") == "print x")
    #expect(copied("y").contains("float32 (1, 10, 8)"))
    #expect(copied("3", "Home", "Down", "Y") == "frame 1")
    #expect(copied("4", "End", "Y") == "goto layer 3")
    #expect(copied("7", "Y") == "display size")
    #expect(copied("y").contains("8"))
    #expect(copied("8", "Y") == "break encoder.py:17 if self.h == 2")
    #expect(copied("9", "Home", "Down", "Y") == "tree encoders")
    #expect(copied("0", "Home", "Y") == "goto 1")
    player.type(":print 6 * 7", "Enter", "6")
    #expect(copied("y") == "42")
    #expect(copied("Y") == "print 6 * 7")
    #expect(player.text.contains("copied: print 6 * 7"))
  }

  // MARK: The prompt

  @Test func aCompletionIsChosenFromTheMenu() throws {
    var player = try Player(80, 24)
    player.type(":reverse-", "Tab")
    #expect(player.text.contains("reverse-finish    Go back to the call"))
    let candidates = try #require(player.app.state.prompt?.candidates)
    player.type("Tab", "Tab")
    #expect(player.app.state.prompt.map { String($0.text) } == candidates[1])
    player.type("Shift-Tab")
    #expect(player.app.state.prompt.map { String($0.text) } == candidates[0])
    player.type("Esc")
    #expect(player.app.state.prompt?.candidates == [])
    player.type("Esc")
    #expect(player.app.state.prompt == nil)
    player.type(":hide ", "Tab")
    #expect(player.text.contains("breakpoints"))
    player.type("s", "Tab")
    #expect(player.app.state.prompt.map { String($0.text) } == "hide source")
    player.type("Ctrl-u", "break ")
    #expect(player.text.contains("break [LOCATION] [if EXPRESSION]"))
  }
}
