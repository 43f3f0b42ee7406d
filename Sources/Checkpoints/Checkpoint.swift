import Synchronization
import Tensors

/// A file of named tensors, opened but not copied.
///
/// The file is mapped; a tensor is a view of the mapping where its elements lie aligned and in this machine's byte
/// order, and is copied on first use where they do not. Everything a file declares is checked when it is opened.
public struct Checkpoint: Sendable {
  public let format: CheckpointFormat
  public let path: String
  /// What is in it, in the file's order.
  public let entries: [Entry]
  /// What is not a tensor: a safetensors' notes; of a pickle its numbers, texts and flags (`epoch`, `optimizer.lr`).
  public let metadata: [String: String]
  /// What stood around the parameters' names, of which they were freed: `model`, `state_dict.module`.
  public let wrapper: String?

  private let places: [String: Int]
  private let blocks: Blocks

  /// One tensor of a checkpoint.
  public struct Entry: Sendable {
    public let name: String
    public let shape: [Int]
    /// The type of the tensor that `tensor(_:)` gives.
    public let dtype: DType
    /// The type that the file stores.
    public let stored: ElementType
    /// What the framework itself called the parameter (`linear_0.w_0`), where the file says so.
    public let alias: String?
    /// Where its storage's bytes lie in the file; `nil` where they are compressed, sliced or spelled as text.
    /// Several tensors may be views of one storage.
    public let bytes: Range<Int>?

    let block: Int
    let layout: Layout

    /// The number of elements.
    public var count: Int { layout.count }
  }

  /// Maps a file and reads its table of contents.
  ///
  /// - Parameter uint16: what the file's 16-bit unsigned integers are.
  public static func open(
    _ path: String, uint16: UInt16Meaning = .integers
  ) throws(CheckpointError) -> Checkpoint {
    try read(MappedFile.open(path), path: path, uint16: uint16)
  }

  /// The same of a file's bytes; `path` names it in errors.
  public static func read(
    _ file: Storage, path: String, uint16: UInt16Meaning = .integers
  ) throws(CheckpointError) -> Checkpoint {
    guard let format = CheckpointFormat.recognize(file, path: path) else {
      throw .unknownFormat(file: path, firstBytes: Array(file.bytes.prefix(8)))
    }
    do throws(FormatFault) {
      var contents = try format.read(file)
      if uint16 == .bfloat16 || uint16 == .bfloat16InPaddle && format == .pdparams { contents.readUInt16AsBFloat16() }
      return try Checkpoint(path: path, format: format, contents: contents)
    } catch {
      throw .malformed(file: path, error)
    }
  }

  /// The tensor of that name. Asking again gives the same storage, as do other tensors that share it in the file.
  public func tensor(_ name: String) throws(CheckpointError) -> Tensor {
    guard let place = places[name] else {
      throw .noSuchTensor(file: path, name: name, nearest: nearestName(to: name, among: entries.map(\.name)))
    }
    let entry = entries[place]
    do throws(FormatFault) {
      return Tensor(storage: try blocks.storage(entry.block), dtype: entry.dtype, layout: entry.layout)
    } catch {
      throw .malformed(file: path, error)
    }
  }

  public func contains(_ name: String) -> Bool { places[name] != nil }

  /// What the file says of that tensor; `nil` when it has none of that name.
  public func entry(_ name: String) -> Entry? { places[name].map { entries[$0] } }
}

/// What 16-bit unsigned integers in a file mean. Paddle stores bfloat16 parameters as these, without saying so.
public enum UInt16Meaning: Sendable {
  /// Numbers, widened to `int32`.
  case integers
  /// The bits of bfloat16 numbers.
  case bfloat16
  /// Those in a file of Paddle's, which has no such integers in a state dictionary; numbers in any other.
  case bfloat16InPaddle
}

/// What a format's reader makes of a file.
struct CheckpointContents: Sendable {
  struct Item: Sendable {
    var name: String
    var alias: String?
    var block: Int
    var layout: Layout
    var position: Int
  }

  var blocks: [DataBlock] = []
  var items: [Item] = []
  var metadata: [String: String] = [:]
  var wrapper: String?

  mutating func readUInt16AsBFloat16() {
    for index in blocks.indices where blocks[index].element == .uint16 { blocks[index].element = .bfloat16 }
  }
}

extension Checkpoint {
  fileprivate init(path: String, format: CheckpointFormat, contents: CheckpointContents) throws(FormatFault) {
    self.path = path
    self.format = format
    metadata = contents.metadata
    wrapper = contents.wrapper
    blocks = Blocks(contents.blocks)
    var places: [String: Int] = [:]
    var entries: [Entry] = []
    for item in contents.items {
      guard places.updateValue(entries.count, forKey: item.name) == nil else {
        throw .duplicateName(item.name, at: item.position)
      }
      let element = contents.blocks[item.block].element
      var bytes: Range<Int>?
      if case .plain(_, let range) = contents.blocks[item.block].bytes { bytes = range }
      entries.append(
        Entry(
          name: item.name, shape: item.layout.shape, dtype: element.dtype, stored: element, alias: item.alias,
          bytes: bytes, block: item.block, layout: item.layout))
    }
    self.entries = entries
    self.places = places
  }
}

/// A checkpoint's storages, each made when it is first asked for and kept from then on.
private final class Blocks: Sendable {
  private let blocks: [DataBlock]
  private let made: Mutex<[Int: Storage]>

  init(_ blocks: [DataBlock]) {
    self.blocks = blocks
    made = Mutex([:])
  }

  func storage(_ index: Int) throws(FormatFault) -> Storage {
    if let storage = made.withLock({ $0[index] }) { return storage }
    // Made outside the lock: two threads may both copy, the first to finish is kept.
    let storage = try blocks[index].storage()
    return made.withLock { made in
      if let earlier = made[index] { return earlier }
      made[index] = storage
      return storage
    }
  }
}

/// The name with the fewest edits to `name`, when that is fewer than half its length.
func nearestName(to name: String, among names: [String]) -> String? {
  let wanted = Array(name.utf8.prefix(256))
  var best: (name: String, distance: Int)?
  for candidate in names.prefix(10_000) {
    let limit = min(best?.distance ?? wanted.count / 2 + 1, wanted.count / 2 + 1)
    let other = Array(candidate.utf8.prefix(256))
    if abs(other.count - wanted.count) >= limit { continue }
    let distance = editDistance(wanted, other)
    if distance < limit { best = (candidate, distance) }
  }
  return best?.name
}

private func editDistance(_ first: [UInt8], _ second: [UInt8]) -> Int {
  var row = Array(0...second.count)
  for (i, byte) in first.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in second.enumerated() {
      let replaced = diagonal + (byte == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
    }
  }
  return row[second.count]
}
