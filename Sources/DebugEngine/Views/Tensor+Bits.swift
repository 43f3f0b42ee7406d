import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Comparison of tensors bit by bit.
extension Tensor {
  /// Whether shapes, dtypes and all bits of all elements are equal. Two NaNs with the same bits are equal.
  func hasSameBits(as other: Tensor) -> Bool {
    guard dtype == other.dtype, shape == other.shape else { return false }
    if storage === other.storage, layout == other.layout { return true }
    return withElementBytes { left in
      other.withElementBytes { right in
        guard left.count == right.count, let first = left.baseAddress, let second = right.baseAddress else {
          return left.count == right.count
        }
        return memcmp(first, second, left.count) == 0
      }
    }
  }

  /// A hash of shape, dtype and the bits of all elements. The hash is the same in every run. It is not cryptographic.
  var bitHash: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func take(_ word: UInt64) {
      hash = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 29
    }
    for byte in dtype.name.utf8 { take(UInt64(byte)) }
    for size in shape { take(UInt64(size)) }
    withElementBytes { bytes in
      let words = bytes.count / 8
      for word in 0..<words {
        take(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)))
      }
      for byte in bytes[(words * 8)...] { take(UInt64(byte)) }
    }
    return hash
  }

  /// Calls `body` with the elements' bytes in row-major order.
  private func withElementBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let dense = contiguous()
    let start = dense.layout.offset * dtype.size
    return withExtendedLifetime(dense) {
      body(UnsafeRawBufferPointer(rebasing: dense.storage.bytes[start..<start + dense.count * dtype.size]))
    }
  }
}
