import ListingRuntime

extension PassInspection {
  /// Applies the model's output head to the output of one layer, as if this layer were the last layer. Returns one
  /// string per utterance. Evaluates `ModelProfile.readOut` on a copy of the pass.
  ///
  /// - Parameter record: the value of `LayerView.record`.
  /// - Returns: nil when the profile has no `readOut` or no `text`, no record has this ID, or the user interrupted.
  public func readOut(
    ofLayerRecord record: Int, isInterrupted: () -> Bool = { false }
  ) -> Result<[String], ListingError>? {
    guard let expression = profile?.readOut, let spelled = profile?.text,
      let record = layers.records.first(where: { $0.id == record })
    else { return nil }
    // The copy replays the pass with all interventions and edits.
    var copy = pass.scratchCopy
    if !copy.travel(to: record.clock, isInterrupted) { return nil }
    let machine = copy.machine
    let outcome = machine.evaluating(expression, frame: machine.visibleFrame, isInterrupted: isInterrupted)
    switch outcome {
    case .failure(let error): return error.isInterruption ? nil : .failure(error)
    case .success((let value, let machine)): return .success(tokenIDs(of: value, in: machine)?.map(spelled) ?? [])
    }
  }
}
