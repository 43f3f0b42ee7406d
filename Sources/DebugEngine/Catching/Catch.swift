/// The event that a catchpoint stops at, and the modules in which the event counts.
public struct Catch: Sendable, Hashable {
  public let event: Event
  /// A pattern of module paths: `encoder.encoders.*`. The event counts only in matching modules and their submodules.
  /// If nil, the event counts everywhere.
  public let within: String?

  public enum Event: Sendable, Hashable {
    case notANumber
    case infinity
    /// The listing raises an error.
    case error
    /// A statistic of an operation's result fulfils a condition: `absmax > 1e4`.
    case statistic(Statistic, Relation, Double)
  }

  /// A comparison operator in a condition.
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

/// A statistic that a catchpoint can test, computed from a tensor's summary.
public enum Statistic: String, Sendable, Hashable, CaseIterable {
  case absmax, min, max, mean, std, nan, inf, zeros

  /// The statistic's value; nil when the statistic needs finite elements and the tensor has none.
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
  /// Parses a catchpoint's text: `nan`, `inf in encoder.encoders.*`, `absmax > 1e4`.
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

  /// The catchpoint in the syntax that the user types.
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

/// A catchpoint that stopped the pass because the listing raised an error and caught it.
public struct ErrorCatch: Sendable {
  public let id: Int
  /// The error of the catchpoint's condition; nil when the condition could be evaluated.
  public let conditionError: ListingError?

  public init(id: Int, conditionError: ListingError? = nil) {
    self.id = id
    self.conditionError = conditionError
  }
}

/// The report of a catchpoint that stopped the pass. The cursor is just after `operation`.
public struct CatchReport: Sendable {
  public let id: Int
  public let caught: Catch
  public let operation: OperationView
  public let cause: Cause
  /// The error of the catchpoint's condition; nil when the condition could be evaluated.
  public internal(set) var conditionError: ListingError?

  public enum Cause: Sendable {
    /// The operation computed NaN from operands without NaN, or Inf from operands without Inf.
    ///
    /// - count: the number of NaN or Inf elements. index: the first of these elements. explanation: how the operands
    ///   produce NaN or Inf; nil when the operands do not show this.
    case made(Oddity, count: Int, index: [Int], explanation: String?)
    /// A weight or an input contains NaN or Inf, and this operation is the first to use it.
    ///
    /// - path: the tensor's path, such as `encoder.encoders.0.self_attn.linear_q.weight`. count: the number of NaN or
    ///   Inf elements. index: the first of these elements.
    case entered(Oddity, path: String, count: Int, index: [Int])
    case statistic(Statistic, Double)
  }

  public enum Oddity: Sendable, Hashable { case notANumber, infinity }
}
