import Commands
import Screen
import Testing

@testable import TUI

/// Names in the source, lines that have run, definitions of names, and the list of variables.
@Suite struct SourceTests {
  private func inAttention(_ width: Int = 120, _ height: Int = 40) throws -> Player {
    var player = try Player(width, height)
    player.type(":break 17", "Enter", "c", "1")
    return player
  }

  @Test func enterInspectsTheSelectedName() throws {
    var player = try inAttention()
    #expect(player.app.state.panes.source.selectedName?.name == "weights")
    player.type("Right")
    #expect(player.app.state.panes.source.selectedName?.name == "scores")
    player.type("Enter")
    #expect(player.app.state.panes.inspector.expression == "scores")
    #expect(player.app.state.focus == .source)
    player.type("Up", "Up", "Up", "Left", "Left", "Left", "Left", "Left", "Left", "Enter")
    #expect(player.app.state.panes.inspector.expression == "k")
  }

  @Test func theValueOfANameIsShown() throws {
    var player = try inAttention()
    player.type("/self.d_k", "Enter", "Right", "Enter")
    #expect(player.text.contains("self.d_k = 4"))
    player.type("/context =", "Enter", "Enter")
    #expect(player.text.contains("NameError"))
  }

  @Test func aClickOnANameInspectsIt() throws {
    var player = try inAttention()
    let lines = player.text.split(separator: "\n", omittingEmptySubsequences: false)
    let y = try #require(lines.firstIndex { $0.contains("context = torch.matmul(weights, k)") })
    let x = try #require(lines[y].firstRange(of: ", k)")).lowerBound
    let column = lines[y].distance(from: lines[y].startIndex, to: x) + 2
    player.send(.mouse(MouseEvent(.press(.left), at: Point(x: column, y: y))))
    #expect(player.app.state.panes.inspector.expression == "k")
  }

  @Test func definitionsAreFound() throws {
    var player = try Player(80, 24)
    player.type("n", "n", "n", "s", "/self_attn(x", "Enter", "D")
    #expect(player.app.state.panes.source.cursor == 11)  // the cursor is in SelfAttention.forward
    player.type("Backspace")
    #expect(player.app.state.panes.source.cursor == 30)
    player.type("/residual +", "Enter", "D")
    #expect(player.app.state.panes.source.cursor == 29)
    player.type("/torch.matmul(q", "Enter", "Right", "D")
    #expect(player.text.contains("has no other definition in this listing"))
  }

  @Test func linesThatHaveRunAreMarked() throws {
    let player = try inAttention(200, 60)
    func gutter(_ line: Int) -> Character {
      let row = line - player.app.state.panes.source.top
      return player.picture[4, row + 1].character
    }
    for line in 12...16 { #expect(gutter(line) == "▏", "line \(line)") }
    #expect(gutter(17) == "▶")
    for line in [11, 18, 19] { #expect(gutter(line) == " ", "line \(line)") }
    #expect(player.app.state.snapshot.linesRun == [12, 13, 14, 15, 16])
  }

  @Test func linesShowWhatTheyComputed() throws {
    var player = try inAttention(200, 60)
    player.type("z")
    let line = player.text.split(separator: "\n").first { $0.contains("scores = torch.matmul") }
    #expect(line?.contains("scores") == true)
    let masked = try #require(player.text.split(separator: "\n").first { $0.contains("scores = scores.masked_fill") })
    #expect(masked.contains("scores (1,2,10,10) -inf 56 μ=0.107 σ=0.584 [-0"))
    // The line of a function's header shows the values of the arguments.
    let header = try #require(player.text.split(separator: "\n").first { $0.contains("def forward(self, x, mask):") })
    #expect(header.contains("x (1,10,8)") && header.contains("mask (10,10) True 28%"))
  }

  @Test(arguments: [("", "●"), (" if batch == 1", "◐")])
  func kindsOfBreakpointsHaveTheirMarks(_ condition: String, _ mark: String) throws {
    var player = try Player(80, 24)
    player.type(":break 17\(condition)", "Enter", "c")
    #expect(player.text.contains("\(mark)17"))
    player.type(":disable 1", "Enter")
    #expect(player.text.contains("○17"))
    player.type(":delete", "Enter", ":tbreak 16", "Enter")
    #expect(player.text.contains("t16"))
  }

  @Test func theSearchCountsItsMatches() throws {
    var player = try Player(80, 24)
    player.type("/forward", "Enter")
    let total = player.app.state.panes.source.file?.lines.filter { $0.contains("forward") }.count ?? 0
    #expect(player.text.contains("of \(total) with forward: * next, # previous, Esc ends"))
    let line = player.app.state.panes.source.cursor
    player.type("*")
    #expect(player.app.state.panes.source.cursor != line)
    player.type("#")
    #expect(player.app.state.panes.source.cursor == line)
  }

  // MARK: Variables

  @Test func variablesAreSortedAndFiltered() throws {
    var player = try inAttention()
    func names() -> [String] { player.app.state.rows.filter { $0.depth == 0 && $0.isNamed }.map(\.name) }
    player.type("2")
    let declared = names()
    player.type("o")
    #expect(names() == declared.sorted())
    player.type("o", "o")
    #expect(names().first == "scores")
    player.type("o", "o")
    #expect(names() == declared)
    player.type("/K", "Enter")
    #expect(names().isEmpty)
    #expect(player.text.contains("no name contains K"))
    player.type("/k", "Enter")
    #expect(names() == ["mask", "k"])
    player.type("Esc")
    #expect(names() == declared)
  }

  @Test func operandsAreListedWithinAStatement() throws {
    var player = try inAttention()
    #expect(!player.app.state.rows.contains { $0.expression == VariablesPane.operands })
    player.type(":stepi 4", "Enter")
    let row = player.app.state.rows.first { $0.expression == VariablesPane.operands }
    #expect(row != nil || player.app.state.snapshot.isAtStatement)
    if let row { #expect(row.isExpanded && player.text.contains("operands")) }
  }

  @Test func theParametersOfTheModuleAreListed() throws {
    var player = try Player(120, 40, session: listingSession(linearModel, until: "return y"))
    player.type("2", "End", "Enter")
    #expect(player.text.contains("self.inner.weight"))
    player.type("Down", "Enter")
    #expect(player.app.state.panes.inspector.expression?.hasPrefix("self.inner.") == true)
    player.type("1", "2")
    #expect(player.app.state.panes.inspector.isGone == false)
  }
}

private let linearModel = """
  import torch
  from torch import nn

  class Model(nn.Module):
      def __init__(self):
          super().__init__()
          self.inner = nn.Linear(3, 2)

      def forward(self, x):
          y = self.inner(x)
          return y

  model = Model()

  def main():
      return model(torch.ones(1, 3))
  """
