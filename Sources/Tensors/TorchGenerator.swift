import CKernels

/// torch's CPU generator: the Mersenne twister MT19937. With the same seed, it returns the same numbers as torch.
///
/// The generator is a value: a copy repeats the same draws.
public struct TorchGenerator: Sendable, Hashable {
  /// The seed that was set last. Only its low 32 bits matter.
  public let seed: UInt64
  private var words: [UInt32]
  /// The position of the next word in `words`: 0 directly after seeding, 624 when all words are used.
  private var next: Int32 = 0
  /// The second number of a pair of normal numbers; the next normal draw returns it.
  var savedNormal: Double?

  public init(seed: UInt64) {
    self.seed = seed
    words = [UInt32](unsafeUninitializedCapacity: Self.length) { buffer, count in
      if let base = buffer.baseAddress { fw_twister_seed(UInt32(truncatingIfNeeded: seed), base) }
      count = Self.length
    }
  }

  private static let length = 624

  /// Writes the next `count` draws to `output`.
  mutating func draw(_ count: Int, to output: UnsafeMutablePointer<UInt32>) {
    words.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { fw_twister_draw(base, &next, Int64(count), output) }
    }
  }

  /// The next 32 bits.
  public mutating func bits32() -> UInt32 {
    var word: UInt32 = 0
    draw(1, to: &word)
    return word
  }

  /// The next 64 bits: two draws. The first draw is the high half.
  mutating func bits64() -> UInt64 {
    let high = UInt64(bits32())
    return high << 32 | UInt64(bits32())
  }

  /// A uniform number in [0, 1) with 53 random bits.
  mutating func uniformDouble() -> Double { Double(bits64() & (1 << 53 - 1)) * 0x1p-53 }

  /// A uniform number in [0, 1) with 24 random bits.
  mutating func uniformFloat() -> Float { Float(bits32() & (1 << 24 - 1)) * 0x1p-24 }
}

// MARK: The state as bytes

extension TorchGenerator {
  /// The number of bytes of a state.
  public static let stateSize = 5056

  /// The bytes that `torch.get_rng_state()` returns, in little-endian order:
  ///
  ///     0     seed, 8 bytes
  ///     8     n, 4 bytes: the n-th draw from now computes the next 624 words; then the number 1, 4 bytes
  ///     16    position of the next word, 8 bytes
  ///     24    the 624 words, 8 bytes each
  ///     5024  the saved normal number, 8 bytes
  ///     5040  1 if there is a saved normal number, else 0, 4 bytes
  public var state: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.stateSize)
    func put(_ value: UInt64, _ size: Int, at offset: Int) {
      for index in 0..<size { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
    }
    put(seed, 8, at: 0)
    put(next == 0 ? 1 : UInt64(Self.length + 1 - Int(next)), 4, at: 8)
    put(1, 4, at: 12)
    put(UInt64(next), 8, at: 16)
    for (index, word) in words.enumerated() { put(UInt64(word), 8, at: 24 + 8 * index) }
    if let savedNormal {
      put(savedNormal.bitPattern, 8, at: 5024)
      put(1, 4, at: 5040)
    }
    return bytes
  }

  /// The generator with this state; nil if the bytes are not a state.
  public init?(state bytes: [UInt8]) {
    guard bytes.count == Self.stateSize else { return nil }
    func number(_ size: Int, at offset: Int) -> UInt64 {
      (0..<size).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
    }
    let (left, next) = (number(4, at: 8), number(8, at: 16))
    guard next <= UInt64(Self.length), left == (next == 0 ? 1 : UInt64(Self.length) + 1 - next), number(4, at: 12) == 1
    else { return nil }
    seed = number(8, at: 0)
    words = (0..<Self.length).map { UInt32(truncatingIfNeeded: number(8, at: 24 + 8 * $0)) }
    self.next = Int32(next)
    if number(4, at: 5040) != 0 { savedNormal = Double(bitPattern: number(8, at: 5024)) }
  }
}
