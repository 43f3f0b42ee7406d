import JSON
import Tensors

/// Shape, dtype and statistics of a tensor, without its elements. Used for parameters in a file and for results in a
/// trace.
public struct TensorFacts: Sendable {
  public let shape: [Int]
  /// The dtype's name in files: `float32`.
  public let type: String
  /// Nil when the elements were not read.
  public let summary: TensorSummary?
  /// The histogram of the finite elements; nil when not requested or when no element is finite.
  public let histogram: Histogram?

  public init(shape: [Int], type: String, summary: TensorSummary? = nil, histogram: Histogram? = nil) {
    self.shape = shape
    self.type = type
    self.summary = summary
    self.histogram = histogram
  }

  /// Reads a tensor's elements and computes the statistics.
  ///
  /// - Parameter bins: the number of histogram bins. With 0, no histogram is computed and the elements are read only
  ///   once.
  public init(_ tensor: Tensor, bins: Int = 0, by compute: Compute = Compute()) throws(TensorError) {
    let summary = try compute.summary(tensor)
    self.init(
      shape: tensor.shape, type: tensor.dtype.name, summary: summary,
      histogram: bins > 0 ? tensor.histogram(bins: bins, summary: summary) : nil)
  }

  /// The members of a JSON object: shape, dtype and statistics. min, max, mean and std are null when no element is
  /// finite.
  public var members: [(String, JSONValue?)] {
    var members: [(String, JSONValue?)] = [("shape", .ints(shape)), ("dtype", .string(type))]
    if let summary {
      members += [
        ("min", .nullable(summary.min)), ("max", .nullable(summary.max)), ("mean", .nullable(summary.mean)),
        ("std", .nullable(summary.standardDeviation)), ("nan", .int(summary.nanCount)),
        ("inf", .int(summary.positiveInfinityCount)), ("-inf", .int(summary.negativeInfinityCount)),
        ("zeros", .int(summary.zeroCount)),
      ]
    }
    if let histogram { members.append(("histogram", .ints(histogram.counts))) }
    return members
  }
}
