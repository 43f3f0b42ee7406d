#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The lines of a file or pipe, read on demand. Memory holds at most one block and one line.
public final class CommandLines: Sequence, IteratorProtocol {
  private let descriptor: Int32
  private let isOurs: Bool
  private var block = [UInt8](repeating: 0, count: 65536)
  private var position = 0
  private var end = 0
  private var isAtEnd = false

  /// The greatest length of a command line, in bytes.
  static let lineLimit = 1 << 20

  /// Opens a file. Nil if the file does not exist or cannot be read.
  public init?(path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    isOurs = true
    var status = stat()
    if descriptor < 0 || fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT == S_IFDIR { return nil }
  }

  init(descriptor: Int32) {
    self.descriptor = descriptor
    isOurs = false
  }

  deinit { if isOurs, descriptor >= 0 { close(descriptor) } }

  public static var standardInput: CommandLines { CommandLines(descriptor: STDIN_FILENO) }

  public func next() -> Script.Line? {
    var line: [UInt8] = []
    var isTooLong = false
    while true {
      if position == end {
        if !fill() { return line.isEmpty && !isTooLong ? nil : made(line, isTooLong) }
      }
      let stop = block[position..<end].firstIndex(of: UInt8(ascii: "\n"))
      let part = block[position..<(stop ?? end)]
      if line.count + part.count > Self.lineLimit { isTooLong = true }
      if !isTooLong { line += part }
      position = stop.map { $0 + 1 } ?? end
      if stop != nil { return made(line, isTooLong) }
    }
  }

  private func made(_ bytes: [UInt8], _ isTooLong: Bool) -> Script.Line {
    if isTooLong { return .tooLong }
    return .text(String(decoding: bytes.last == 13 ? bytes.dropLast() : bytes[...], as: UTF8.self))
  }

  /// Reads the next block; false at the end.
  private func fill() -> Bool {
    if isAtEnd { return false }
    while true {
      let count = read(descriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      (position, end) = (0, Swift.max(0, count))
      isAtEnd = count <= 0
      return count > 0
    }
  }
}
