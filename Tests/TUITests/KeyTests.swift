import Commands
import Screen
import Testing

@testable import TUI

/// The effects of keys and clicks on the program's state.
@Suite struct KeyTests {
  /// The footer shows each key once, with its effect in the pane. The keys for help and for the next pane are always
  /// shown.
  @Test(arguments: PaneKind.allCases) func theFooterIsTrue(_ pane: PaneKind) throws {
    let items = KeyTable.footer(in: pane)
    #expect(Set(items.map { $0.keys[0] }).count == items.count)
    for item in items { #expect(KeyTable.binding(of: item.keys[0], in: pane)?.action == item.action) }
    for (width, height) in [(60, 20), (80, 24), (120, 40)] {
      var player = try Player(width, height)
      player.type("\(pane.digit)")
      let footer = try #require(player.text.split(separator: "\n").last)
      #expect(footer.contains("? keys") && footer.contains("Tab pane"), "\(width): \(footer)")
    }
  }

  /// If a key has no meaning in a pane, the program shows a message. The user can start a search in any pane.
  @Test func keysWithoutMeaningAndSearchFromAnywhere() throws {
    var player = try Player(80, 24)
    player.type("4", "e")
    #expect(player.text.contains("e has no meaning in Layers: ? shows the keys"))
    player.type("/matmul", "Enter")
    #expect(player.app.state.focus == .source)
    #expect(player.app.state.panes.source.cursor == 15)
    player.type("*")
    #expect(player.app.state.panes.source.cursor == 18)
  }

  @Test(arguments: [
    (["n"], 41), (["n", "n"], 42), (["F8"], 41), (["n", "n", "n", "s"], 29), (["n", "n", "n", "s", "f"], 43),
    (["n", "n", "N"], 41), (["n", "S"], 40), (["n", "n", "n", "s", "n", "F"], 43),
  ])
  func lettersAndFunctionKeysStep(_ keys: [String], _ line: Int) throws {
    var player = try Player(80, 24)
    for key in keys { player.type(key) }
    #expect(player.app.state.snapshot.frame?.line == line)
  }

  @Test func theLayerIsAlwaysInSight() throws {
    var player = try Player(80, 24)
    #expect(player.text.contains("before the layers"))
    player.type(":break 17", "Enter")
    for iteration in 1...3 {
      player.type("c")
      for size in [(80, 24), (120, 40), (200, 60), (40, 10)] {
        player.send(.resize(Size(width: size.0, height: size.1)))
        #expect(player.text.contains("layer \(iteration) of 3"))
      }
      for pane in ["2", "3", "4", "5", "6", "7", "8", "9", "0", "z"] {
        player.type(pane)
        #expect(player.text.contains("layer \(iteration) of 3"))
      }
      player.type("z")
    }
    player.type("c")
    #expect(player.text.contains("finished"))
  }

  @Test func breakpointsAreToggledAtTheCursorAndByTheMouse() throws {
    var player = try Player(80, 24)
    player.type("Down", "b")
    #expect(player.text.contains("●41"))
    player.type("b")
    #expect(!player.text.contains("●41"))
    let row = player.text.split(separator: "\n").firstIndex { $0.hasPrefix(" 43") }
    player.send(.mouse(MouseEvent(.press(.left), at: Point(x: 0, y: try #require(row)))))
    #expect(player.text.contains("●43"))
    player.type("c")
    #expect(player.app.state.snapshot.frame?.line == 43)
  }

  @Test func runToTheCursor() throws {
    var player = try Player(80, 24)
    player.type("/layer(xs", "Enter")
    #expect(player.app.state.panes.source.cursor == 43)
    player.type("t")
    #expect(player.app.state.snapshot.frame?.line == 43)
    #expect(player.app.state.snapshot.breakpoints.isEmpty)
  }

  @Test func framesAreSelected() throws {
    var player = try Player(80, 24)
    player.type(":break 17", "Enter", "c", "u", "u")
    #expect(player.app.state.snapshot.frame?.function == "Encoder.forward")
    #expect(player.app.state.panes.source.cursor == 43)
    #expect(player.app.state.snapshot.variables.contains { $0.name == "layer" })
    player.type("d", "3", "Home", "Enter")
    #expect(player.app.state.snapshot.frame?.function == "SelfAttention.forward")
  }

  @Test func modulesOpenInPlace() throws {
    var player = try Player(80, 24)
    player.type("2", "Home", "Enter", "Down", "Enter")
    #expect(player.text.contains(".encoders"))
    #expect(player.text.contains("[0]"))
    player.type("Up", "Enter")
    #expect(!player.text.contains("[0]"))
  }

  @Test func theInspectorShowsWhatPrintPrints() throws {
    var player = try Player(120, 40)
    player.type(":break 17", "Enter", "c", "5", ".", "Down", "Down", "Right")
    let place = player.app.state.panes.inspector
    #expect(place.index == [0, 1, 2, 1])
    let name = try #require(place.expression)
    let shown = try #require(
      player.text.firstRange(of: "[0, 1, 2, 1] = ").map { player.text[$0.upperBound...].prefix { !$0.isWhitespace } })
    player.type(":print \(name)[0, 1, 2, 1].item()", "Enter")
    #expect(player.app.state.message.text == String(shown))
  }

  @Test func aSliceIsPooledWhenItIsLargerThanItsPane() throws {
    var player = try Player(80, 24, listing: longEncoder)
    player.type(":break 17", "Enter", "c", "5")
    #expect(player.text.contains("means of 11×4"))
    player.type("w")
    #expect(!player.text.contains("means of"))
    #expect(player.text.contains("rows 0..27"))
  }

  @Test func quittingAsksNothing() throws {
    var player = try Player(80, 24)
    player.type("Ctrl-c")
    #expect(!player.hasQuit)
    player.type("Ctrl-c")
    #expect(player.hasQuit)
  }

  @Test func smallScreensShowAMessageOrOnePane() throws {
    for (width, height) in [(0, 0), (1, 1), (15, 24), (80, 2)] {
      let player = try Player(width, height)
      #expect(player.picture.size == Size(width: width, height: height))
      #expect(player.text.contains("Source") == false)
    }
    // The screen has room for one pane.
    for (width, height) in [(20, 5), (39, 24), (80, 9), (16, 3)] {
      var player = try Player(width, height)
      #expect(player.text.contains("Source"))
      player.type("4")
      #expect(player.text.contains("Layers"))
      player.type(":next", "Enter")
      #expect(player.app.state.snapshot.frame?.line == 41)
    }
  }

  /// While a command runs, the commands of further keys wait. Esc discards the waiting commands.
  @Test func keysTypedAheadWait() throws {
    var app = App(session: try tinySession())
    #expect(app.update(.screen(.key(.character("n")))) == [.run("next")])
    #expect(app.update(.screen(.key(.character("s")))) == [])
    var session = app.session
    let result = session.execute("next")
    #expect(app.update(.finished(session, result)) == [.run("step")])
    #expect(app.update(.screen(.key(.character("n")))) == [])
    #expect(app.update(.screen(.key(Key(.escape)))) == [.interrupt])
    #expect(app.update(.finished(session, result)) == [])
    #expect(!app.isAwaitingProgress)
  }

  @Test func longCommandsShowProgress() throws {
    var app = App(session: try tinySession())
    let size = Size(width: 80, height: 24)
    _ = app.update(.screen(.key(.character("c"))))
    #expect(app.isAwaitingProgress)
    #expect(!app.view(size).text.contains("Esc stops"))
    var report = RunProgress.Report()
    (report.function, report.file, report.line, report.operation) = ("Layer.forward", "layer.py", 12, "softmax(x)")
    var elsewhere = app.session
    _ = elsewhere.execute("goto layer 2")
    report.layer = elsewhere.debugger.layerPosition
    _ = app.update(.progress(report, elapsed: 2.5))
    #expect(app.view(size).text.contains(" continue 2.50 s Esc stops  layer 2 of 3  layer.py:12 softmax(x)"))
    report.clock = 150
    report.journey = 100..<200
    _ = app.update(.progress(report, elapsed: 3))
    #expect(app.view(size).text.contains("replaying █████      50%"))
    #expect(app.update(.screen(.key(.control("c")))) == [.interrupt])
  }

  /// In each pane, a key has one meaning. Each key has a label and a help text.
  @Test func theKeyTableIsSound() {
    for pane in PaneKind.allCases {
      for isOwn in [true, false] {
        let keys = KeyTable.bindings.filter { $0.scope.covers(pane) && ($0.scope != .everywhere) == isOwn }.flatMap(
          \.keys)
        #expect(Set(keys).count == keys.count, "\(pane)")
      }
    }
    for binding in KeyTable.bindings {
      #expect(!binding.label.isEmpty && !binding.help.isEmpty && !binding.keys.isEmpty)
    }
  }

  @Test func asciiScreensGetOnlyASCII() throws {
    var player = try Player(120, 40, appearance: Appearance(colors: .mono, glyphs: .ascii))
    player.type(":break 17", "Enter", "c", "n")
    for keys in ["1", "2", "3", "4", "5", "m", "m", "m", "m", "m", "6", "7", "8", "9", "0", "Left", ":", "?"] {
      player.type(keys)
      #expect(player.text.filter { !$0.isASCII } == "", "after \(keys)")
    }
  }
}
