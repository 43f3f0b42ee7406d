import Commands
import Screen

/// The search for an attention whose frames have returned. Another thread computes the attention's stages again.
struct AttentionSearch {
  /// The number of the current query. Every command increases the number, because every command can change the answer.
  var query = 0
  /// The number of the last answered query; nil before the first answer.
  var answered: Int?
  var isUnderWay = false
  /// Whether the user asked for the attention picture. Another picture is shown until the search ends.
  var isAwaited = false
}

extension InspectorPane {
  /// Shows the stages side by side. If no stage has a value, requests a search for the last attention that the selected
  /// frame has computed.
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

  /// Whether a search runs.
  var isRecalling: Bool { search.isUnderWay }

  /// Starts a search and returns its query number; nil when no search is needed.
  mutating func beginRecall(_ snapshot: StopSnapshot, _ session: Session, isInSight: Bool) -> Int? {
    let isShown = picture == .attention && isInSight
    guard isShown || search.isAwaited, search.answered != search.query,
      session.debugger.profile?.attention != nil, !snapshot.hasAllStages
    else { return nil }
    search.isUnderWay = true
    return search.query
  }

  /// Updates the stages after a command. While the attention picture is open, the old stages stay until a search has
  /// found new stages.
  mutating func refreshStages(_ snapshot: StopSnapshot) {
    search.query += 1
    if picture != .attention || snapshot.hasAllStages || attention.isEmpty { showStages(snapshot) }
  }

  private mutating func showStages(_ snapshot: StopSnapshot) {
    attention = snapshot.attention
    let call = attention.compactMap(\.frame).first
    attentionPath = snapshot.frames.first { $0.index == call }?.modulePath
    isAttentionOver = false
  }

  /// Shows the stages that a search found. `found` is nil when the search found no attention.
  mutating func endRecall(_ found: AttentionRecall?, _ query: Int, _ snapshot: StopSnapshot) -> [PaneRequest] {
    search.isUnderWay = false
    // A command ran during the search, so the answer is out of date: drop it. A later update starts the next search.
    if query != search.query { return [] }
    search.answered = query
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
  /// Whether the frames on the call stack contain all stages of an attention.
  fileprivate var hasAllStages: Bool { !attention.isEmpty && attention.allSatisfy { $0.tensor != nil } }
}
