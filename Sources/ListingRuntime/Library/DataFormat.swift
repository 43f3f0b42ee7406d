import Tensors

/// Paddle's argument `data_format`, which says which axis holds the channels: NCL, NLC, NCHW, NHWC.
enum DataFormat {
  /// The formats for an operation over one to three axes of time or space; the first one is the default.
  static func names(_ axes: Int) -> [String] {
    switch axes {
    case 1: ["NCL", "NLC"]
    case 2: ["NCHW", "NHWC"]
    default: ["NCDHW", "NDHWC"]
    }
  }

  /// Whether `format` has the channels last. Throws if the format is not among `known`.
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
