import Testing

@testable import DebugEngine

/// Moving to a stop or a layer by its number, the cells of the timeline, and the views of layers and modules.
@Suite struct GoingTests {
  private static let profile = ModelProfile(
    title: "toy", layerLoop: ToyEncoder.loop,
    text: { $0.map(String.init).joined(separator: "+") }, readOut: "[[int(x) for x in row] for row in xs.tolist()]")

  private func encoder() throws -> Debugger { try debugger(ToyEncoder.small, profile: Self.profile) }

  @Test func gotoLayerWorksInBothDirections() throws {
    var debugger = try encoder()
    for (layer, place) in [(2, "Encoder.forward:16"), (3, "Encoder.forward:16"), (1, "Encoder.forward:16")] {
      let outcome = debugger.go(toLayer: layer)
      let reason = try #require(outcome)
      #expect(debugger.place(after: reason) == place)
      #expect(debugger.layerPosition?.iteration == layer)
    }
    for layer in [4, 0] {
      let outcome = debugger.go(toLayer: layer)
      #expect(outcome?.name == nil)
    }
    _ = debugger.move(.continue)
    #expect(debugger.isFinished)
    let beyond = debugger.go(toLayer: 4)
    #expect(beyond?.name == nil)
    let back = debugger.go(toLayer: 2)
    #expect(back?.name == "step")
    #expect(debugger.layerPosition?.iteration == 2)
  }

  @Test func beforeTheLoopNoLayerHasRun() throws {
    var debugger = try encoder()
    let outside = debugger.timeline.clock
    _ = debugger.go(toLayer: 2)
    while debugger.layerPosition != nil { _ = debugger.move(.stepInto, .backward) }
    #expect(debugger.timeline.clock > outside)
    // The debugger counts the items of the layer loop's iterable, so it also knows the layers that have not run yet.
    #expect(debugger.layerViews.map(\.number) == [0, 1, 2, 3])
    #expect(debugger.layerViews.dropFirst().allSatisfy { $0.state == .coming })
  }

  /// Before the layer loop begins, the number of layers is unknown. If the requested layer or stop does not exist, the
  /// cursor does not move.
  @Test func aMissingLayerLeavesTheCursorInPlace() throws {
    var debugger = try encoder()
    let (place, clock) = (debugger.place(after: .step), debugger.timeline.clock)
    #expect(throws: DestinationProblem.noLayer(9, count: 3)) { try debugger.go(to: .layer(9)) }
    #expect(debugger.place(after: .step) == place && debugger.timeline.clock == clock)
    #expect(throws: DestinationProblem.beyondEnd(stops: debugger.timeline.knownStops)) {
      try debugger.go(to: .stop(100_000))
    }
    #expect(debugger.timeline.clock == clock && debugger.timeline.knowsEnd)
  }

  @Test func breakpointsStopOnTheWayToALayer() throws {
    var debugger = try encoder()
    _ = try debugger.addBreakpoint(at: "encoders.0")
    let outcome = debugger.go(toLayer: 3)
    let reason = try #require(outcome)
    #expect(debugger.place(after: reason) == "Layer.forward:6 breakpoint 1")
  }

  /// `go(toStop:)` reaches every stop in any order. The stop has the same location and clock as on the way forward.
  @Test func gotoStopReachesEveryStop() throws {
    var debugger = try encoder()
    var places = ["\(debugger.place(after: .step)) \(debugger.timeline.clock)"]
    let first = debugger.timeline.stop
    while case .step = debugger.move(.stepInto) {
      places.append("\(debugger.place(after: .step)) \(debugger.timeline.clock)")
    }
    #expect(places.count > 12)
    for step in 0..<places.count {
      let index = step * 5 % places.count
      let reason = debugger.go(toStop: first + index)
      #expect(reason.name == "step")
      #expect("\(debugger.place(after: .step)) \(debugger.timeline.clock)" == places[index])
      let stop = try #require(debugger.stop(first + index))
      #expect("\(stop.function):\(stop.line) \(stop.clock)" == places[index])
      #expect(stop.layer == debugger.layerPosition?.iteration || stop.layer == nil && stop.line == 15)
    }
    _ = debugger.go(toStop: 100_000)
    #expect(debugger.timeline.stop == debugger.timeline.knownStops)
    _ = debugger.go(toStop: -3)
    #expect(debugger.timeline.stop == 1)
    #expect(debugger.stop(0) == nil)
    #expect(debugger.stop(100_000) == nil)
  }

  @Test(arguments: [0, 1, 3, 7, 500]) func theTrackHasEveryStopOnce(_ cells: Int) throws {
    var debugger = try encoder()
    _ = debugger.move(.continue)
    let track = debugger.timelineCells(cells)
    let known = debugger.timeline.knownStops
    #expect(track.count == min(cells, known))
    #expect(track.flatMap(\.stops) == (cells == 0 ? [] : Array(1...known)))
    if cells >= known {
      #expect(track.map(\.depth) == (1...known).map { debugger.stop($0)?.depth })
      #expect(track.first?.hasSnapshot == true)
    }
    #expect(debugger.layerEntries.map(\.layer) == [1, 2, 3])
    for (layer, stop) in debugger.layerEntries { #expect(debugger.stop(stop + 1)?.layer == layer) }
  }

  @Test func layersAreReadOut() throws {
    var debugger = try encoder()
    _ = debugger.move(.continue)
    let clock = debugger.timeline.clock
    let said = debugger.layerViews.map { layer in
      layer.record.flatMap { debugger.readOut(ofLayerRecord: $0) }.map { (try? $0.get())?.joined() ?? "error" } ?? "-"
    }
    #expect(said == ["1+1", "2+2", "4+4", "8+8"])
    #expect(debugger.timeline.clock == clock)
    #expect(debugger.readOut(ofLayerRecord: 4, isInterrupted: { true }) == nil)
    #expect(debugger.readOut(ofLayerRecord: 99) == nil)
  }

  @Test func modulesShowTheirParameters() throws {
    let debugger = try debugger(
      """
      from torch import nn

      class Block(nn.Module):
          def __init__(self):
              super().__init__()
              self.proj = nn.Linear(3, 2)
              self.norm = nn.BatchNorm1d(2)

      class Model(nn.Module):
          def __init__(self):
              super().__init__()
              self.blocks = nn.ModuleList([Block(), Block()])
              self.scale = nn.Linear(2, 1, bias=False)

      model = Model()

      def main():
          return 1
      """)
    let modules = debugger.moduleViews.map { module in
      "\(module.path) \(module.typeName) \(module.parameterCount)"
        + module.parameters.map { " \($0.name)\($0.shape)\($0.isBuffer ? "b" : "")" }.joined()
    }
    #expect(
      modules.prefix(4) == [
        " Model 26", "blocks ModuleList 24", "blocks.0 Block 12", "blocks.0.proj Linear 8 weight[2, 3] bias[2]",
      ])
    #expect(modules.last == "scale Linear 2 weight[1, 2]")
  }
}
