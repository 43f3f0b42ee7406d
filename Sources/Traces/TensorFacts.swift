import JSON
import Tensors

/// What is told of a tensor in place of its elements: of a parameter in a file, of an intermediate in a trace.
public struct TensorFacts: Sendable {
  public let shape: [Int]
  /// As files call it: `float32`.
  public let type: String
  /// Of the elements; nil when they were not looked at.
  public let summary: TensorSummary?
  /// How the finite elements are distributed, from the least to the greatest.
  public let histogram: Histogram?

  public init(shape: [Int], type: String, summary: TensorSummary? = nil, histogram: Histogram? = nil) {
    self.shape = shape
    self.type = type
    self.summary = summary
    self.histogram = histogram
  }

  /// Looks over the elements.
  ///
  /// - Parameter bins: of the histogram; without any there is none, and one look is enough.
  public init(_ tensor: Tensor, bins: Int = 0, by compute: Compute = Compute()) throws(TensorError) {
    let summary = try compute.summary(tensor)
    self.init(
      shape: tensor.shape, type: tensor.dtype.name, summary: summary,
      histogram: bins > 0 ? tensor.histogram(bins: bins, summary: summary) : nil)
  }

  /// As members of an object: shape, type, then the statistics, null where no element is finite.
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
