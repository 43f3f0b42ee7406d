import Commands
import Screen

/// The search for an attention whose calls have returned. Another thread computes the attention again.
struct AttentionSearch {
  /// Increased by every command, because each can change the answer.
  var question = 0
  /// The question that was answered last.
  var answered: Int?
  var isUnderWay = false
  /// Whether the user has requested this picture and sees another one until the search ends.
  var isAwaited = false
}

extension InspectorPane {
  /// Shows the stages side by side. Stages whose frame has returned are searched for first.
  mutating func showAttention(_ context: PaneContext) -> [PaneRequest] {
    if let stage = attention.last(where: { $0.tensor != nil }), let tensor = stage.tensor {
      if !pictures.contains(.attention) {
        show(tensor, as: stage.variable)
        (isPinned, isGone) = (true, stage.frame != context.snapshot.selectedFrame)
      }
      picture = .attention
      return []
    }
    if context.session.debugger.profile?.attention == nil {
      return [.say("this model does not declare which variables are the stages of its attention", .warning)]
    }
    (search.isAwaited, search.answered) = (true, nil)
    return [.say("searching for the last attention that this frame computed\(context.appearance.glyphs.ellipsis)")]
  }

  /// Whether a search is under way.
  var isRecalling: Bool { search.isUnderWay }

  /// The number of the search to start now; nil when none is needed.
  mutating func beginRecall(_ snapshot: StopSnapshot, _ session: Session, isInSight: Bool) -> Int? {
    let isShown = picture == .attention && isInSight
    guard isShown || search.isAwaited, search.answered != search.question,
      session.debugger.profile?.attention != nil, !snapshot.hasAllStages
    else { return nil }
    search.isUnderWay = true
    return search.question
  }

  /// Updates the stages after a command. While their picture is open, the old stages stay until new ones are found.
  mutating func refreshStages(_ snapshot: StopSnapshot) {
    search.question += 1
    if picture != .attention || snapshot.hasAllStages || attention.isEmpty { showStages(snapshot) }
  }

  private mutating func showStages(_ snapshot: StopSnapshot) {
    attention = snapshot.attention
    let call = attention.compactMap(\.frame).first
    attentionPath = snapshot.frames.first { $0.index == call }?.modulePath
    isAttentionOver = false
  }

  /// Shows what a search has found; nil means that there is no attention.
  mutating func endRecall(_ found: AttentionRecall?, _ question: Int, _ snapshot: StopSnapshot) -> [PaneRequest] {
    search.isUnderWay = false
    // The cursor has moved in between: the search starts again.
    if question != search.question { return [] }
    search.answered = question
    let isAwaited = search.isAwaited
    search.isAwaited = false
    let here = snapshot.attention
    guard let found else {
      if here.isEmpty { isAttentionOver = true } else { showStages(snapshot) }
      let text = "this frame has computed no attention yet: step into one, up to its scores"
      return isAwaited ? [.say(text, .warning)] : []
    }
    attention = found.stages.enumerated().map { index, stage in
      here.indices.contains(index) && here[index].tensor != nil ? here[index] : stage
    }
    (attentionPath, isAttentionOver) = (found.path, true)
    let isLost = isGone && attention.contains { $0.variable == expression }
    if isAwaited || isLost, let stage = attention.last(where: { $0.tensor != nil }), let tensor = stage.tensor {
      show(tensor, as: stage.variable)
      (isPinned, isGone) = (true, stage.frame != snapshot.selectedFrame)
    }
    guard isAwaited else { return [] }
    picture = .attention
    return [.say("")]
  }
}

extension StopSnapshot {
  /// Whether the frames of the call stack have all stages of an attention.
  fileprivate var hasAllStages: Bool { !attention.isEmpty && attention.allSatisfy { $0.tensor != nil } }
}
