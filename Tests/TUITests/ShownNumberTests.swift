import Commands
import Screen
import Testing

@testable import TUI

/// A listing for comparing numbers: each number of a tensor in a pane equals the number that `print` prints, rounded to
/// the shown digits.
private let listing = """
  import torch
  from torch import nn


  class Scale(nn.Module):
      def __init__(self):
          super().__init__()
          self.weight = nn.Parameter((torch.arange(24).reshape(4, 6) - 11) / 7)
          self.bias = nn.Parameter(torch.arange(6) / 3)

      def forward(self, x):
          wide = (torch.arange(600).reshape(3, 10, 20) - 300) / 64 + 0.1
          tiny = (torch.arange(40).reshape(5, 8) - 21) * 1e-7
          huge = (torch.arange(40).reshape(5, 8) - 21) * 3e18
          scores = torch.matmul(x, self.weight) / 3 + self.bias
          return scores


  model = Scale()


  def main():
      return model((torch.arange(20).reshape(5, 4) - 9) / 16)
  """

private let tensors = ["wide", "tiny", "huge"]

@Suite struct ShownNumberTests {
  private func player(until line: String = "return scores", _ width: Int = 120, _ height: Int = 40) throws -> Player {
    try Player(width, height, session: listingSession(listing, until: line))
  }

  /// The number that `print` prints for an expression, as text.
  private func printed(_ player: Player, _ expression: String) throws -> String {
    var session = player.app.session
    let text = session.execute("print \(expression)").text
    return String(text.firstRange(of: " (").map { text[..<$0.lowerBound] } ?? text[...])
  }

  /// Expects `shown` to equal `printed`, rounded to the shown digits. With `isSum`, the numbers may also differ by a
  /// float32 rounding error: `print` shows a sum or a mean as float32, but the screen computes it in float64.
  private func expect(_ shown: String, is printed: String, _ what: String, isSum: Bool = false) throws {
    if shown == printed { return }
    let (a, b) = (try #require(Double(shown), "\(what)"), try #require(Double(printed), "\(what)"))
    let mantissa = shown.prefix { $0 != "e" }
    let places = mantissa.firstIndex(of: ".").map { mantissa.distance(from: $0, to: mantissa.endIndex) - 1 } ?? 0
    let exponent = shown.firstIndex(of: "e").flatMap { Int(shown[shown.index(after: $0)...]) } ?? 0
    var unit = 1.0
    for _ in 0..<abs(exponent - places) { unit = exponent - places < 0 ? unit / 10 : unit * 10 }
    #expect(abs(a - b) <= unit * 0.5000001 + (isSum ? abs(b) * 1e-5 : 0), "\(what): \(shown), print says \(printed)")
  }

  private struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  /// Walks randomly through pictures, slices, planes, formats and indices. The last line always shows the element under
  /// the cursor.
  @Test(arguments: tensors, [UInt64(1), 2]) func anyWalkShowsTheElement(_ name: String, _ seed: UInt64) throws {
    var player = try player()
    player.look(at: name)
    let keys = ["m", "M", ".", ",", ";", "x", "w", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "H"]
    let more = ["V", "P", "o", "v", "g", "p", "e", "+", "_"]
    var random = Random(state: seed)
    for _ in 0..<60 {
      player.type((keys + keys + more).randomElement(using: &random)!)
      let index = "[" + player.app.state.panes.inspector.index.map(String.init).joined(separator: ", ") + "]"
      let truth = try printed(player, name + index)
      #expect(
        player.text.contains("\(index) = \(truth)"), "\(player.app.state.panes.inspector.picture): \(index) = \(truth)")
    }
  }

  /// The statistics of each row, for a slice and for the whole tensor, equal the values that commands print.
  @Test(arguments: tensors) func theStatisticsOfEachRow(_ name: String) throws {
    var player = try player(until: "return scores", 200, 60)
    player.look(at: name)
    player.type("M")
    #expect(player.app.state.panes.inspector.picture == .statistics)
    for keys in [["Down"], ["g"], ["g", "x"], ["."]] {
      for key in keys { player.type(key) }
      let state = player.app.state.panes.inspector
      let place = state.index[state.rowAxis]
      let slice = state.shape.indices.map { axis in
        axis == state.rowAxis
          ? "\(place)" : axis == state.columnAxis || state.spansTensor ? ":" : "\(state.index[axis])"
      }
      let row = "\(name)[\(slice.joined(separator: ", "))]"
      let lines = player.text.split(separator: "\n").map { $0.split(separator: "│").last ?? "" }
      let start = try #require(lines.firstIndex { $0.contains("mean") && $0.contains("greatest |x|") })
      let line = try #require(lines[(start + 1)...].first { $0.split(separator: " ").first == "\(place)" })
      let figures = line.split(separator: " ").dropFirst().prefix(5).map(String.init)
      for (figure, operation) in zip(figures, ["min()", "mean()", "max()", "std(unbiased=False)", "sum()"]) {
        let truth = try printed(player, "\(row).\(operation)")
        try expect(figure, is: truth, "\(row).\(operation)", isSum: !operation.hasPrefix("m") || operation == "mean()")
      }
    }
  }

