/// The smallest number of edits that change the first text into the second. An edit inserts, deletes or replaces a
/// byte, or swaps two neighbouring bytes (the optimal string alignment distance).
public func editDistance(_ first: some StringProtocol, _ second: some StringProtocol) -> Int {
  let (first, second) = (Array(first.utf8), Array(second.utf8))
  var (before, row) = ([Int](), Array(0...second.count))
  for i in first.indices {
    var next = [i + 1]
    for j in second.indices {
      var cost = Swift.min(row[j + 1] + 1, next[j] + 1, row[j] + (first[i] == second[j] ? 0 : 1))
      if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
        cost = Swift.min(cost, before[j - 1] + 1)
      }
      next.append(cost)
    }
    (before, row) = (row, next)
  }
  return row[second.count]
}

/// The name whose edit distance to `name` is smallest. Only distances from 1 to `limit` are considered. Returns nil
/// when no name is within `limit`. Among equal distances, the first name in alphabetical order is returned.
public func nearestName(to name: String, among names: some Sequence<String>, limit: Int) -> String? {
  let length = name.utf8.count
  var best: (distance: Int, name: String)?
  for candidate in names where abs(candidate.utf8.count - length) <= best?.distance ?? limit {
    let found = (editDistance(candidate, name), candidate)
    if (1...max(limit, 1)).contains(found.0), best.map({ found < $0 }) ?? true { best = found }
  }
  return best?.name
}
