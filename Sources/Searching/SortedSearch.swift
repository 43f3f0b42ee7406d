extension RandomAccessCollection where Index == Int {
  /// The first index whose element fulfils `predicate`, or `endIndex`, found by bisection.
  ///
  /// All elements that do not fulfil it must come before those that do: `clocks.partitioningIndex { $0 >= 5 }`.
  @inlinable
  public func partitioningIndex<Failure: Error>(
    where predicate: (Element) throws(Failure) -> Bool
  ) throws(Failure) -> Index {
    var range = startIndex..<endIndex
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = try predicate(self[middle]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
    }
    return range.lowerBound
  }
}
