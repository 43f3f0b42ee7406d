import ListingRuntime
import TestSupport
import Testing

@testable import DebugEngine

struct MemoryForecastTests {
  /// The memory of `wide` grows linearly with n. The memory of `scores` and `weights` grows quadratically. For small n,
  /// `wide` causes the peak. For large n, `scores` and `weights` cause the peak.
  private static let listing = """
    import torch

    def main(n):
        wide = torch.ones(n, 300)
        wide = wide * 2
        x = wide[:, :4] + 0
        del wide
        scores = x @ x.transpose(0, 1)
        weights = scores.softmax(-1)
        return (weights * 0.5) @ x
    """

  private func pass(_ text: String, _ length: Int) throws -> Machine { try machine(text, call: "main(\(length))") }

  /// The actual peak in bytes, measured by running the whole pass.
  private func measured(_ machine: Machine) throws -> Int {
    var machine = machine
    var peak = 0
    while !machine.isFinished {
      let before = machine.inspector.heldStorages()
      try machine.step()
      let after = machine.inspector.heldStorages()
      var all: [ObjectIdentifier: Int] = [:]
      for storage in before + after { all[ObjectIdentifier(storage)] = storage.bytes.count }
      peak = max(peak, all.values.reduce(0, +))
    }
    return peak
  }

  @Test(arguments: [24, 48, 100, 400, 1000]) func shortPassesPredictThePeakOfALongOne(_ length: Int) throws {
    let forecast = try #require(MemoryForecast(probes: [8, 12, 16]) { try pass(Self.listing, $0) })
    let told = forecast.peak(length: length), real = try measured(pass(Self.listing, length))
    #expect(abs(told - real) <= real / 100, "told \(told), in fact \(real)")
  }

  @Test func theLongestInputThatFitsIsFound() throws {
    let forecast = try #require(MemoryForecast(probes: [8, 12, 16]) { try pass(Self.listing, $0) })
    let longest = forecast.longest(within: 10_000_000, upTo: 1_000_000)
    #expect(forecast.peak(length: longest) <= 10_000_000)
    #expect(forecast.peak(length: longest + 1) > 10_000_000)
    #expect(forecast.longest(within: 10_000_000, upTo: 50) == 50)
    #expect(forecast.longest(within: 0, upTo: 1_000_000) == 0)
    #expect(forecast.peak(length: 1 << 40) > 1 << 60)
  }

  /// A longer input gives this loop more iterations, so the passes have different operations. In this case, the
  /// forecast uses only the peaks of the passes.
  @Test func passesWithOtherOperationsAreComparedByTheirPeaks() throws {
    let text = """
      import torch
      def main(n):
          kept = []
          for i in range(n):
              kept.append(torch.ones(1000))
          return len(kept)
      """
    let forecast = try #require(MemoryForecast(probes: [4, 6, 8]) { try pass(text, $0) })
    let real = try measured(pass(text, 500))
    #expect(abs(forecast.peak(length: 500) - real) <= real / 20)
  }

  @Test func aFailingPassGivesNoForecast() {
    #expect(MemoryForecast(probes: [1, 2, 3]) { try pass("def main(n):\n    return 1 / 0", $0) } == nil)
  }
}
