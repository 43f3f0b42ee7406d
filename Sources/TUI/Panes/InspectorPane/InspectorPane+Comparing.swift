import Commands
import Screen

/// The comparison of the inspected tensor with another tensor.
struct InspectorComparison {
  enum Reference: Hashable {
    /// The inspected expression at the previous stop.
    case stopBefore
    case expression(String)
    /// The inspected expression at the same line of another layer. Layers are counted from 1.
    case layer(Int)
  }

  /// The elements to show: one of the two tensors, or their difference.
  enum Side: Hashable, CaseIterable {
    case difference, other, own
  }

  let reference: Reference
  var side = Side.difference
  let result: Result<TensorComparison, ComparisonProblem>

  init(_ own: TensorView, _ reference: Reference, _ other: Result<TensorView, ComparisonProblem>) {
    self.reference = reference
    result = other.flatMap { other in
      guard let first = own.elements, let second = other.elements else { return .failure(.noTensor("it")) }
      do throws(ComparisonProblem) { return .success(try first.compared(with: second)) } catch {
        return .failure(error)
      }
    }
  }

  /// The other tensor or the difference; nil when the inspected tensor's own elements are shown.
  var shown: TensorElements? {
    guard case .success(let comparison) = result else { return nil }
    switch side {
    case .difference: return comparison.difference
    case .other: return comparison.other
    case .own: return nil
    }
  }

  var name: String {
    switch reference {
    case .stopBefore: "the previous stop"
    case .expression(let text): text
    case .layer(let number): "layer \(number)"
    }
  }

  mutating func nextSide() {
    side = side.next
  }

  /// The comparison in one line:
  /// `difference from layer 2: max 0.0123 at [0, 1, 3, 4], relative 1.2e-03, cosine 0.9998`
  func line(_ appearance: Appearance) -> StyledText {
    switch result {
    case .failure(let problem): return StyledText("no comparison: \(problem)", appearance[.warning])
    case .success(let comparison):
      let what =
        switch side {
        case .difference: "difference from \(name)"
        case .other: "\(name) itself"
        case .own: "this tensor, not \(name)"
        }
      var line = StyledText(what + ": ", appearance[.active])
      let figures = comparison.figures
      if figures.maxDifference == 0, figures.nonFiniteAgree {
        line.append("equal", appearance[.healthy])
        return line
      }
      line.append("max \(NumberText.short(figures.maxDifference))", appearance[.value].bold)
      if let place = figures.maxDifferenceIndex {
        line.append(" at [" + place.map(String.init).joined(separator: ", ") + "]", appearance[.value])
      }
      line.append(", relative \(NumberText.short(figures.relativeDifference, digits: 2))", appearance[.value])
      if let cosine = figures.cosine {
        line.append(", cosine \(NumberText.short(cosine, digits: 6))", appearance[.value])
      }
      if figures.nanMismatches > 0 {
        line.append(", NaN in one \(NumberText.count(figures.nanMismatches))", appearance[.notANumber])
      }
      if figures.infinityMismatches > 0 {
        line.append(", inf in one \(NumberText.count(figures.infinityMismatches))", appearance[.infinite])
      }
      return line
    }
  }
}

extension InspectorPane {
  mutating func compareWithStopBefore(_ context: PaneContext) -> [PaneRequest] {
    if comparison?.reference == .stopBefore {
      comparison = nil
      return []
    }
    return compareWithStopBefore(context.session)
  }

  private mutating func compareWithStopBefore(_ session: Session) -> [PaneRequest] {
    guard let expression else { return [] }
    let other = Result { () throws(ComparisonProblem) in
      try session.debugger.valueBefore(expression, frame: session.selectedFrame)
    }
    return compare(with: .stopBefore, other)
  }

  /// Compares the inspected tensor with `other`. If `other` is a failure, shows the failure.
  mutating func compare(
    with reference: InspectorComparison.Reference, _ other: Result<TensorView, ComparisonProblem>
  ) -> [PaneRequest] {
    guard let tensor else { return [] }
    let side = comparison?.side ?? .difference
    var new = InspectorComparison(tensor, reference, other)
    new.side = side
    comparison = new
    guard case .failure(let problem) = new.result else { return [] }
    // A comparison with the previous stop may succeed at a later stop, so keep it. Other comparisons end when they
    // fail.
    if reference != .stopBefore { comparison = nil }
    return [.say("no comparison: \(problem)", .failure)]
  }

  /// Repeats the comparison after a command.
  mutating func refreshComparison(_ snapshot: StopSnapshot, _ session: Session) -> [PaneRequest] {
    switch comparison?.reference {
    case .stopBefore: return compareWithStopBefore(session)
    case .expression(let text):
      let value =
        snapshot.values[text]?.mapError { .failed($0) }
        ?? session.debugger.value(
          for: Look(expression: text, frame: snapshot.selectedFrame, purpose: .comparison))
      return compare(with: .expression(text), value.tensor(of: text))
    // Comparing with a layer needs a replay: wait until the user asks again.
    case .layer: comparison = nil
    case nil: break
    }
    return []
  }
}
