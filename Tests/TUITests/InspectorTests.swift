import Commands
import Screen
import Testing

@testable import TUI

/// A listing with tensors of every kind. The tests compare the numbers in the inspector with the output of `print`.
private let manyTensors = """
  import torch

  def main():
      scalar = torch.tensor(0.1)
      flags = torch.arange(6).reshape(2, 3) > 2
      whole = torch.arange(24).reshape(2, 3, 4) * 1000003
      row = torch.arange(9) / 7
      odd = (torch.arange(60).reshape(3, 4, 5) - 30) / 7
      odd[1, 2, 3] = float("nan")
      odd[0, 0, 0] = float("inf")
      odd[2, 3, 4] = -float("inf")
      tiny = (torch.arange(40).reshape(5, 8) - 20) * 1e-7
      huge = (torch.arange(40).reshape(5, 8) - 20) * 3e18
      wide = (torch.arange(4000).reshape(2, 20, 100) - 2000) / 64
      empty = torch.zeros(0, 4)
      half = row.half()
      turned = odd.transpose(0, 2)
      return scalar
  """

private let names = [
  "scalar", "flags", "whole", "row", "odd", "tiny", "huge", "wide", "half", "turned",
]

@Suite struct InspectorTests {
  /// The program at a stop where all tensors are assigned. The inspector shows the tensor `name`.
  private func player(_ name: String, _ width: Int = 80, _ height: Int = 24) throws -> Player {
    var player = try Player(width, height, session: listingSession(manyTensors, until: "return scalar"))
    player.look(at: name)
    return player
  }

