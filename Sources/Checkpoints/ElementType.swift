import Tensors

/// The element type in a file. There are more than in `DType`: unsigned integers are read as the next wider signed
/// type.
public enum ElementType: String, Sendable, CaseIterable {
  case float16, bfloat16, float32, float64
  case int8, int16, int32, int64
  case uint8, uint16, uint32, uint64
  case bool

  /// The size of an element in the file, in bytes.
  public var size: Int {
    switch self {
    case .int8, .uint8, .bool: 1
    case .float16, .bfloat16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// The type of the tensor that is read: the same type, or a wider signed one for `uint16`, `uint32`, `uint64`. A
  /// `uint64` above `Int64.max` is an error when it is read.
  public var dtype: DType {
    switch self {
    case .float16: .float16
    case .bfloat16: .bfloat16
    case .float32: .float32
    case .float64: .float64
    case .int8: .int8
    case .int16: .int16
    case .int32, .uint16: .int32
    case .int64, .uint32, .uint64: .int64
    case .uint8: .uint8
    case .bool: .bool
    }
  }
}

/// The byte order of elements in the file.
enum ByteOrder: Sendable {
  case little, big
}

/// numpy's code of an element type in an `.npy` header or a pickled dtype: `f4`, `i8`, `b1`.
extension ElementType {
  init?(numpyCode: String) {
    switch numpyCode {
    case "f2": self = .float16
    case "f4": self = .float32
    case "f8": self = .float64
    case "i1": self = .int8
    case "i2": self = .int16
    case "i4": self = .int32
    case "i8": self = .int64
    case "u1": self = .uint8
    case "u2": self = .uint16
    case "u4": self = .uint32
    case "u8": self = .uint64
    case "b1": self = .bool
    default: return nil
    }
  }

  /// `nil` for `bfloat16`, which numpy does not have.
  var numpyCode: String? {
    switch self {
    case .float16: "f2"
    case .bfloat16: nil
    case .float32: "f4"
    case .float64: "f8"
    case .int8: "i1"
    case .int16: "i2"
    case .int32: "i4"
    case .int64: "i8"
    case .uint8: "u1"
    case .uint16: "u2"
    case .uint32: "u4"
    case .uint64: "u8"
    case .bool: "b1"
    }
  }
}

extension DType {
  /// The element type in which a tensor of this type is written.
  var elementType: ElementType {
    switch self {
    case .float32: .float32
    case .float64: .float64
    case .float16: .float16
    case .bfloat16: .bfloat16
    case .int64: .int64
    case .int32: .int32
    case .int16: .int16
    case .int8: .int8
    case .uint8: .uint8
    case .bool: .bool
    }
  }
}
