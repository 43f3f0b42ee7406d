import Searching

/// Returns the known name that is most similar to a text; nil when no name is similar. A name that differs from the
/// text by a few typing errors is preferred. Otherwise, the shortest name that contains the text is returned.
public func nearest(_ text: String, among names: [String]) -> String? {
  let close = nearestName(to: text, among: names, limit: (text.count + 1) / 3)
  if close != nil || text.count < 4 { return close }
  return names.filter { $0.contains(text) }.min { ($0.count, $0) < ($1.count, $1) }
}

/// The least number of typing errors that turn one text into the other (optimal string alignment distance). A typing
/// error omits, adds or replaces one byte, or swaps two neighbouring bytes.
private func typingErrors(_ a: String, _ b: String) -> Int {
  let a = Array(a.utf8), b = Array(b.utf8)
  var rows = [Array(0...b.count)]
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, rows[i - 1][j - 1] + 1) }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
