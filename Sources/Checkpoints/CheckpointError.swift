/// Why a checkpoint could not be opened, read or written.
public enum CheckpointError: Error, Equatable, Sendable {
  /// The file could not be opened or mapped into memory. `reason` is the system's message.
  case cannotRead(file: String, reason: String)
  /// The file could not be written. A file that existed before is unchanged.
  case cannotWrite(file: String, reason: String)
  /// The path is not a regular file but a folder, a pipe or a device.
  case notAFile(file: String)
  /// The first bytes match no format in `CheckpointFormat.all`.
  case unknownFormat(file: String, firstBytes: [UInt8])
  /// The file violates its format or exceeds a limit of the reader.
  case malformed(file: String, FormatFault)
  /// The checkpoint has no tensor with this name. `nearest` is the most similar name in the checkpoint; nil when no
  /// name is similar.
  case noSuchTensor(file: String, name: String, nearest: String?)
  /// The caller gave no tensor name, but the file does not contain exactly one tensor.
  case notOneTensor(file: String, names: [String])
}

/// An error in a file, with its byte offset from the start of the file.
public enum FormatFault: Error, Equatable, Sendable {
  /// The file, or the part of it that is being read, ends too early.
  case truncated(at: Int, reading: String, needs: Int, left: Int)
  /// The format does not allow the content at this offset.
  case unexpected(at: Int, expected: String, found: String)
  /// A pickle names a function or class that is not in the list of allowed globals. The reader never calls anything
  /// that a file names.
  case refusedGlobal(module: String, name: String, at: Int)
  /// The format allows this content, but the reader does not support it.
  case unsupported(at: Int, what: String)
  /// A count exceeds the reader's limit. The limit is above the counts of real checkpoints.
  case tooLarge(at: Int, what: String, value: Int, limit: Int)
  /// The number of bytes in the file is wrong for a part of the file, usually an array. `needs` is the number of bytes
  /// that the part should have; `has` is the number of bytes that the file contains for this part.
  case outOfBounds(at: Int, what: String, needs: Int, has: Int)
  /// A list or dictionary contains itself.
  case containsItself(at: Int)
  /// Two tensors, or two entries of an archive, have the same name.
  case duplicateName(String, at: Int)
  /// An error in a compressed archive entry. The offset in the inner error counts from the start of the decompressed
  /// bytes.
  indirect case inEntry(String, FormatFault)
}

extension CheckpointError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotRead(let file, let reason): "\(file): cannot be read: \(reason)"
    case .cannotWrite(let file, let reason): "\(file): cannot be written: \(reason)"
    case .notAFile(let file): "\(file): is not a file"
    case .unknownFormat(let file, []): "\(file): is empty"
    case .unknownFormat(let file, let bytes):
      "\(file): is not in a checkpoint format that fwdb reads (\(CheckpointFormat.names)); it begins with \(hex(bytes))"
    case .malformed(let file, let fault): "\(lastComponent(of: file)): \(fault)"
    case .noSuchTensor(let file, let name, let nearest?):
      "\(lastComponent(of: file)): has no tensor \(printable(name)); the nearest name is \(printable(nearest))"
    case .notOneTensor(let file, []): "\(lastComponent(of: file)): has no tensors"
    case .notOneTensor(let file, let names):
      "\(lastComponent(of: file)): has \(names.count) tensors, so a name is needed: "
        + names.prefix(6).map(printable).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
    case .noSuchTensor(let file, let name, nil): "\(lastComponent(of: file)): has no tensor \(printable(name))"
    }
  }
}

extension FormatFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .truncated(let at, let reading, let needs, let left):
      "truncated at byte \(at): \(reading) needs \(needs) \(needs == 1 ? "byte" : "bytes"), "
        + "\(left) \(left == 1 ? "is" : "are") left"
    case .unexpected(let at, let expected, let found): "at byte \(at): expected \(expected), found \(found)"
    case .refusedGlobal(let module, let name, let at):
      "at byte \(at): names \(printable(module + "." + name)), which is not plain data: refused"
    case .unsupported(let at, let what): "at byte \(at): \(what): not supported"
    case .tooLarge(let at, let what, let value, let limit):
      "at byte \(at): \(what) \(value) is over the limit of \(limit)"
    case .outOfBounds(let at, let what, let needs, let has):
      "at byte \(at): \(what) needs \(needs) bytes, there are \(has)"
    case .containsItself(let at): "the container made at byte \(at) contains itself"
    case .duplicateName(let name, let at): "at byte \(at): a second entry named \(printable(name))"
    case .inEntry(let name, let fault): "in \(printable(name)): \(fault)"
    }
  }
}

/// Text from a file in a form that is safe to print: control characters are escaped, and long text is shortened.
func printable(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(120) {
    if scalar.value < 32 || scalar.value == 127 || (0x80..<0xA0).contains(scalar.value) {
      result += "\\u{\(String(scalar.value, radix: 16))}"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return text.unicodeScalars.count > 120 ? result + "…" : result
}

private func hex(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}

private func lastComponent(of path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}
