import Commands
import Screen

/// Summaries and histograms of visible tensors, computed once at each stop.
struct FigureCache {
  private var figures: [String: TensorFigures] = [:]

  subscript(expression: String) -> TensorFigures? { figures[expression] }

  /// Summarizes a tensor, unless the cache already contains the expression's summary.
  mutating func count(_ tensor: TensorView?, as expression: String) {
    guard figures[expression] == nil, let elements = tensor?.elements, elements.count > 0 else { return }
    figures[expression] = TensorFigures(elements)
  }

  mutating func removeAll() { figures = [:] }
}

/// The summary and the histogram of a visible tensor.
struct TensorFigures {
  let summary: TensorSummary
  let histogram: Histogram?

  static let bins = 10

  init(_ elements: TensorElements) {
    summary = elements.summary
    histogram = elements.count > 1 ? elements.histogram(bins: Self.bins) : nil
  }
}

extension Histogram {
  func sparkline(width: Int, _ glyphs: Glyphs) -> String {
    Sparkline(counts.map(Float.init)).text(width: width, glyphs: glyphs)
  }
}

extension TensorSummary {
  /// The NaN and Inf counts: `NaN 3 -inf 2`. Empty if all elements are finite.
  var marks: String { healthMarks.filter { $0.role != .zeros }.map(\.text).joined(separator: " ") }

  /// Counts that point to a problem: `NaN 3`, `-inf 56`, `zeros 78%`. Empty if there is no such count.
  var healthMarks: [(text: String, role: Theme.Role)] {
    var marks: [(String, Theme.Role)] = []
    if nanCount > 0 { marks.append(("NaN \(NumberText.count(nanCount))", .notANumber)) }
    if positiveInfinityCount > 0 { marks.append(("inf \(NumberText.count(positiveInfinityCount))", .infinite)) }
    if negativeInfinityCount > 0 { marks.append(("-inf \(NumberText.count(negativeInfinityCount))", .infinite)) }
    if count > 1, zeroCount * 4 >= count { marks.append(("zeros \(zeroCount * 100 / count)%", .zeros)) }
    return marks
  }
}
