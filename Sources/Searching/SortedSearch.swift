extension RandomAccessCollection where Index == Int {
  /// Finds the first index whose element satisfies `predicate` by bisection. Returns `endIndex` when no element
  /// satisfies `predicate`.
  ///
  /// All elements that do not satisfy `predicate` must come before the elements that satisfy it. Example:
  /// `clocks.partitioningIndex { $0 >= 5 }`.
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
