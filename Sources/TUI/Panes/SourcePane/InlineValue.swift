import Commands
import Screen

/// A variable's value, shown at the end of the line that assigned it:
/// `scores (1,8,90,90) μ=-0.04 σ=1.3 [-6.1 ▁▂▇▅▁ 6.1]`
struct InlineValue {
  /// The value as a short text; nil for a module, because modules have no short text.
  let text: StyledText?

  init(_ variable: VariableView, _ figures: TensorFigures?, _ appearance: Appearance) {
    let style = appearance[.inlineValue]
    switch variable.value {
    case .tensor(let tensor):
      text = Self.text(variable.name, tensor, figures, appearance)
    case .container(_, _, let preview): text = StyledText("\(variable.name) = \(preview)", style)
    case .text(let value, _): text = StyledText("\(variable.name) = \(value)", style)
    case .module: text = nil
    }
  }

  private static func text(
    _ name: String, _ tensor: TensorView, _ figures: TensorFigures?, _ appearance: Appearance
  ) -> StyledText {
    let style = appearance[.inlineValue]
    guard let summary = tensor.summary ?? figures?.summary else {
      return StyledText("\(name) \(compactShape(tensor.shape))", style)
    }
    if summary.count == 1, let element = tensor.elements?.prefix(1).first {
      return StyledText("\(name) = \(NumberText.exact(element, tensor.dtype))", style)
    }
    var text = StyledText("\(name) \(compactShape(tensor.shape))", style)
    if tensor.dtype == .bool {
      let share = (summary.count - summary.zeroCount) * 100 / max(1, summary.count)
      let isMixed = summary.zeroCount > 0 && summary.zeroCount < summary.count
      text.append(isMixed ? " True \(share)%" : summary.zeroCount > 0 ? " all False" : " all True", style)
      return text
    }
    for mark in summary.healthMarks { text.append(" " + mark.text, appearance[mark.role]) }
    if summary.finiteCount > 0 {
      if tensor.dtype.isComplex { text.append(" |x|", style) }
      let (mean, deviation) = (numberText(summary.mean), numberText(summary.standardDeviation))
      text.append(appearance.glyphs == .unicode ? " μ=\(mean) σ=\(deviation)" : " mean=\(mean) dev=\(deviation)", style)
      let (low, high) = (numberText(summary.min, digits: 2), numberText(summary.max, digits: 2))
      let bars = figures?.histogram.map { " " + $0.sparkline(width: 6, appearance.glyphs) } ?? ""
      text.append(" [\(low)\(bars) \(high)]", style)
    }
    return text
  }

  /// A shape without spaces: `(1,8,90,90)`.
  private static func compactShape(_ shape: [Int]) -> String {
    "(" + shape.map(String.init).joined(separator: ",") + (shape.count == 1 ? ",)" : ")")
  }
}
