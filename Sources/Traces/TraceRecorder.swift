import Checkpoints
import JSON
import Tensors

/// What a trace is written as; the file's extension says which.
public enum TraceFormat: String, Sendable, CaseIterable {
  case safetensors, npz
  /// Statistics in place of elements.
  case json

  public init?(path: String) {
    guard let format = Self.allCases.first(where: { path.lowercased().hasSuffix(".\($0.rawValue)") }) else {
      return nil
    }
    self = format
  }
}

/// Writes down a pass: every tensor under its names, into a file that appears when the pass is over.
///
/// Elements go to a spool on disk as they come, so what it holds in memory is names; a pass of gigabytes needs the
/// space of its file and of the spool on disk. A tensor with two names, `x` and `x#3`, is in the file twice, because
/// its readers know no links; in the spool it is once.
public final class TraceRecorder {
  private enum Content {
    case piece(TensorSpool.Piece)
    case facts(TensorFacts)
  }

  private struct Record {
    let exactName: String?
    let lastName: String?
    let content: Content
    let place: String
  }

  /// Where a storage's elements are in the spool, as long as the storage is there to be recognised by.
  private struct Known {
    weak var storage: Storage?
    let layout: Layout
    let dtype: DType
    let piece: TensorSpool.Piece
  }

  public let path: String
  private let format: TraceFormat
  private let patterns: [NamePattern]
  private let compute: Compute
  private let spool: TensorSpool
  private var records: [Record] = []
  /// For each name of a variable without a count, the record of its last assignment.
  private var last: [String: Int] = [:]
  private var known: [ObjectIdentifier: Known] = [:]
  private var matched: Set<NamePattern> = []

  /// - Parameter only: names to write down; all, when there is none.
  /// - Throws: where nothing can be written beside `path`; so a pass need not run to learn it.
  public init(
    to path: String, as format: TraceFormat, only patterns: [NamePattern] = [], compute: Compute = Compute()
  ) throws(CheckpointError) {
    self.path = path
    self.format = format
    self.patterns = patterns
    self.compute = compute
    spool = try TensorSpool(for: path)
  }

  /// Tensors entered so far.
  public var count: Int { records.count }

  /// Patterns that no name has matched so far.
  public var unmatched: [NamePattern] { patterns.filter { !matched.contains($0) } }

  /// Enters a tensor.
  ///
  /// - Throws: `cannotWrite`, when the disk is full.
  public func take(_ traced: TracedTensor) throws(CheckpointError) {
    let exact = selected(traced.exactName) ? traced.exactName : nil
    let lastName = traced.lastName.flatMap { selected($0) ? $0 : nil }
    if exact == nil, lastName == nil { return }
    if let lastName { last[lastName] = records.count }
    let place = "\(traced.place.file):\(traced.place.line)"
    records.append(
      Record(exactName: exact, lastName: lastName, content: try content(traced.tensor), place: place))
  }

  /// Writes the file.
  ///
  /// - Parameter notes: of the pass: the model, the input.
  /// - Returns: how many names it has.
  /// - Throws: `cannotWrite`; the file that was there before is untouched then.
  @discardableResult
  public func finish(notes: [(String, String)], isInterrupted: () -> Bool = { false }) throws(CheckpointError) -> Int {
    var names: Set<String> = []
    var entries: [(name: String, record: Record)] = []
    for (index, record) in records.enumerated() {
      let lastName = record.lastName.flatMap { last[$0] == index ? $0 : nil }
      for name in [record.exactName, lastName].compactMap({ $0 }) where names.insert(name).inserted {
        entries.append((name, record))
      }
    }
    switch format {
    case .json: try writeText(json(entries, notes), to: path)
    case .safetensors:
      try writeSafetensors(
        fetching: tensors(entries), metadata: Dictionary(notes, uniquingKeysWith: { first, _ in first }), to: path,
        isInterrupted: isInterrupted)
    case .npz: try writeNpz(fetching: tensors(entries), to: path, isInterrupted: isInterrupted)
    }
    return entries.count
  }

  private func selected(_ name: String) -> Bool {
    if patterns.isEmpty { return true }
    var isSelected = false
    for pattern in patterns where pattern.matches(name) {
      matched.insert(pattern)
      isSelected = true
    }
    return isSelected
  }

  private func content(_ tensor: Tensor) throws(CheckpointError) -> Content {
    if format == .json {
      // The one failure of a look is that someone stopped it; the pass stops then too.
      do { return .facts(try TensorFacts(tensor, bins: 16, by: compute)) } catch {
        throw .cannotWrite(file: path, reason: "interrupted")
      }
    }
    let key = ObjectIdentifier(tensor.storage)
    if let known = known[key], known.storage === tensor.storage, known.layout == tensor.layout,
      known.dtype == tensor.dtype
    {
      return .piece(known.piece)
    }
    let piece = try spool.add(tensor)
    known[key] = Known(storage: tensor.storage, layout: tensor.layout, dtype: tensor.dtype, piece: piece)
    if known.count > 4096 { known = known.filter { $0.value.storage != nil } }
    return .piece(piece)
  }

  private func tensors(_ entries: [(name: String, record: Record)]) -> [TensorToWrite] {
    entries.compactMap { name, record in
      if case .piece(let piece) = record.content { TensorToWrite(name, piece, in: spool) } else { nil }
    }
  }

  private func json(_ entries: [(name: String, record: Record)], _ notes: [(String, String)]) -> String {
    let tensors: [(String, JSONValue?)] = entries.compactMap { name, record in
      guard case .facts(let facts) = record.content else { return nil }
      return (name, .object(facts.members + [("at", .string(record.place))]))
    }
    return JSONValue.object(notes.map { ($0.0, .string($0.1)) } + [("tensors", .object(tensors))]).lines
  }
}
