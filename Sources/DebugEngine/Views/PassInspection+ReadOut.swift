import ListingRuntime

extension PassInspection {
  /// What the model's head would say if a layer were the last one, a text an utterance: `ModelProfile.readOut`, computed
  /// where the pass stood after that layer. Computed on a copy.
  ///
  /// - Parameters:
  ///   - record: `LayerView.record` of the layer.
  /// - Returns: nil when nobody has said how to read out, the layer is not known (any more), or it was interrupted.
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
