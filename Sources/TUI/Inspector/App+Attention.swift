import Commands
import Screen

/// The search for an attention that is over: its variables are gone, so it is computed again away from the screen.
struct RecallState {
  /// Goes up with every command, because each can have changed the answer.
  var question = 0
  /// The question that was answered last.
  var answered: Int?
  /// Whether somebody is at it.
  var isUnderWay = false
  /// Whether a person has asked for the picture and sees another until it is there.
  var isAwaited = false
}

extension App {
  /// Shows the stages side by side: those that are here at once, the others as soon as they have been found.
  mutating func showAttention() {
    let stages = state.inspector.attention
    if let stage = stages.last(where: { $0.tensor != nil }), let tensor = stage.tensor {
      if !state.inspector.pictures.contains(.attention) {
        state.inspector.show(tensor, as: stage.variable)
        state.inspector.isPinned = true
        state.inspector.isGone = stage.frame != state.snapshot.selectedFrame
      }
      state.inspector.picture = .attention
    } else if state.session.debugger.profile?.attention == nil {
      say("nobody has said which variables of this listing an attention is made of", .warning)
    } else {
      state.recall.isAwaited = true
      state.recall.answered = nil
      say("looking for the attention that this call has been through\(state.appearance.glyphs.ellipsis)")
    }
  }

  /// Whether stages are to be found that the calls under way no longer have.
  var wantsRecall: Bool {
    let isShown = state.inspector.picture == .attention && state.layout.place(of: .inspector) != nil
    return (isShown || state.recall.isAwaited) && state.recall.answered != state.recall.question
      && state.session.debugger.profile?.attention != nil && !state.snapshot.hasAllStages
  }

  mutating func recallAttention() -> [Effect] {
    state.recall.isUnderWay = true
    return [.recallAttention(frame: state.snapshot.selectedFrame, question: state.recall.question)]
  }

  /// After a command: while the picture is open, what it showed stays until there is something newer.
  mutating func showStages() {
    if state.inspector.picture == .attention, !state.snapshot.hasAllStages, !state.inspector.attention.isEmpty {
      return
    }
    showStagesHere()
  }

  private mutating func showStagesHere() {
    let stages = state.snapshot.attention
    let call = stages.compactMap(\.frame).first
    (state.inspector.attention, state.inspector.attentionPath) = (
      stages, state.snapshot.frames.first { $0.index == call }?.modulePath
    )
    state.inspector.isAttentionOver = false
  }

  mutating func recalled(_ recall: AttentionRecall?, _ question: Int) {
    state.recall.isUnderWay = false
    // Something has moved in between: it is asked anew.
    if question != state.recall.question { return }
    state.recall.answered = question
    let isAwaited = state.recall.isAwaited
    state.recall.isAwaited = false
    let here = state.snapshot.attention
    guard let recall else {
      if here.isEmpty { state.inspector.isAttentionOver = true } else { showStagesHere() }
      if isAwaited { say("this call has been through no attention yet: step into one, as far as its scores", .warning) }
      return
    }
    let stages = recall.stages.enumerated().map { index, stage in
      here.indices.contains(index) && here[index].tensor != nil ? here[index] : stage
    }
    (state.inspector.attention, state.inspector.attentionPath) = (stages, recall.path)
    state.inspector.isAttentionOver = true
    let isLost = state.inspector.isGone && stages.contains { $0.variable == state.inspector.expression }
    if isAwaited || isLost, let stage = stages.last(where: { $0.tensor != nil }), let tensor = stage.tensor {
      state.inspector.show(tensor, as: stage.variable)
      (state.inspector.isPinned, state.inspector.isGone) = (true, stage.frame != state.snapshot.selectedFrame)
    }
    if isAwaited {
      state.inspector.picture = .attention
      say("")
    }
  }
}

extension StopSnapshot {
  /// Whether the calls under way have all stages of an attention.
  fileprivate var hasAllStages: Bool { !attention.isEmpty && attention.allSatisfy { $0.tensor != nil } }
}
