import Foundation
import ListingRuntime
import Tensors
import Testing

@testable import DebugEngine

/// An interrupted pass stops just before the current operation. The user can inspect the pass there.
struct InterruptionTests {
  private static let listing = """
    import torch

    def main():
        a = torch.ones(700, 700)
        b = a @ a
        c = b + 1
        return c
    """

  private func unstarted(_ cancellation: Cancellation, size: Int) throws -> Debugger {
    let text = Self.listing.replacing("700", with: "\(size)")
    var machine = Machine(
      sources: ListingSources(name: "test", files: ["main.py": text]),
      compute: Compute(threads: 1, cancellation: cancellation))
    let file = try machine.load("main.py")
    machine.setSessionName("main", to: try #require(machine.value(named: "main", in: file)))
    try machine.begin("main()", name: "<pass>")
    return Debugger(machine)
  }

  /// The machine checks the cancellation flag before each operation. Here the flag is set after this check, so only the
  /// operation's kernel can see the flag.
  @Test(arguments: ["a @ a", "b + 1"]) func theKernelSeesTheFlag(_ operation: String) throws {
    let cancellation = Cancellation()
    var debugger = try unstarted(cancellation, size: 700)
    let progress = debugger.progress
    progress.watch(true)
    var copy = debugger
    while copy.machine.frames.last.map({ $0.code.file.text(in: $0.range) }) != operation
      || copy.machine.operationAhead() == nil
    {
      try copy.pass.machine.step()
    }
    let clock = copy.machine.clock
    let state = fingerprint(copy.machine)
    var ran = debugger.machine.clock - 1
    let reason = debugger.move(.continue) {
      ran += 1
      if ran == clock { cancellation.cancel() }
      return false
    }
    #expect(reason.name == "interrupted")
    #expect(debugger.machine.clock == clock)
    #expect(fingerprint(debugger.machine) == state)
    #expect(progress.report.operation == operation)
    cancellation.reset()
    // After the interruption the user can inspect the pass, step back and continue.
    #expect(debugger.frames[0].function == "main")
    #expect(debugger.text(of: "a.sum().item()") == "490000.0")
    #expect(debugger.move(.stepOver, .backward).name == "step")
    #expect(debugger.move(.continue).name == "finished")
  }

  /// Another thread sets the cancellation flag during the operation, as Ctrl-C does. Without the interruption the
  /// operation would take many seconds.
  @Test func aRunningOperationIsInterrupted() throws {
    let cancellation = Cancellation()
    var debugger = try unstarted(cancellation, size: 6000)
    let progress = debugger.progress
    progress.watch(true)
    let thread = Thread {
      while progress.report.operation != "a @ a" { Thread.sleep(forTimeInterval: 0.002) }
      Thread.sleep(forTimeInterval: 0.1)
      cancellation.cancel()
    }
    thread.start()
    let reason = debugger.move(.continue)
    #expect(reason.name == "interrupted")
    #expect(progress.report.operation == "a @ a")
    cancellation.reset()
    #expect(debugger.frames[0].line == 5)
    #expect(debugger.text(of: "a[0, :3].sum().item()") == "3.0")
    #expect(debugger.text(of: "b") == "NameError: name 'b' is not defined")
    #expect(debugger.move(.stepOver, .backward).name == "step")
  }
}
