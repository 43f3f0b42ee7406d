import DebugEngine
import ListingRuntime
import Tensors

extension Debugger {
  /// The recognized text of each utterance, with times in seconds and token IDs. Empty when the model returns no text.
  var spokenText: String {
    guard let texts = text else { return "" }
    let spoken = tokens
    var result = ""
    for (index, line) in texts.enumerated() {
      let number = texts.count > 1 ? " \(index + 1)" : ""
      result += "text\(number): \(line)\n"
      guard let tokens = spoken.flatMap({ $0.indices.contains(index) ? $0[index] : nil }) else { continue }
      let times = tokens.map { "\($0.time) \($0.text)" }
      result += "times\(number): \(times.joined(separator: " "))\n"
      result += "ids\(number): \(tokens.map { String($0.id) }.joined(separator: " "))\n"
    }
    return result
  }

  /// A table with one row per chunk of a stream: shapes of the input, the output and the caches. Empty without chunks.
  var chunkText: String {
    let chunks = chunkViews
    guard let first = chunks.first else { return "" }
    let rows =
      [["chunk"] + first.shapes.map(\.name)]
      + chunks.map { [String($0.number)] + $0.shapes.map { shapeDescription($0.shape) } }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
        .trimmed + "\n"
    }.joined()
  }
}

extension String {
  /// The text without spaces at its end.
  fileprivate var trimmed: String { String(reversed().drop { $0 == " " }.reversed()) }
}