  /// The operands of the next operation have no names, so the test prints an expression with the same value.
  @Test func theOperandsOfAnOperation() throws {
    var player = try player(until: "scores = ")
    player.type(":stepi", "Enter")
    let rows = player.app.state.rows.filter { $0.expression.hasPrefix("<") && $0.tensor != nil }
    let product = try #require(rows.first { $0.tensor?.shape == [5, 6] }, "\(player.text)")
    player.look(at: product.expression)
    for index in [[0, 0], [4, 5], [2, 3]] {
      player.type(":[\(index[0]),\(index[1])]", "Enter")
      let truth = try printed(player, "torch.matmul(x, self.weight)[\(index[0]), \(index[1])]")
      #expect(player.text.contains("[\(index[0]), \(index[1])] = \(truth)"))
    }
  }

  /// The numbers that the inspector shows for a weight of the module tree equal the printed numbers.
  @Test func aWeightOfTheTree() throws {
    var player = try player()
    player.type("9", "Home")
    let row = try #require(player.app.state.panes.modules.rows.firstIndex { $0.path == "weight" })
    for _ in 0..<row { player.type("Down") }
    player.type("Enter")
    #expect(player.app.state.panes.inspector.shape == [4, 6])
    for key in ["V", "Down", "Right", "End", "m", "Up"] {
      player.type(key)
      let index = "[" + player.app.state.panes.inspector.index.map(String.init).joined(separator: ", ") + "]"
      #expect(player.text.contains("\(index) = \(try printed(player, "self.weight" + index))"))
    }
  }

  /// The Variables pane and the end of a source line show numbers of a variable. These numbers equal the numbers that
  /// `print` prints.
  @Test(arguments: tensors) func theLinesOfTheLists(_ name: String) throws {
    let player = try player(until: "return scores", 300, 60)
    let lines = player.text.split(separator: "\n")
    func numbers(_ text: Substring, after mark: String) throws -> String {
      let start = try #require(text.firstRange(of: mark), "\(text)").upperBound
      return String(text[start...].drop { $0 == " " }.prefix { !" ]│".contains($0) })
    }
    let listed = try #require(
      lines.compactMap { $0.split(separator: "│").last }.first { $0.contains("\(name) ") && $0.contains("μ") })
    let inline = try #require(lines.first { $0.contains("\(name) (") && $0.contains("μ=") })
    let (low, high) = (try printed(player, "\(name).min()"), try printed(player, "\(name).max()"))
    let (mean, deviation) = (
      try printed(player, "\(name).mean()"), try printed(player, "\(name).std(unbiased=False)")
    )
    try expect(numbers(listed, after: "["), is: low, "least of \(name)")
    try expect(numbers(listed, after: "μ"), is: mean, "mean of \(name)", isSum: true)
    try expect(numbers(listed, after: "σ"), is: deviation, "deviation of \(name)", isSum: true)
    let greatest = listed.split(separator: "]")[0].split(separator: " ").last.map(String.init) ?? ""
    try expect(greatest, is: high, "greatest of \(name)")
    try expect(numbers(inline, after: "μ="), is: mean, "mean of \(name)", isSum: true)
    try expect(numbers(inline, after: "σ="), is: deviation, "deviation of \(name)", isSum: true)
  }

  /// The inspector shows the stages of the attention at the cursor, and a pane shows a watched expression. The shown
  /// numbers equal the elements of the tensors.
  @Test func theStagesAtTheCursorAndAWatch() throws {
    var player = try Player(200, 60, session: attentionSession())
    player.type(":break 17", "Enter", "c", ":display attn[0, 2, 5, 7]", "Enter")
    player.look(at: "attn")
    player.type(":[0,2,5,7]", "Enter", "a")
    let words = try #require(player.text.split(separator: "\n").first { $0.contains("at the cursor:") })
    let line = words[try #require(words.firstRange(of: "at the cursor:")).upperBound...]
    for (title, expression, frame) in [
      ("content", "matrix_ac", 1), ("position", "matrix_bd", 1), ("sum", "scores", 1), ("masked", "scores", 0),
      ("softmax", "attn", 0),
    ] {
      guard case .success(let value) = player.app.session.debugger.evaluate("\(expression)[0, 2, 5, 7]", frame: frame),
        case .tensor(let tensor) = value.view, let element = tensor.elements?.prefix(1).first
      else {
        Issue.record("\(expression) is not there")
        continue
      }
      let start = try #require(line.firstRange(of: "\(title) ")).upperBound
      let shown = String(line[start...].prefix { !" │".contains($0) })
      try expect(shown, is: NumberText.exact(element, tensor.dtype), title)
    }
    player.type("7")
    let watch = try #require(player.text.split(separator: "\n").first { $0.contains("attn[0, 2, 5, 7]  ") })
    #expect(watch.contains(try printed(player, "attn[0, 2, 5, 7]")))
  }
}
