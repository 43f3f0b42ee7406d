import Searching
import Synchronization
import Tensors

/// An open file of named tensors.
///
/// The file is mapped into memory. A tensor is a view of the mapped bytes when its elements are aligned and have the
/// machine's byte order. Otherwise, its elements are copied at the first use. `open` checks all shapes, types and byte
/// ranges that the file declares.
public struct Checkpoint: Sendable {
  public let format: CheckpointFormat
  public let path: String
  /// The tensors in the order of the file.
  public let entries: [Entry]
  /// The values in the file that are not tensors. For a safetensors file, they are its metadata. For a pickle, they are
  /// numbers, texts and flags, such as `epoch` and `optimizer.lr`.
  public let metadata: [String: String]
  /// The prefix that was removed from the names of the parameters, such as `model` or `state_dict.module`; nil when no
  /// prefix was removed.
  public let wrapper: String?

  private let places: [String: Int]
  private let blocks: Blocks

  /// The description of one tensor of a checkpoint.
  public struct Entry: Sendable {
    public let name: String
    public let shape: [Int]
    /// The type of the tensor that `Checkpoint.tensor(_:)` returns.
    public let dtype: DType
    /// The element type in the file.
    public let stored: ElementType
    /// The framework's own name of the parameter, such as `linear_0.w_0`; nil when the file does not contain such a
    /// name.
    public let alias: String?
    /// The byte range of the tensor's storage in the file. Nil when the bytes are compressed, in several pieces or
    /// encoded as text. Several tensors may share one storage.
    public let bytes: Range<Int>?

    let block: Int
    let layout: Layout

    /// The number of elements of the tensor.
    public var count: Int { layout.count }
  }

  /// Maps a file into memory and reads its table of contents.
  ///
  /// - Parameter uint16: how 16-bit unsigned integers in the file are read.
  public static func open(
    _ path: String, uint16: UInt16Meaning = .integers
  ) throws(CheckpointError) -> Checkpoint {
    try read(MappedFile.open(path), path: path, uint16: uint16)
  }

  /// Reads a checkpoint from bytes in memory. `path` is the name of the file in error messages.
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

  /// Returns the tensor with this name. Later calls return a tensor with the same storage. Tensors that share a storage
  /// in the file also share a storage in memory.
  public func tensor(_ name: String) throws(CheckpointError) -> Tensor {
    guard let place = places[name] else {
      throw .noSuchTensor(
        file: path, name: name,
        nearest: nearestName(
          to: name, among: entries.lazy.map(\.name).filter { $0.utf8.count <= 256 }.prefix(10_000),
          limit: name.utf8.count / 2))
    }
    let entry = entries[place]
    do throws(FormatFault) {
      return Tensor(storage: try blocks.storage(entry.block), dtype: entry.dtype, layout: entry.layout)
    } catch {
      throw .malformed(file: path, error)
    }
  }

  public func contains(_ name: String) -> Bool { places[name] != nil }

  /// Returns the description of the tensor with this name; nil when there is no such tensor.
  public func entry(_ name: String) -> Entry? { places[name].map { entries[$0] } }
}

/// How 16-bit unsigned integers in a file are read. Paddle stores bfloat16 parameters as 16-bit integers without any
/// mark.
public enum UInt16Meaning: Sendable {
  /// As integers. The tensor has type int32.
  case integers
  /// As the bits of bfloat16 numbers.
  case bfloat16
  /// As bfloat16 in a Paddle file, because Paddle's state dictionaries have no 16-bit integers. As integers in any
  /// other file.
  case bfloat16InPaddle
}

/// The contents of a checkpoint, independent of its file format.
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

/// The storages of a checkpoint. Each storage is created at its first use and then kept.
private final class Blocks: Sendable {
  private let blocks: [DataBlock]
  private let made: Mutex<[Int: Storage]>

  init(_ blocks: [DataBlock]) {
    self.blocks = blocks
    made = Mutex([:])
  }

  func storage(_ index: Int) throws(FormatFault) -> Storage {
    if let storage = made.withLock({ $0[index] }) { return storage }
    // The storage is created without holding the lock. If two threads create it at the same time, the first finished
    // storage is kept.
    let storage = try blocks[index].storage()
    return made.withLock { made in
      if let earlier = made[index] { return earlier }
      made[index] = storage
      return storage
    }
  }
}
