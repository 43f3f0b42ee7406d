import Commands

/// A statistic of a layer's output.
enum LayerStatistic: CaseIterable {
  case rootMeanSquare, mean, deviation, least, greatest, greatestMagnitude, zeros, notFinite

  /// The statistic's name on the screen.
  var name: String {
    switch self {
    case .rootMeanSquare: "rms"
    case .mean: "mean"
    case .deviation: "std"
    case .least: "min"
    case .greatest: "max"
    case .greatestMagnitude: "absmax"
    case .zeros: "zeros"
    case .notFinite: "NaN+Inf"
    }
  }

  /// The statistic of a summary; nil if no element is finite.
  func value(of summary: TensorSummary) -> Double? {
    switch self {
    case .rootMeanSquare:
      guard let mean = summary.mean, let deviation = summary.standardDeviation else { return nil }
      return (mean * mean + deviation * deviation).squareRoot()
    case .mean: return summary.mean
    case .deviation: return summary.standardDeviation
    case .least: return summary.min
    case .greatest: return summary.max
    case .greatestMagnitude: return summary.min.flatMap { low in summary.max.map { Swift.max(abs(low), abs($0)) } }
    case .zeros: return summary.count == 0 ? nil : Double(summary.zeroCount) / Double(summary.count)
    case .notFinite: return Double(summary.nanCount + summary.infinityCount)
    }
  }
}
