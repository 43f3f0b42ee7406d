@testable import Tensors

/// Slow and simple arithmetic for expected values.
enum Naive {
  /// All indices of a shape in row-major order.
  static func indices(_ shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { prefixes, size in prefixes.flatMap { prefix in (0..<size).map { prefix + [$0] } } }
  }

  /// Reduces the elements along `axes`. With `keep`, the result has these axes with size 1.
  static func reduce(
    _ x: Tensor, axes: [Int], keep: Bool = false, _ body: ([Double]) -> Double
  ) throws -> (shape: [Int], values: [Double]) {
    let kept = x.shape.indices.filter { !axes.contains($0) }
    let shape = kept.map { x.shape[$0] }
    let count = shape.reduce(1, *)
    // The stride of each axis of `x` in the result; 0 for a reduced axis. The kept axes are in row-major order.
    var step = [Int](repeating: 0, count: x.rank)
    for (position, axis) in kept.enumerated() { step[axis] = shape[(position + 1)...].reduce(1, *) }
    var lines = [[Double]](repeating: [], count: count)
    let lineOf = Layout(shape: x.shape, strides: step).offsets
    for (line, value) in zip(lineOf, x.floats) { lines[line].append(Double(value)) }
    let values = lines.map(body)
    return (keep ? x.shape.indices.map { axes.contains($0) ? 1 : x.shape[$0] } : shape, values)
  }

  /// Replaces each line of elements along an axis by the result of `body`.
  static func along(_ x: Tensor, axis: Int, _ body: ([Double]) -> [Double]) throws -> [Double] {
    var result = x.floats.map(Double.init)
    let inner = x.shape[(axis + 1)...].reduce(1, *)
    for first in result.indices where first / inner % x.shape[axis] == 0 {
      let places = (0..<x.shape[axis]).map { first + $0 * inner }
      for (place, value) in zip(places, body(places.map { result[$0] })) { result[place] = value }
    }
    return result
  }
}

/// Whether two numbers agree: both are NaN, both are the same infinity, or the difference is at most `tolerance`. If
/// |b| > 1, the tolerance is relative to b.
func agree(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
  if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
  if a.isInfinite || b.isInfinite { return a == b }
  return abs(a - b) <= tolerance * max(1, abs(b))
}
