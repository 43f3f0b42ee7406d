import Checkpoints
import JSON
import Searching
import Tensors

/// The format of a trace file. The file name's extension selects the format.
public enum TraceFormat: String, Sendable, CaseIterable {
  case safetensors, npz
  /// Statistics of each tensor, without the elements.
  case json

  public init?(path: String) {
    guard let format = Self.allCases.first(where: { path.lowercased().hasSuffix(".\($0.rawValue)") }) else {
      return nil
    }
    self = format
  }
}

/// Records the tensors of a pass and writes them to a file at the end of the pass.
///
/// During the pass, elements go to a temporary file (the spool), so memory holds no elements. The disk needs space for
/// the spool and the trace together. A tensor with two names, such as `x` and `x#3`, is stored once in the spool but
/// twice in the trace, because the trace formats have no links.
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

  /// Elements of a storage that are already in the spool. Valid only while the storage exists.
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
  /// A variable's name without an assignment number (`x`, not `x#3`) → the index of the variable's last record.
  private var last: [String: Int] = [:]
  private var known: [ObjectIdentifier: Known] = [:]
  private var matched: Set<NamePattern> = []

  /// - Parameters:
  ///   - path: the file to write.
  ///   - patterns: patterns of the names to write; empty writes all.
  /// - Throws: when no file can be created in the folder of `path`. So the user sees the error before the pass runs.
  public init(
    to path: String, as format: TraceFormat, only patterns: [NamePattern] = [], compute: Compute = Compute()
  ) throws(CheckpointError) {
    self.path = path
    self.format = format
    self.patterns = patterns
    self.compute = compute
    spool = try TensorSpool(for: path)
  }

  /// The number of tensors recorded so far.
  public var count: Int { records.count }

  /// Patterns that no recorded name has matched so far.
  public var unmatched: [NamePattern] { patterns.filter { !matched.contains($0) } }

  /// Records a tensor of the pass.
  ///
  /// - Throws: `cannotWrite` when the disk is full, or when the format cannot hold the tensor's dtype.
  public func take(_ traced: TracedTensor) throws(CheckpointError) {
    let exact = selected(traced.exactName) ? traced.exactName : nil
    let lastName = traced.lastName.flatMap { selected($0) ? $0 : nil }
    guard let name = exact ?? lastName else { return }
    if format == .safetensors { try checkForSafetensors(name, traced.tensor.dtype, path) }
    if let lastName { last[lastName] = records.count }
    let place = "\(traced.place.file):\(traced.place.line)"
    records.append(
      Record(exactName: exact, lastName: lastName, content: try content(traced.tensor), place: place))
  }

  /// Writes the trace file.
  ///
  /// - Parameter notes: metadata for the file, such as the model and the input.
  /// - Returns: the number of names in the file.
  /// - Throws: `cannotWrite`. An existing file at `path` then stays unchanged.
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
      // The summary fails only when the user interrupts it. In that case the pass stops too.
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
