import Commands
import Screen
import TestSupport
import Testing

@testable import TUI

/// The inspector finds the stages of an attention that has returned. The pass does not change.
@Suite struct AttentionRecallTests {
  private func player() throws -> Player { try Player(120, 40, session: attentionSession()) }

  /// The first 5000 elements of each stage.
  private func numbers(_ stages: [AttentionStageView]) -> [[Double]] {
    stages.map { stage in stage.tensor?.elements?.prefix(5000).map { Double($0.float) } ?? [] }
  }

  @Test func recalledStagesEqualTheLiveOnes() throws {
    var player = try player()
    player.type(":break 17", "Enter", "c", "c", ":delete", "Enter")
    #expect(player.app.state.snapshot.frame?.line == 17)
    let live = numbers(player.app.state.snapshot.attention)
    #expect(live.count == 5 && live.allSatisfy { $0.count == 3600 })

    // Returns to the function that called the attention.
    player.type("f", "f", "n")
    #expect(player.app.state.snapshot.frame?.function == "Encoder.forward")
    #expect(player.app.state.snapshot.attention.isEmpty)
    let before = player.app.state.snapshot.timeline
    player.type("5", "a")
    let inspector = player.app.state.panes.inspector
    #expect(inspector.picture == .attention && inspector.isGone)
    #expect(numbers(inspector.attention) == live)
    #expect(inspector.attention.map(\.title) == ["content", "position", "sum", "masked", "softmax"])
    #expect(inspector.attentionPath == "encoders.1")
    #expect(player.text.contains("encoders.1"))
    #expect(player.app.state.snapshot.timeline == before)
    #expect(differenceFromGolden(player.picture.golden, "inspector/recalled stages 120x40") == nil)
    player.type(":[0,2,5,7]", "Enter")
    #expect(player.text.contains("entropy") && player.text.contains("row sum"))
  }

  /// The inspector's picture follows the cursor into the next attention and out of it.
  @Test func thePictureFollowsTheCursor() throws {
    var player = try player()
    player.type("5", "a")
    #expect(player.text.contains("no attention yet"))
    player.type(":goto layer 2", "Enter", "n", "a")
    #expect(player.app.state.panes.inspector.attentionPath == "encoders.1")
    let second = numbers(player.app.state.panes.inspector.attention)

    player.type(":break 15", "Enter", "c", ":delete", "Enter")
    #expect(player.app.state.snapshot.frame?.line == 15)
    var state = player.app.state.panes.inspector
    #expect(state.attentionPath == "encoders.2" && !state.isAttentionOver)
    #expect(state.attention.map { $0.tensor == nil } == [false, false, false, false, true])
    player.type("n", "f", "f", "n")
    state = player.app.state.panes.inspector
    #expect(state.picture == .attention && state.attentionPath == "encoders.2" && state.isAttentionOver)
    #expect(state.attention.allSatisfy { $0.tensor != nil } && numbers(state.attention) != second)

    // After the steps back, the inspector shows the attention of the previous layer again.
    player.type("N", "N", "N")
    #expect(player.app.state.panes.inspector.attentionPath == "encoders.1")
    #expect(numbers(player.app.state.panes.inspector.attention) == second)
  }

  /// After the pass, the inspector finds the last attention of the pass.
  @Test func afterThePassTheLastOneIsFound() throws {
    var player = try player()
    player.type("c", "5", "a")
    #expect(player.app.state.snapshot.isFinished)
    #expect(player.app.state.panes.inspector.attentionPath == "encoders.2")
  }

  @Test func anInterruptedSearchFindsNothing() throws {
    var player = try player()
    player.type(":goto layer 3", "Enter", "n")
    let debugger = player.app.session.debugger
    #expect(debugger.attentionBefore() != nil)
    #expect(debugger.attentionBefore { true } == nil)
  }

  /// If the model declares no stages, the inspector shows a message.
  @Test func withoutDeclaredStagesThereIsAMessage() throws {
    var player = try Player(120, 40)
    player.type("5", "a")
    #expect(player.text.contains("does not declare"))
  }
}
