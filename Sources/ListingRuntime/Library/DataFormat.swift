import Tensors

/// Paddle's argument `data_format`, which names the order of the axes: NCL, NLC, NCHW, NHWC. The letter C marks the
/// channels.
enum DataFormat {
  /// The formats of an operation over one to three axes of time or space. The first format is the default.
  static func names(_ axes: Int) -> [String] {
    switch axes {
    case 1: ["NCL", "NLC"]
    case 2: ["NCHW", "NHWC"]
    default: ["NCDHW", "NDHWC"]
    }
  }

  /// Whether the channels are the last axis in `format`. Throws if the format is not in `known`.
  static func isChannelsLast(_ format: Value, among known: [String], _ function: String) throws -> Bool {
    guard case .string(let text) = format, known.contains(text) else {
      throw ListingError(.valueError, "\(function): data_format must be one of \(known.joined(separator: ", "))")
    }
    return isChannelsLast(text)
  }

  /// - Precondition: `format` is a known format.
  static func isChannelsLast(_ format: String) -> Bool { format.count > 2 && format.hasSuffix("C") }
}

extension Tensor {
  /// A view of [batch, …, channels] as [batch, channels, …].
  func withChannelsSecond() throws -> Tensor { try permuted([0, rank - 1] + (1..<(rank - 1))) }

  /// A view of [batch, channels, …] as [batch, …, channels].
  func withChannelsLast() throws -> Tensor { try permuted([0] + (2..<rank) + [1]) }
}
