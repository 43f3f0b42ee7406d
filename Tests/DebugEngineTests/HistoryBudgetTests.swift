import Testing

@testable import DebugEngine

struct HistoryBudgetTests {
  @Test func theBudgetGrowsWithThePassWithinItsBounds() {
    let budget = HistoryBudget(least: 100, most: 1000)
    #expect(budget.limit(whenPassHolds: 0) == 100)
    #expect(budget.limit(whenPassHolds: 60) == 100)
    #expect(budget.limit(whenPassHolds: 400) == 500)
    #expect(budget.limit(whenPassHolds: 5000) == 1000)
    #expect(HistoryBudget.bytes(70).limit(whenPassHolds: 5000) == 70)
  }

  @Test func aSecondPassGetsTheRestOfTheBudget() {
    let budget = HistoryBudget(least: 100, most: 1000)
    #expect(budget.beside(0) == budget)
    #expect(budget.beside(30) == HistoryBudget(least: 70, most: 970))
    #expect(budget.beside(900) == HistoryBudget(least: 50, most: 500), "and half of it in any case")
    #expect(HistoryBudget.bytes(100).beside(80) == .bytes(50))
    #expect(HistoryBudget.bytes(0).beside(0) == .bytes(0))
  }

  @Test func theDefaultBudgetFitsInMemory() {
    let budget = HistoryBudget.asThePassNeeds
    #expect(budget.least > 0 && budget.least <= budget.most)
    #expect(budget.limit(whenPassHolds: 1 << 60) == budget.most)
  }

  /// The budget grows to 1.25 times the greatest number of tensor bytes that the pass holds. With this budget, the
  /// history keeps the snapshots of all layers, and dense snapshots only around the cursor.
  @Test func aGrowingHistoryKeepsTheLayersAndIsDenseAtTheCursor() throws {
    var debugger = try debugger(
      ToyEncoder.wide, profile: ToyEncoder.profile, history: HistoryBudget(least: 300_000, most: 1 << 40))
    let early = debugger.history.limit
    #expect(early == 300_000)
    while debugger.layers.records.count < 5, case .step = debugger.move(.stepInto) {}
    for _ in 0..<6 { _ = debugger.move(.stepInto) }
    #expect(debugger.history.limit > early)
    #expect(debugger.history.limit < 2 * ToyEncoder.wideLayerBytes)
    #expect(debugger.history.bytes <= debugger.history.limit)
    let entries = debugger.history.snapshots.filter { $0.kind == .layer }.map(\.clock)
    try #require(entries.count == 5)
    let dense = debugger.history.snapshots.map(\.clock)
    #expect(dense.count { $0 > entries[4] } >= 4)
    #expect(dense.count { $0 > entries[1] && $0 < entries[2] } <= 1)
  }
}
