import Searching

/// Returns the known name that is most similar to a text; nil when no name is similar. A name that differs from the
/// text by a few typing errors is preferred. Otherwise, the shortest name that contains the text is returned.
public func nearest(_ text: String, among names: [String]) -> String? {
  let close = nearestName(to: text, among: names, limit: (text.count + 1) / 3)
  if close != nil || text.count < 4 { return close }
  return names.filter { $0.contains(text) }.min { ($0.count, $0) < ($1.count, $1) }
}
