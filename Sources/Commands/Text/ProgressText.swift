import DebugEngine

/// What is said of a command while it takes its time, in one line.
public enum ProgressText {
  /// - Parameters:
  ///   - report: where the pass is; nil while nothing of it has moved since the command began.
  ///   - seconds: since then.
  public static func line(_ report: RunProgress.Report?, seconds: Double) -> String {
    var parts = [NumberText.seconds(seconds)]
    if let report {
      if let share = report.share {
        parts.append("\(report.searched == nil ? "computing again" : "searching") \(share)")
      }
      if let layer = report.layer { parts.append("layer \(layer.turn)" + (layer.count.map { " of \($0)" } ?? "")) }
      if !report.file.isEmpty { parts.append("\(report.file):\(report.line)  \(report.operation)") }
    }
    return parts.joined(separator: "  ")
  }
}

extension RunProgress.Report {
  /// How far a way back has come, as a bar and a figure; nil when there is no end of it that is known.
  private var shareDone: Double? {
    if let searched { return max(0, min(searched, 1)) }
    guard let journey, !journey.isEmpty else { return nil }
    return max(0, min(Double(clock - journey.lowerBound) / Double(journey.count), 1))
  }

  fileprivate var share: String? {
    shareDone.map { done in
      let full = Int((done * 20).rounded(.down))
      return "[" + String(repeating: "#", count: full) + String(repeating: ".", count: 20 - full)
        + "] \(Int(done * 100))%"
    }
  }
}
