import ListingRuntime

extension Debugger {
  /// What the model's head would say if a layer were the last one, a text an utterance: `ModelProfile.readOut`, computed
  /// where the pass stood after that layer. Nothing of this debugger changes.
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
    var machine = history.snapshot(atOrBefore: record.clock).machine
    while machine.clock < record.clock {
      if isInterrupted() { return nil }
      do throws(ListingError) { try machine.step() } catch {
        return error.isInterruption ? nil : .failure(error)
      }
    }
    let outcome = machine.evaluating(expression, frame: machine.visibleFrame, isInterrupted: isInterrupted)
    switch outcome {
    case .failure(let error): return error.isInterruption ? nil : .failure(error)
    case .success((let value, let machine)): return .success(Self.tokens(of: value, in: machine)?.map(spelled) ?? [])
    }
  }
}
