import Testing

@testable import Commands
@testable import DebugEngine

/// docs/machine-interface.md lists exactly the words that JSON answers can contain.
struct MachineWordsTests {
  /// The words in backquotes of the documentation's list entry that begins with `title`.
  private func documented(_ title: String) throws -> [String] {
    let root = String(#filePath.prefix(#filePath.count - "Tests/CommandsTests/MachineWordsTests.swift".count))
    let page = try #require(readFile(root + "docs/machine-interface.md"))
    let words = try #require(page.ranges(of: "## Words\n").first)
    let list = page[words.upperBound...]
    let entry = try #require(list.ranges(of: "\n- \(title):").first)
    let text = list[entry.upperBound...]
    let end = text.ranges(of: "\n- ").first?.lowerBound ?? text.endIndex
    return text[..<end].split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .compactMap { $0.offset % 2 == 1 ? String($0.element) : nil }
  }

  @Test func stateOfALayer() throws {
    let states: [LayerView.State] = [.done, .current, .coming]
    #expect(try documented("`state` of a layer") == states.map(\.word))
  }

  @Test func kindOfAnError() throws {
    let kinds = Set(CommandErrorTests.cases.map(\.kind))
    #expect(Set(try documented("`kind` of an error")) == kinds)
  }

  @Test func kindOfABreakpoint() throws {
    var session = try session("def main():\n    x = 1\n    return x")
    for line in ["break 3", "logpoint 3 \"{x}\"", "watch 1 + 1", "catch nan"] { _ = session.execute(line) }
    #expect(try documented("`kind` of a breakpoint") == session.debugger.breakpoints.all.map(\.kind.word))
  }

  @Test func reasonOfAStop() throws {
    var session = try session(
      """
      import torch

      def main():
          x = torch.ones(2)
          return x
      """)
    func reason(_ line: String) throws -> StopReason {
      guard case .stopped(let report) = session.execute(line) else { throw CommandError.noFrame }
      return report.reason
    }
    _ = session.execute("tcatch max > 0")
    let caught = try reason("continue")
    _ = session.execute("start")
    let operation = try reason("stepi")
    guard case .failure(let error) = session.debugger.evaluate("nope", frame: 0) else { throw CommandError.noFrame }
    let reasons: [StopReason] = [
      .step, operation, .breakpoint([1]), .conditionFailed(1, error), .watch([]), .watchEnded([1], ["x"]), caught,
      .errorCaught([ErrorCatch(id: 1)], CaughtError(summary: "KeyError: 1", clock: 1, raised: nil)),
      .returned(.text("1", type: "int")), .finished, .beginning, .error(error), .interrupted,
    ]
    #expect(try documented("`reason`") == reasons.map(\.word))
  }
}
