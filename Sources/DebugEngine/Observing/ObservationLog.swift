import ListingRuntime
import ListingSyntax
import Tensors

/// What was noted of each tensor operation the moment it ran.
struct ObservationLog: Sendable {
  struct Record: Sendable {
    /// The machine's clock after the operation.
    let clock: Int
    let name: String
    let code: Code
    let line: Int
    let range: SourceRange
    let modulePath: String?
    let shape: [Int]
    /// Of the first result.
    let summary: TensorSummary
  }

  private(set) var records: [Record] = []
  /// Whether nothing between the beginning of the pass and what is known of it was left out.
  private(set) var isComplete = true

  /// Operations beyond so many are not noted: a listing may have a loop of its own making.
  private static let limit = 200_000

  mutating func note(_ passed: Debugger.Passed, _ summary: TensorSummary) {
    let operation = passed.operation
    guard let first = operation.results.first, records.count < Self.limit else {
      isComplete = false
      return
    }
    let record = Record(
      clock: passed.clock, name: operation.name, code: operation.code, line: operation.line, range: operation.range,
      modulePath: operation.modulePath, shape: first.shape, summary: summary)
    // A pass goes forward, mostly.
    if records.last.map({ $0.clock < passed.clock }) ?? true { return records.append(record) }
    let index = count(before: passed.clock)
    if records.indices.contains(index), records[index].clock == passed.clock { return }
    records.insert(record, at: index)
  }

  /// Says that instructions were run unseen.
  mutating func missed() { isComplete = false }

  mutating func forget(after clock: Int) { records.removeSubrange(count(before: clock + 1)...) }

  /// How many records lie before the clock.
  func count(before clock: Int) -> Int {
    var low = 0
    var high = records.count
    while low < high {
      let middle = (low + high) / 2
      if records[middle].clock < clock { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The records of a stretch of the pass.
  func records(in range: Range<Int>) -> ArraySlice<Record> {
    records[count(before: range.lowerBound)..<count(before: range.upperBound)]
  }
}

/// A tensor operation that the pass went by, as it was noted when it ran.
public struct ObservedOperation: Sendable {
  /// `softmax`, `@`, `Linear`, `[]`.
  public let name: String
  public let file: SourceFile
  public let line: Int
  public let range: SourceRange
  /// `RelPositionMultiHeadedAttention.forward`.
  public let function: String
  public let modulePath: String?
  /// Of what it gave; of several the first.
  public let shape: [Int]
  public let summary: TensorSummary
  /// The machine's clock after it: `go(to: .clock(…))` goes there.
  public let clock: Int
}

extension Debugger {
  /// The last operations before the cursor, oldest first, of those that were observed.
  public func observedOperations(_ limit: Int) -> [ObservedOperation] {
    let count = observations.count(before: machine.clock + 1)
    return observations.records[max(0, count - max(0, limit))..<count].map(ObservedOperation.init)
  }

  /// Sees the operation that has just run, when someone wants its figures.
  mutating func observe() {
    guard let passed, passed.clock == machine.clock else { return }
    var first: TensorSummary?
    for result in passed.operation.results {
      let summary = cache.summary(of: result, on: machine.compute)
      if first == nil { first = summary }
    }
    if let first { observations.note(passed, first) }
  }
}

extension ObservedOperation {
  init(_ record: ObservationLog.Record) {
    self.init(
      name: record.name, file: record.code.file, line: record.line, range: record.range,
      function: record.code.qualifiedName, modulePath: record.modulePath, shape: record.shape, summary: record.summary,
      clock: record.clock)
  }
}
