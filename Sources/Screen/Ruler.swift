/// The positions of an axis's labels: round numbers, as many as fit.
public struct Ruler: Hashable, Sendable {
  public struct Tick: Hashable, Sendable {
    /// The index that the label shows.
    public let index: Int
    /// The position of the label along the axis, in cells.
    public let cell: Int
  }

  public let ticks: [Tick]

  /// - Parameters:
  ///   - starts: the first index of each part of the axis, ascending. A part contains, for example, the indices that
  ///     one pooled value combines.
  ///   - cells: the first screen cell of each part.
  ///   - gap: the least distance between labels in cells; nil means the width of the last label and two spaces.
  public init(starts: [Int], cells: [Int], gap: Int? = nil) {
    guard let first = starts.first, let last = starts.last, let end = cells.last, let begin = cells.first else {
      ticks = []
      return
    }
    let gap = max(1, gap ?? String(last).count + 2)
    let most = max(1, (end - begin) / gap)
    // Choose the least step of 1, 2, 5, 10, 20, … whose labels fit.
    var step = 1
    var factor = 0
    while (last - first) / step > most {
      step = step / [1, 2, 5][factor] * [2, 5, 10][factor]
      factor = (factor + 1) % 3
    }
    var found: [Tick] = []
    var part = 0
    var index = (first + step - 1) / step * step
    while index <= last {
      while part + 1 < starts.count, starts[part + 1] <= index { part += 1 }
      if let before = found.last, cells[part] - before.cell < gap {
        index += step
        continue
      }
      found.append(Tick(index: index, cell: cells[part]))
      index += step
    }
    ticks = found
  }
}
