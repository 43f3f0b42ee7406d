import ListingRuntime
import Tensors
import Testing

@testable import DebugEngine

/// Lines of a tensor, summaries along an axis, distributions and comparisons. The expected values are computed from
/// single elements.
struct LineViewTests {
  private func elements(_ tensor: Tensor) -> TensorElements { TensorElements(tensor: tensor, cache: SummaryCache()) }

  private func counting(_ shape: [Int]) -> Tensor {
    Tensor((0..<shape.reduce(1, *)).map { Float($0) }, shape: shape)
  }

  @Test(arguments: [[3, 4, 5], [2, 30], [7], [], [1, 1, 6]])
  func aLineIsItsElements(_ shape: [Int]) throws {
    let all = elements(counting(shape))
    let turned = shape.count > 1 ? elements(try counting(shape).transposed(0, 1)) : all
    for elements in [all, turned] {
      for axis in elements.shape.indices {
        let place = elements.shape.map { $0 - 1 }
        let line = try #require(elements.line(along: axis, at: place))
        for index in 0..<elements.shape[axis] {
          var spot = place
          spot[axis] = index
          #expect(elements.element(at: spot) == .float(line[index]))
        }
        #expect(elements.line(along: axis, at: place, in: -3..<2)?.count == min(2, elements.shape[axis]))
      }
    }
    #expect(all.line(along: 9, at: shape) == (shape.isEmpty ? [0] : nil))
  }

  @Test func stretchesCoverEachElementOnce() throws {
    var values = (0..<100).map { Float($0) }
    values[10] = .nan
    values[90] = -.infinity
    let elements = elements(Tensor(values, shape: [100]))
    for count in [1, 7, 100, 300] {
      let parts = try #require(elements.stretches(along: 0, at: [0], count: count))
      #expect(parts.map(\.range).reduce(into: []) { $0 += Array($1) } == Array(0..<100))
      #expect(parts.filter(\.hasNaN).map { $0.range.contains(10) } == [true])
      #expect(parts.filter(\.hasInfinity).map { $0.range.contains(90) } == [true])
      #expect(parts.compactMap(\.finite).map(\.upperBound).max() == 99)
    }
  }

  @Test func summariesSkipMissingIndices() throws {
    let elements = elements(counting([2, 3, 4]))
    let along = elements.summaries(along: 1, of: -1..<7, at: [0: 1])
    #expect(along.map(\.min) == [12, 16, 20] && along.map(\.max) == [15, 19, 23])
    #expect(elements.summaries(along: 1, of: 0..<3).map(\.count) == [8, 8, 8])
    #expect(elements.summaries(along: 5, of: 0..<3).isEmpty)
  }

  @Test func rowsAreReadAsDistributions() throws {
    let rows: [Float] = [0.25, 0.25, 0.25, 0.25, 1, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0]
    let found = try #require(elements(Tensor(rows, shape: [1, 4, 4])).distributions(along: 2, at: [0: 0]))
    #expect(found.rows == 4 && found.rowsRead == 4 && found.emptyRows == 1 && found.sums == 1...4)
    // The entropies of the three rows are ln 4, 0 and ln 2.
    #expect(abs((found.entropy ?? 0) - (1.3862943611 + 0.6931471806) / 3) < 1e-9)
    #expect(abs(found.evenEntropy - 1.3862943611) < 1e-9)
    #expect(elements(Tensor([1, -1], shape: [1, 2])).distributions(along: 1) == nil)
    #expect(elements(Tensor([1, .nan], shape: [1, 2])).distributions(along: 1) == nil)
    #expect(elements(counting([0, 4])).distributions(along: 1) == nil)
    let large = try #require(elements(counting([1000, 10])).distributions(along: 1, limit: 100))
    #expect(large.rows == 1000 && large.rowsRead == 10)
  }

  @Test func comparisonsShowWhereTensorsDiffer() throws {
    let a = elements(Tensor([1, 2, .infinity, -.infinity, 5, 6], shape: [2, 3]))
    let b = elements(Tensor([1, 2.5, .infinity, 4, 5, 2], shape: [2, 3]))
    let found = try a.compared(with: b)
    #expect(found.difference.prefix(6).map { String(describing: $0) }.count == 6)
    #expect(found.difference.line(along: 1, at: [0, 0]) == [0, -0.5, 0])
    #expect(found.figures.maxDifference == 4 && found.figures.maxDifferenceIndex == [1, 2])
    #expect(found.figures.infinityMismatches == 1)
    // The smaller tensor is broadcast to the shape of the larger tensor.
    let row = try a.compared(with: elements(Tensor([1, 2, 3], shape: [3])))
    #expect(row.difference.line(along: 1, at: [1, 0]) == [-.infinity, 3, 3])
    do throws(ComparisonProblem) {
      _ = try a.compared(with: elements(Tensor([1, 2], shape: [2])))
      Issue.record("shapes that do not broadcast were compared")
    } catch {
      #expect(error.description == "the shapes differ: (2, 3) and (2,)")
    }
  }

  private let listing = """
    import torch

    def scale(x, by=3):
        if by > 5:
            x = x * 2
        y = x.float() + by * (x - 1)
        return y

    def main():
        total = torch.zeros(2)
        for turn in range(3):
            total = total + scale(torch.ones(2), turn)
        return total
    """

  @Test func linesRunBelongToOneFrame() throws {
    var debugger = try debugger(listing)
    _ = debugger.move(.until(line: 12))
    #expect(debugger.linesRun() == [10, 11])
    _ = debugger.move(.stepInto)
    #expect(debugger.linesRun() == [])
    _ = debugger.move(.stepOver, count: 2)
    #expect(debugger.linesRun() == [4, 6])
    #expect(debugger.linesRun(inFrame: 1) == [10, 11, 12])
    _ = debugger.move(.stepOver, .backward)
    #expect(debugger.linesRun() == [4])
  }

  /// While a statement runs, its operands are the values that are computed but not yet used. An operand has a role in
  /// the next instruction, for example `right`. If only a later instruction uses the operand, the role is `waiting`.
  @Test func operandsHaveTheirRole() throws {
    var debugger = try debugger(listing)
    _ = debugger.move(.until(line: 12))
    _ = debugger.move(.stepInto)
    _ = debugger.move(.stepOver)
    #expect(debugger.operands().isEmpty)
    var seen: [[String]] = []
    while debugger.frame(0)?.line == 6 {
      seen.append(debugger.operands().map { "\($0.role) \($0.value.line)" })
      _ = debugger.move(.stepInstruction)
    }
    #expect(seen.contains { $0.last?.hasPrefix("right") == true && $0.count >= 2 })
    #expect(seen.contains { $0.first?.hasPrefix("waiting [2] float32 1.0 1.0") == true })
    #expect(seen.contains { $0.map { $0.prefix(3) } == ["y ="] })
  }

  @Test func valuesAreComparedWithTheStopBefore() throws {
    var debugger = try debugger(listing)
    _ = debugger.move(.until(line: 12))
    do throws(ComparisonProblem) {
      _ = try debugger.valueBefore("total", frame: 7)
      Issue.record("there is no such frame")
    } catch { #expect("\(error)".contains("no earlier stop")) }
    _ = debugger.move(.stepOver, count: 2)
    let before = try debugger.valueBefore("total")
    #expect(before.elements?.prefix(2) == [.float(0), .float(0)])
  }
}
