/// The axis names in shape comments, by 1-based line: `x = f(x)  # (batch, time, size)`.
///
/// A shape is a list in parentheses with at least one comma. Its entries are names (`time1`, `#batch`), numbers, `*`,
/// `...`, or products and sums without blanks (`2*d_k`, `time-1`). Up to four words may precede or follow the shape. In
/// `(a, b) -> (b, a)` the last shape is used. Other text in parentheses is prose or code.
func shapeComments(_ comments: [SourceRange], in file: SourceFile) -> [Int: [String]] {
  var result: [Int: [String]] = [:]
  for comment in comments {
    let text = Array(file.text(in: comment).utf8.drop { $0 == UInt8(ascii: "#") })
    if let axes = shape(in: text) { result[file.line(at: comment.start)] = axes }
  }
  return result
}

private let mostWordsAround = 4

private func shape(in comment: [UInt8]) -> [String]? {
  let text = afterLastArrow(comment)
  guard let open = text.firstIndex(of: UInt8(ascii: "(")), open == text.startIndex || isBlank(text[open - 1]),
    let close = text[open...].firstIndex(of: UInt8(ascii: ")")), endsWord(text[(close + 1)...]),
    isFewWords(text[..<open]), isFewWords(text[(close + 1)...])
  else { return nil }
  var entries = text[(open + 1)..<close].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map(
    trimmed)
  if entries.count < 2 { return nil }
  if let last = entries.last, last.isEmpty { entries.removeLast() }
  return entries.allSatisfy(isAxis) ? entries.map { String(decoding: $0, as: UTF8.self) } : nil
}

/// The text after the last arrow, which names the result's axes: `(b, a)` in `(a, b) -> (b, a)`. If there is no arrow,
/// the whole text.
private func afterLastArrow(_ text: [UInt8]) -> ArraySlice<UInt8> {
  let arrow = text.indices.last { $0 > 0 && text[$0] == UInt8(ascii: ">") && text[$0 - 1] == UInt8(ascii: "-") }
  return arrow.map { text[($0 + 1)...] } ?? text[...]
}

/// Whether the text can follow the `)` of a shape: the text is empty, or begins with a blank or with punctuation. In
/// code such as `f(a, b).c`, the text `.c` cannot follow a shape.
private func endsWord(_ text: ArraySlice<UInt8>) -> Bool {
  guard let next = text.first else { return true }
  return isBlank(next) || (",.;:".utf8.contains(next) && text.dropFirst().first.map(isBlank) ?? true)
}

/// Whether the text is at most a few words of prose: no code (`=`, brackets) and no second shape.
private func isFewWords(_ text: ArraySlice<UInt8>) -> Bool {
  text.split(whereSeparator: isBlank).count <= mostWordsAround && !text.contains { "=()[]{}".utf8.contains($0) }
}

private func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var text = text.drop(while: isBlank)
  while let last = text.last, isBlank(last) { text.removeLast() }
  return text
}

/// Whether the entry is an axis. `*` and `...` stand for any number of axes. Other axes are names and numbers joined by
/// operators. ESPnet writes `#` before an axis that may have the size 1.
private func isAxis(_ entry: ArraySlice<UInt8>) -> Bool {
  if entry.elementsEqual([UInt8(ascii: "*")]) || entry.elementsEqual("...".utf8) { return true }
  let body = entry.first == UInt8(ascii: "#") ? entry.dropFirst() : entry
  let operators: [UInt8] = Array("*+-/".utf8)
  let factors = body.split(omittingEmptySubsequences: false) { operators.contains($0) }.filter { !$0.isEmpty }
  guard let first = body.first, let last = body.last, !factors.isEmpty else { return false }
  return !operators.contains(first) && !operators.contains(last)
    && factors.allSatisfy { factor in
      factor.allSatisfy { isNameByte($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "'") }
    }
}