  /// The text that `print` prints for an element of a variable.
  private func printed(_ player: Player, _ name: String, _ index: [Int]) throws -> String {
    let place = index.isEmpty ? "" : "[" + index.map(String.init).joined(separator: ", ") + "]"
    var session = player.app.session
    let text = session.execute("print \(name)\(place)").text
    return String(try #require(text.firstRange(of: " (").map { text[..<$0.lowerBound] }, "\(text)"))
  }

  /// In every slice, plane and format, each number in the grid equals the number that `print` prints, rounded to the
  /// shown digits.
  @Test(arguments: names)
  func gridNumbersEqualPrintedOnes(_ name: String) throws {
    var player = try player(name)
    player.type("V")
    let area = Rect(x: 0, y: 0, width: 76, height: 12)
    var seen = 0
    for step in 0..<12 {
      player.type(["x", ".", "e", ";", "Down", "Right", "End", "PgDn", "+", "e", ",", "_"][step])
      let state = player.app.state.panes.inspector
      let grid = try #require(ValuesPicture.Grid(state, in: area))
      for (line, row) in grid.rows.enumerated() {
        for (place, column) in grid.columns.enumerated() where (line + place + step) % 5 == 0 {
          var index = state.index
          if state.rank > 1 { index[state.rowAxis] = row }
          if state.rank > 0 { index[state.columnAxis] = column }
          let text = grid.texts[line * grid.columns.count + place]
          let truth = try printed(player, name, index)
          #expect(agrees(text, truth, state.format), "\(name)\(index): \(text), print says \(truth)")
          seen += 1
        }
      }
    }
    #expect(seen > 0)
  }

  /// Whether a shown number equals the printed number, rounded to the shown digits.
  private func agrees(_ shown: String, _ printed: String, _ format: NumberFormat) -> Bool {
    if shown == printed { return true }
    guard let a = Double(shown), let b = Double(printed), format.style != .exact else { return false }
    let mantissa = shown.prefix { $0 != "e" }
    let places = mantissa.firstIndex(of: ".").map { mantissa.distance(from: $0, to: mantissa.endIndex) - 1 } ?? 0
    let exponent = shown.firstIndex(of: "e").flatMap { Int(shown[shown.index(after: $0)...]) } ?? 0
    var unit = 1.0
    for _ in 0..<abs(exponent - places) { unit = exponent - places < 0 ? unit / 10 : unit * 10 }
    return abs(a - b) <= unit * 0.5000001
  }

  /// In every picture and slice, the last line shows the element under the cursor with all digits.
  @Test(arguments: names)
  func theReadOutEqualsPrint(_ name: String) throws {
    var player = try player(name, 120, 40)
    for key in ["m", "Right", "m", ".", "m", "Down", "x", "m", "End", "m", ";", ".", "m", "Down", "m", "w", "Home"] {
      player.type(key)
      let state = player.app.state.panes.inspector
      let truth = try printed(player, name, state.index)
      let place = "[" + state.index.map(String.init).joined(separator: ", ") + "] = "
      #expect(player.text.contains(place + truth), "after \(key): \(place)\(truth)")
    }
  }

  /// NaN and Inf have marks in every picture, with every appearance of the screen.
  @Test(arguments: [Appearance(), Appearance(colors: .mono), Appearance(colors: .mono, glyphs: .ascii)])
  func nanAndInfAreMarked(_ appearance: Appearance) throws {
    var player = try Player(
      100, 30, appearance: appearance, session: listingSession(manyTensors, until: "return scalar"))
    player.look(at: "odd")
    player.type(":[1,2,3]", "Enter")
    #expect(player.text.contains("NaN 1") && player.text.contains("inf 1") && player.text.contains("-inf 1"))
    player.type("H")
    let marked = player.picture.golden.contains("#ff00ff") || player.text.contains("!")
    #expect(marked)
    #expect(player.text.contains("NaN\n") || player.text.contains(" NaN"))
    player.type("V")
    #expect(player.text.contains("nan"))
    player.type("P")
    #expect(player.text.contains("!"))
  }

  @Test func theCursorGoesToAnIndex() throws {
    var player = try player("wide")
    player.type(":[1,3,77]", "Enter")
    #expect(player.app.state.panes.inspector.index == [1, 3, 77])
    player.type("i0,19,-1", "Enter")
    #expect(player.app.state.panes.inspector.index == [0, 19, 99])
    player.type("i5,0,0", "Enter")
    #expect(player.text.contains("wide has the shape (2, 20, 100): there is no element 5,0,0"))
    player.type("inonsense", "Enter")
    #expect(player.text.contains("expected an index such as 0, 3, 17"))
    #expect(player.app.state.panes.inspector.index == [0, 19, 99])
  }

  /// The command `inspect` shows any expression. The inspector still shows it at later stops.
  @Test func anyExpressionCanBeInspected() throws {
    var player = try Player(120, 40)
    player.type(":break 17", "Enter", "c", ":inspect scores[0] * 2", "Enter")
    #expect(player.app.state.panes.inspector.shape == [2, 10, 10])
    player.type(":[1,0,0]", "Enter", "5", "Y")
    #expect(player.clipboard == "print/values (scores[0] * 2)[1, :, :]")
    player.type("c")
    #expect(player.app.state.panes.inspector.expression == "scores[0] * 2" && !player.app.state.panes.inspector.isGone)
    player.type(":inspect nothing", "Enter")
    #expect(player.text.contains("nothing: NameError"))
    player.type(":inspect 1 + 2", "Enter")
    #expect(player.text.contains("1 + 2 = 3"))
  }

  @Test func emptyTensorsGetAMessage() throws {
    var player = try player("empty")
    for _ in 0..<8 {
      player.type("m", "Down", "Right", ".", "End", "y")
      #expect(player.text.contains("no elements: an axis has size 0"))
    }
  }

  // MARK: Comparing

  @Test func theDifferenceFromAnotherExpression() throws {
    var player = try player("wide")
    player.type("=wide * 2", "Enter", ":[1,3,77]", "Enter")
    let own = try printed(player, "wide", [1, 3, 77])
    #expect(player.text.contains("difference from wide * 2: max 31.25 at [0, 0, 0]"))
    #expect(player.text.contains("[1, 3, 77] = -\(own)"))
    player.type("r")
    #expect(player.text.contains("[1, 3, 77] = \(try printed(player, "(wide * 2)", [1, 3, 77]))"))
    player.type("r")
    #expect(player.text.contains("[1, 3, 77] = \(own)"))
    player.type("=", "Enter")
    #expect(player.app.state.panes.inspector.comparison == nil)
  }

  @Test func impossibleComparisonsGetAMessage() throws {
    var player = try player("wide")
    player.type("=row", "Enter")
    #expect(player.text.contains("the shapes differ: (2, 20, 100) and (9,)"))
    player.type("=nothing", "Enter")
    #expect(player.text.contains("no comparison: NameError"))
    player.type("@2", "Enter")
    #expect(player.text.contains("the selected frame is in no layer"))
    #expect(player.app.state.panes.inspector.comparison == nil)
  }

  @Test func equalInfinitiesAreEqual() throws {
    var player = try player("odd")
    player.type("=odd", "Enter")
    let text = player.text
    #expect(text.contains("difference from odd: equal"))
  }

  /// The inspector compares a variable with its value at the previous stop and with its value at the same line of other
  /// layers. The other layer may be before or after the cursor.
  @Test func theSameVariableElsewhere() throws {
    var player = try Player(120, 40)
    player.type(":break 17", "Enter", "c", "c")
    player.look(at: "scores")
    player.type("-", "N", "N")
    #expect(player.app.state.panes.inspector.comparison?.reference == .stopBefore)
    player.type("-", "n", "n", "5")
    let own = try #require(player.app.state.panes.inspector.tensor?.elements)
    for layer in [1, 3] {
      player.type("@\(layer)", "Enter")
      guard case .success(let found)? = player.app.state.panes.inspector.comparison?.result else {
        Issue.record("layer \(layer) was not found: \(player.app.state.message.text)")
        continue
      }
      // A copy of the session moves its cursor to the other layer and reads the expected value there.
      var session = player.app.session
      _ = session.execute(layer == 1 ? "reverse-continue" : "continue")
      guard case .success(let value) = session.debugger.evaluate("scores"), case .tensor(let there) = value.view,
        let elements = there.elements
      else {
        Issue.record("no scores in layer \(layer)")
        continue
      }
      #expect(found.other.prefix(200) == elements.prefix(200))
      #expect(
        zip(found.difference.prefix(200), zip(own.prefix(200), elements.prefix(200))).allSatisfy { shown, pair in
          shown.float == (pair.0.float == pair.1.float ? 0 : pair.0.float - pair.1.float)
        })
    }
    player.type("@9", "Enter")
    #expect(player.text.contains("there is no layer 9; layers are 1 to 3"))
  }

