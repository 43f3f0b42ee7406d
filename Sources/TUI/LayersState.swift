import Commands

/// How the layers are shown.
struct LayersState {
  var list = ListState()
  var statistic = LayerStatistic.rootMeanSquare
  /// Whether the head reads out each layer.
  var isTranscribed = false
  /// Whether somebody is at it.
  var isTranscribing = false
  /// What it said, by `LayerView.record`.
  var transcripts: [Int: Transcript] = [:]

  /// Layers that the head is still to read out.
  func missing(of layers: [LayerView]) -> [Int] {
    isTranscribed ? layers.compactMap(\.record).filter { transcripts[$0] == nil } : []
  }
}

/// What the head made of a layer's output.
public enum Transcript: Sendable, Hashable {
  /// A text an utterance.
  case said([String])
  /// Why there is none.
  case failed(String)

  var text: String {
    switch self {
    case .said(let texts): texts.joined(separator: " / ")
    case .failed(let reason): reason
    }
  }
}

/// A figure of a layer's output.
enum LayerStatistic: CaseIterable {
  case rootMeanSquare, mean, deviation, least, greatest, greatestMagnitude, zeros, notFinite

  /// As the column is called.
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

  /// Nil where no element is finite.
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

  var next: LayerStatistic {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}
