import Searching

/// The known name closest to the user's text: with few typing errors, or else the shortest that contains it.
public func nearest(_ text: String, among names: [String]) -> String? {
  let close = nearestName(to: text, among: names, limit: (text.count + 1) / 3)
  if close != nil || text.count < 4 { return close }
  return names.filter { $0.contains(text) }.min { ($0.count, $0) < ($1.count, $1) }
}