  // MARK: Complex numbers

  /// The statistics and pictures of a complex tensor show the magnitudes of its elements and have the label `|x|`. Both
  /// parts of an element have the chosen number of digits. An element with a NaN part has the colour of NaN.
  @Test func complexTensorsShowMagnitudesAndBothParts() throws {
    let listing = """
      import torch

      def main():
          parts = torch.arange(48).reshape(4, 6, 2) / 7
          parts[1, 2, 0] = float("nan")
          z = torch.view_as_complex(parts)
          one = torch.complex(torch.tensor(1.23456), torch.tensor(-2.0))
          return z
      """
    var player = try Player(100, 30, session: listingSession(listing, until: "return z"))
    #expect(player.text.contains("1.235-2j"))
    #expect(player.text.contains("|x| 0.143"))
    player.look(at: "z")
    #expect(player.text.contains("heat map of |x|"))
    #expect(player.text.contains("magnitudes |x|  min 0.1429"))
    player.type("V")
    #expect(player.text.contains("0.000+0.143j"))
    #expect(player.text.contains("nan+2.429j"))
    #expect(player.text.contains("4 digits, aligned  coloured by |x|"))
    player.type("_", "_")
    #expect(player.text.contains("0.0+0.1j"))
    player.type(":[1,2]", "Enter")
    #expect(player.text.contains("[1, 2] = nan+2.4285715j"))
    player.type(":[0,0]", "Enter")
    #expect(player.picture.golden.contains("#ff00ff"))
    player.type("m")
    #expect(player.text.contains("histogram of |x|"))
  }

  // MARK: Copying

  @Test func valuesAndCommandsAreCopied() throws {
    var player = try player("wide")
    player.type(":[1,3,77]", "Enter", "y")
    #expect(player.clipboard == (try printed(player, "wide", [1, 3, 77])))
    player.type("Y")
    #expect(player.clipboard == "print/values wide[1, :, :]")
    player.type("2", "y")
    #expect(player.clipboard?.hasPrefix("float32 (2, 20, 100)") == true)
    player.type("Y")
    #expect(player.clipboard == "print wide")
  }

  @Test func formatsLineUp() {
    var format = NumberFormat()
    let numbers: [Scalar?] = [.float(12.3456), .float(-0.5), .float(0.00001), .float(0), .float(.nan), nil]
    #expect(format.texts(of: numbers, .float32) == ["12.35", "-0.50", "1e-05", "0.00", "nan", ""])
    format.nextStyle()
    #expect(format.texts(of: numbers, .float32)[0] == "1.235e+01")
    format.nextStyle()
    #expect(format.texts(of: numbers, .float32)[0] == "12.35")
    format.nextStyle()
    #expect(format.texts(of: numbers, .float32)[0] == "12.3456")
    #expect(format.texts(of: [.bool(true), .int(-3)], .int64) == ["True", "-3"])
    format = NumberFormat()
    for _ in 0..<20 { format.change(digits: 1) }
    #expect(format.digits == 9)
    #expect(format.texts(of: [.float(3e18)], .float32) == ["3.00000000e+18"])
    format = NumberFormat()
    let complex: [Scalar?] = [
      .complex(real: 12.3456, imaginary: -0.5), .complex(real: .nan, imaginary: 0.125),
      .complex(real: -.infinity, imaginary: 1),
    ]
    #expect(format.texts(of: complex, .complex64) == ["12.35-0.50j", "nan+0.12j", "-inf+1.00j"])
    format.nextStyle()
    #expect(format.texts(of: complex, .complex64)[0] == "1.235e+01-5.000e-01j")
  }
}
