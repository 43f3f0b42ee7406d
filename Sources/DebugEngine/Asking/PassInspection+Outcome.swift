import ListingRuntime

/// The result of running a copy of the pass from the cursor to the end of the pass.
public struct Outcome: Sendable {
  /// Why the copy stopped: it finished, an error occurred, or the user interrupted it.
  public let reason: StopReason
  public let result: ValueView?
  /// The text that the returned tokens spell, one string per utterance; nil when the model returns no tokens.
  public let text: [String]?
  public let layers: [LayerView]
  /// The values of the given expressions just before the frame returns, in the order of the expressions.
  public let figures: [Result<ValueView, ListingError>]
}

extension PassInspection {
  /// Runs a copy of the pass to its end and ignores all breakpoints. The cursor of this pass does not move.
  ///
  /// - Parameters:
  ///   - figures: expressions to evaluate in the frame just before the frame returns. If this pass is already over, the
  ///     expressions are evaluated at its end, where `result` is the return value.
  ///   - frame: the frame that the expressions belong to; 0 is the innermost.
  public func outcome(
    figures: [String] = [], frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) -> Outcome {
    var copy = pass.scratchCopy
    let call = machineFrame(frame).map { ($0, machine.frames[$0].began, machine.frames[$0].code) }
    var found: [Result<ValueView, ListingError>]?
    func look(_ pass: Pass, _ frame: Int?) -> [Result<ValueView, ListingError>] {
      figures.map { text in
        pass.machine.evaluating(text, frame: frame, isInterrupted: isInterrupted).map {
          pass.view(of: $0.value, in: $0.machine)
        }
      }
    }
    let reason = copy.forward(isInterrupted) { pass in
      guard found == nil, !figures.isEmpty, let (index, began, code) = call, pass.machine.frames.count == index + 1,
        pass.machine.frames[index].began == began, pass.machine.frames[index].code === code,
        case .returns = pass.machine.nextEffect
      else { return nil }
      found = look(pass, index)
      return nil
    }
    if found == nil, call == nil, copy.machine.isFinished {
      var end = copy
      end.machine.setSessionName("result", to: end.machine.result)
      found = look(end, nil)
    }
    let missing = ListingError(kind: "NotReached", message: "the call did not return")
    return Outcome(
      reason: reason, result: copy.result, text: copy.text, layers: copy.layerViews,
      figures: found ?? figures.map { _ in .failure(missing) })
  }
}
