import Tensors

@testable import Checkpoints

/// Access to the files in the folder of fixtures.
enum Fixture {
  static func path(_ name: String) -> String {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    return "/\(folder)/Fixtures/\(name)"
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    let file = try MappedFile.open(path(name))
    return withExtendedLifetime(file) { Array(file.bytes) }
  }
}

/// Reads a checkpoint from bytes. The memory ends at the last byte, so a sanitizer detects a read beyond this byte.
func read(_ bytes: [UInt8], named name: String) throws(CheckpointError) -> Checkpoint {
  try Checkpoint.read(Storage(byteCount: bytes.count) { $0.copyBytes(from: bytes) }, path: name)
}

extension Tensor {
  /// The elements' bytes in row-major order.
  var rowMajorBytes: [UInt8] {
    let dense = contiguous()
    let start = dense.layout.offset * dtype.size
    return withExtendedLifetime(dense) { Array(dense.storage.bytes[start..<start + count * dtype.size]) }
  }
}

/// A generator of random numbers with a seed (SplitMix64).
struct Noise: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
