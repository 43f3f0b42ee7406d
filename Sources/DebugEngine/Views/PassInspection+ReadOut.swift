import ListingRuntime

extension PassInspection {
  /// The text that the model's output head returns when a layer is taken for the last one, one string per utterance:
  /// `ModelProfile.readOut`, evaluated on a copy after that layer.
  ///
  /// - Parameter record: `LayerView.record` of the layer.
  /// - Returns: nil when the profile has no such expression, the layer is not known, or the user interrupted.
  public func readOut(
    ofLayerRecord record: Int, isInterrupted: () -> Bool = { false }
  ) -> Result<[String], ListingError>? {
    guard let expression = profile?.readOut, let spelled = profile?.text,
      let record = layers.records.first(where: { $0.id == record })
    else { return nil }
    // Replayed with all changes of the pass.
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
