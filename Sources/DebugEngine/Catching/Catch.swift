/// An event at a tensor operation at which a person wants to stop, whichever operation it is.
public struct Catch: Sendable, Hashable {
  public let event: Event
  /// Only operations of modules whose paths fit, and of modules below them: `encoder.encoders.*`.
  public let within: String?

  public enum Event: Sendable, Hashable {
    case notANumber
    case infinity
    /// An error of the listing.
    case error
    /// A statistic of what an operation gives.
    case statistic(Statistic, Relation, Double)
  }

  /// How the two sides of a comparison may stand to each other.
  public enum Relation: String, Sendable, Hashable, CaseIterable {
    case greaterOrEqual = ">=", lessOrEqual = "<=", equal = "==", notEqual = "!=", greater = ">", less = "<"

    func holds(_ a: Double, _ b: Double) -> Bool {
      switch self {
      case .greater: a > b
      case .greaterOrEqual: a >= b
      case .less: a < b
      case .lessOrEqual: a <= b
      case .equal: a == b
      case .notEqual: a != b
      }
    }
  }
}

/// A figure that one look over a tensor gives.
public enum Statistic: String, Sendable, Hashable, CaseIterable {
  case absmax, min, max, mean, std, nan, inf, zeros

  /// Nil for a figure of finite elements where there are none.
  public func value(of summary: TensorSummary) -> Double? {
    switch self {
    case .absmax: summary.min.flatMap { low in summary.max.map { Swift.max(abs(low), abs($0)) } }
    case .min: summary.min
    case .max: summary.max
    case .mean: summary.mean
    case .std: summary.standardDeviation
    case .nan: Double(summary.nanCount)
    case .inf: Double(summary.infinityCount)
    case .zeros: Double(summary.zeroCount)
    }
  }
}

extension Catch {
  /// `nan`, `inf in encoder.encoders.*`, `absmax > 1e4`.
  init(_ text: String) throws(BreakpointProblem) {
    var event = text.trimmingBlanks
    var within: String?
    if let range = event.range(of: " in ") {
      within = event[range.upperBound...].trimmingBlanks
      event = event[..<range.lowerBound].trimmingBlanks
    }
    if within?.isEmpty == true || within?.contains(" ") == true { throw .badCatch(text) }
    self.within = within
    switch event.lowercased() {
    case "nan": self.event = .notANumber
    case "inf", "infinity": self.event = .infinity
    case "error", "exception": self.event = .error
    default:
      let relation = Relation.allCases.lazy.compactMap { relation in
        event.range(of: relation.rawValue).map { (relation, $0) }
      }.first
      guard let (relation, range) = relation, let number = Double(event[range.upperBound...].trimmingBlanks),
        !number.isNaN
      else {
        throw .badCatch(text)
      }
      let name = event[..<range.lowerBound].trimmingBlanks
      guard let statistic = Statistic(rawValue: name) else {
        throw .unknownStatistic(name, nearest: nearest(name, among: Statistic.allCases.map(\.rawValue)))
      }
      self.event = .statistic(statistic, relation, number)
    }
  }

  /// As it is written.
  public var text: String {
    let event =
      switch self.event {
      case .notANumber: "nan"
      case .infinity: "inf"
      case .error: "error"
      case .statistic(let statistic, let relation, let number):
        "\(statistic.rawValue) \(relation.rawValue) \(Self.text(of: number))"
      }
    return event + (within.map { " in \($0)" } ?? "")
  }

  private static func text(of number: Double) -> String {
    Int(exactly: number).map { abs($0) < 1_000_000_000 ? String($0) : "\(number)" } ?? "\(number)"
  }
}

extension String {
  fileprivate func range(of part: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}

/// What a catch has caught: the cursor stands just after the operation.
public struct CatchReport: Sendable {
  public let id: Int
  public let caught: Catch
  public let operation: OperationView
  public let cause: Cause
  /// Why the catch's condition could not be computed.
  public internal(set) var conditionError: ListingError?

  public enum Cause: Sendable {
    /// The operation made them: no operand had one.
    ///
    /// - count: how many there are; index: where the first is; explanation: why, where that can be told.
    case made(Oddity, count: Int, index: [Int], explanation: String?)
    /// They were in a weight or an input, which the operation is the first to take.
    ///
    /// - path: `encoder.encoders.0.self_attn.linear_q.weight`; index: where in it the first is.
    case entered(Oddity, path: String, count: Int, index: [Int])
    case statistic(Statistic, Double)
  }

  public enum Oddity: Sendable, Hashable { case notANumber, infinity }
}
