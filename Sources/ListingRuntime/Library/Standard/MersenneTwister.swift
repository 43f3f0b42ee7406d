/// The generator MT19937 of CPython's `random`. Its state is a list on the heap that contains 624 words and a position.
/// Therefore each snapshot of the machine contains the state.
enum MersenneTwister {
  private static let length = 624

  static let functions: [String: Value] = Dictionary(uniqueKeysWithValues: all.map { ($0.name, .builtin($0)) })

  static let all: [BuiltinFunction] = [
    BuiltinFunction("twister_seed(state, seed)") { m, a in
      guard case .list(let handle) = a[0] else { throw ListingError(.typeError, "the state is a list") }
      let seed: Int
      switch a[1] {
      case .int(let number): seed = number
      case .bool(let flag): seed = flag ? 1 : 0
      default:
        throw ListingError(
          .notImplemented,
          "random.seed() takes an integer in fwdb, not '\(m.typeName(of: a[1]))': CPython hashes other seeds")
      }
      m.heap[handle] = .list(seeded(seed.magnitude).map { .int(Int($0)) } + [.int(length)])
      return .none
    },
    BuiltinFunction("twister_random(state)") { m, a in
      let high = try word(a[0], &m) >> 5, low = try word(a[0], &m) >> 6
      return .float((Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992)
    },
    BuiltinFunction("twister_bits(state, count)") { m, a in
      var open = try a.int(1, m)
      if open < 0 { throw ListingError(.valueError, "number of bits must be non-negative") }
      if open > 63 {
        throw ListingError(.notImplemented, "random.getrandbits() returns at most 63 bits in fwdb, not \(open)")
      }
      var (result, shift) = (0, 0)
      while open > 0 {
        let bits = min(open, 32)
        result |= Int(try word(a[0], &m) >> UInt32(32 - bits)) << shift
        shift += 32
        open -= 32
      }
      return .int(result)
    },
  ]

  /// The state words after CPython's `init_genrand`.
  private static func filled(_ seed: UInt32) -> [UInt32] {
    var words = [UInt32](repeating: 0, count: length)
    words[0] = seed
    for i in 1..<length { words[i] = 1_812_433_253 &* (words[i - 1] ^ words[i - 1] >> 30) &+ UInt32(i) }
    return words
  }

  /// The state words after CPython's `init_by_array`. The key consists of the seed's 32-bit digits.
  private static func seeded(_ seed: UInt) -> [UInt32] {
    let key = seed >> 32 == 0 ? [UInt32(seed)] : [UInt32(truncatingIfNeeded: seed), UInt32(seed >> 32)]
    var words = filled(19_650_218)
    var (i, j) = (1, 0)
    func wrap() {
      i += 1
      if i == length {
        words[0] = words[length - 1]
        i = 1
      }
    }
    for _ in 0..<length {
      words[i] = (words[i] ^ (words[i - 1] ^ words[i - 1] >> 30) &* 1_664_525) &+ key[j] &+ UInt32(j)
      wrap()
      j = (j + 1) % key.count
    }
    for _ in 1..<length {
      words[i] = (words[i] ^ (words[i - 1] ^ words[i - 1] >> 30) &* 1_566_083_941) &- UInt32(i)
      wrap()
    }
    words[0] = 0x8000_0000
    return words
  }

  /// Returns the next 32 random bits and advances the state.
  private static func word(_ state: Value, _ m: inout Machine) throws -> UInt32 {
    guard case .list(let handle) = state, case .list(var items) = m.heap[handle], items.count == length + 1,
      case .int(var position) = items[length], (0...length).contains(position)
    else { throw ListingError(.valueError, "random: the state was changed") }
    func word(_ index: Int) throws -> UInt32 {
      guard case .int(let number) = items[index], let word = UInt32(exactly: number) else {
        throw ListingError(.valueError, "random: the state was changed")
      }
      return word
    }
    if position == length {
      var words = try (0..<length).map(word)
      for i in 0..<length {
        let mixed = words[i] & 0x8000_0000 | words[(i + 1) % length] & 0x7fff_ffff
        words[i] = words[(i + 397) % length] ^ mixed >> 1 ^ (mixed & 1 == 0 ? 0 : 0x9908_b0df)
      }
      items = words.map { .int(Int($0)) } + [.int(0)]
      position = 0
    }
    var y = try word(position)
    y ^= y >> 11
    y ^= y << 7 & 0x9d2c_5680
    y ^= y << 15 & 0xefc6_0000
    y ^= y >> 18
    items[length] = .int(position + 1)
    m.heap[handle] = .list(items)
    return y
  }
}
