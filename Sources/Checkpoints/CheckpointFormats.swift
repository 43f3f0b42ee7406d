import Tensors

/// A file format of tensors that fwdb reads. To add a format, append it to `all`.
public struct CheckpointFormat: Sendable {
  /// The format's name: `safetensors`, `pdparams`.
  public let name: String
  public let summary: String
  /// The usual file name extensions, without the dot.
  public let extensions: [String]

  let recognizes: @Sendable (FileStart) -> Bool
  let read: @Sendable (Storage) throws(FormatFault) -> CheckpointContents
}

extension CheckpointFormat {
  public static let safetensors = CheckpointFormat(
    name: "safetensors", summary: "a JSON table of contents, then the bytes", extensions: ["safetensors"],
    recognizes: { $0.isSafetensors }, read: readSafetensors)

  public static let npy = CheckpointFormat(
    name: "npy", summary: "one numpy array, called `array`", extensions: ["npy"],
    recognizes: { $0.begins(with: npyMagic) }, read: readNpyContents)

  public static let pdparams = CheckpointFormat(
    name: "pdparams", summary: "what paddle.save writes: a pickle of numpy arrays",
    extensions: ["pdparams", "pdopt", "pkl"],
    recognizes: { $0.begins(with: [0x80]) && (2...5).contains($0.byte(1) ?? 0) }, read: readPaddle)

  public static let npz = CheckpointFormat(
    name: "npz", summary: "a zip archive of npy files, stored or deflated", extensions: ["npz"],
    recognizes: { $0.isZip && $0.firstZipEntry?.hasSuffix(".npy") ?? $0.has(extension: "npz") }, read: readNpz)

  public static let torch = CheckpointFormat(
    name: "torch", summary: "what torch.save writes: a zip archive of a pickle and its storages",
    extensions: ["pt", "pth", "bin", "ckpt"],
    recognizes: { $0.isZip && $0.firstZipEntry?.hasSuffix(".npy") != true && !$0.has(extension: "npz") },
    read: readTorch)

  public static let torchLegacy = CheckpointFormat(
    name: "torch-legacy", summary: "what torch.save wrote before 1.6: five pickles, then the storages",
    extensions: ["pt", "pth", "bin"], recognizes: { $0.begins(with: torchLegacyMagic) }, read: readTorchLegacy)

  /// All formats, in the order in which `open` tries them.
  public static let all: [CheckpointFormat] = [safetensors, npy, npz, torch, torchLegacy, pdparams]

  static var names: String { all.map(\.name).joined(separator: ", ") }

  static func recognize(_ file: Storage, path: String) -> CheckpointFormat? {
    let start = FileStart(file, path: path)
    return all.first { $0.recognizes(start) }
  }
}

extension CheckpointFormat: Equatable {
  public static func == (first: CheckpointFormat, second: CheckpointFormat) -> Bool { first.name == second.name }
}

/// The first bytes of a file, which determine its format.
struct FileStart {
  private let file: Storage
  private let path: String

  init(_ file: Storage, path: String) {
    self.file = file
    self.path = path
  }

  func byte(_ index: Int) -> UInt8? { index < file.bytes.count ? file.bytes[index] : nil }

  func begins(with magic: [UInt8]) -> Bool { file.bytes.starts(with: magic) }

  func has(extension name: String) -> Bool { path.lowercased().hasSuffix("." + name) }

  var isZip: Bool { begins(with: [0x50, 0x4B, 3, 4]) || begins(with: [0x50, 0x4B, 5, 6]) }

  /// The name of the first entry of a zip archive; nil for other files.
  var firstZipEntry: String? {
    guard begins(with: [0x50, 0x4B, 3, 4]), let low = byte(26), let high = byte(27) else { return nil }
    let end = 30 + Int(low) + Int(high) << 8
    guard end <= file.bytes.count else { return nil }
    return String(validating: file.bytes[30..<end], as: UTF8.self)
  }

  /// Whether the file begins with a 64-bit length below 2⁴⁰ and the `{` of a JSON object.
  var isSafetensors: Bool {
    byte(5) == 0 && byte(6) == 0 && byte(7) == 0 && byte(8) == UInt8(ascii: "{")
  }
}
