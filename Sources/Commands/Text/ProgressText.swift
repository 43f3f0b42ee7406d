import DebugEngine

/// One line about a command that is still running.
public enum ProgressText {
  /// - Parameters:
  ///   - report: the pass's position; nil if the pass has not moved since the command began.
  ///   - seconds: the time since the command began.
  public static func line(_ report: RunProgress.Report?, seconds: Double) -> String {
    var parts = [NumberText.seconds(seconds)]
    if let report {
      if let share = report.share {
        parts.append("\(report.searched == nil ? "computing again" : "searching") \(share)")
      }
      if let layer = report.layer { parts.append("layer \(layer.iteration)" + (layer.count.map { " of \($0)" } ?? "")) }
      if !report.file.isEmpty { parts.append("\(report.file):\(report.line)  \(report.operation)") }
    }
    return parts.joined(separator: "  ")
  }
}

extension RunProgress.Report {
  /// The finished fraction of a replay or search, from 0 to 1; nil if the total is unknown.
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
