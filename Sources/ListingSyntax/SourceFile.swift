import Searching

/// The text of one file of a listing, and the offsets of its lines. Offsets count UTF-8 bytes.
public final class SourceFile: Sendable {
  /// The name that the user sees: `attention.py`, `paddlespeech@1.0/attention.py`, `<prompt>`.
  public let name: String
  public let text: String
  /// The UTF-8 offset of each line's start; line 1 is `lineStarts[0]`.
  public let lineStarts: [Int]
  /// The lines' texts, without line ends.
  public let lines: [String]

  public init(name: String, text: String) {
    self.name = name
    self.text = text
    var starts = [0]
    var lines: [String] = []
    let bytes = Array(text.utf8)
    var begin = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        lines.append(String(decoding: bytes[begin..<index], as: UTF8.self))
        if byte == UInt8(ascii: "\r"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n") { index += 1 }
        begin = index + 1
        starts.append(begin)
      }
      index += 1
    }
    if begin < bytes.count {
      lines.append(String(decoding: bytes[begin...], as: UTF8.self))
    } else if starts.count > 1 {
      starts.removeLast()
    }
    if lines.isEmpty { lines = [""] }
    lineStarts = starts
    self.lines = lines
  }

  /// The line, counted from 1, that contains the byte at `offset`.
  public func line(at offset: Int) -> Int {
    max(1, lineStarts.partitioningIndex { $0 > offset })
  }

  /// The column, in characters counted from 1, of the byte at `offset`.
  public func column(at offset: Int) -> Int {
    let start = lineStarts[line(at: offset) - 1]
    let bytes = text.utf8.dropFirst(start).prefix(max(0, offset - start))
    return String(decoding: bytes, as: UTF8.self).count + 1
  }

  public func text(in range: SourceRange) -> String {
    String(decoding: text.utf8.dropFirst(range.start).prefix(range.end - range.start), as: UTF8.self)
  }
}

/// A range of UTF-8 offsets in a source file, `start ..< end`.
public struct SourceRange: Sendable, Hashable {
  public var start: Int
  public var end: Int

  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  /// The smallest range that contains both ranges.
  public func joined(with other: SourceRange) -> SourceRange {
    SourceRange(min(start, other.start), max(end, other.end))
  }
}
