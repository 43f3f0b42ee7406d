import Tensors

/// The element type in a file. `uint16`, `uint32` and `uint64` have no `DType`: tensors of these types are read as a
/// signed type.
public enum ElementType: String, Sendable, CaseIterable {
  case float16, bfloat16, float32, float64
  case int8, int16, int32, int64
  case uint8, uint16, uint32, uint64
  case bool, complex64, complex128

  /// The size of an element in the file, in bytes.
  public var size: Int {
    switch self {
    case .int8, .uint8, .bool: 1
    case .float16, .bfloat16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64, .complex64: 8
    case .complex128: 16
    }
  }

  /// The type of the tensor in memory: a wider signed type for `uint16` and `uint32`, `int64` for `uint64`, the same
  /// type for all other types. A `uint64` number above `Int64.max` is an error when the tensor is read.
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
    case .complex64: .complex64
    case .complex128: .complex128
    }
  }
}

/// The byte order of the elements in a file.
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
    case "c8": self = .complex64
    case "c16": self = .complex128
    default: return nil
    }
  }

  /// numpy's code of the type; nil for `bfloat16`, which numpy does not support.
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
    case .complex64: "c8"
    case .complex128: "c16"
    }
  }
}

extension DType {
  /// The element type with which a tensor of this type is written.
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
    case .complex64: .complex64
    case .complex128: .complex128
    }
  }
}
