import BigInt

/// Python's hashes of numbers, tuples and frozensets. They are equal in every process. Python documents the hashes of
/// numbers. The hashes of tuples and frozensets follow CPython's code.
enum NumberHash {
  /// Numbers are reduced modulo this prime, 2^61 − 1.
  private static let modulus = 1 << 61 - 1

  /// −1 reports an error in Python's own code, so no value has the hash −1.
  private static func valid(_ hash: Int) -> Int { hash == -1 ? -2 : hash }

  static func of(_ number: BigInt) -> Int {
    let total = Int(
      number.magnitude.words.reversed().reduce(UInt128(0)) { ($0 << 64 | UInt128($1)) % UInt128(modulus) })
    return valid(number.sign == .minus ? -total : total)
  }

  static func of(_ number: Double) -> Int {
    if number.isNaN { return 0 }
    if number.isInfinite { return number < 0 ? -314159 : 314159 }
    if number == 0 { return 0 }
    // number = bits · 2^shift. Modulo 2^61 − 1, a multiplication by 2 rotates a 61-bit number by one bit.
    var bits = Int(number.significandBitPattern), shift = Int(number.exponent) - 52
    if number.isNormal { bits |= 1 << 52 } else { shift = -1074 }
    let turn = ((shift % 61) + 61) % 61
    let rotated = turn == 0 ? bits : (bits << turn) & modulus | bits >> (61 - turn)
    return valid(number < 0 ? -rotated : rotated)
  }

  static func of(_ number: ComplexNumber) -> Int { valid(of(number.real) &+ 1_000_003 &* of(number.imaginary)) }

  /// xxHash over the hashes of the items.
  static func of(tuple items: [Int]) -> Int {
    let first: UInt = 11_400_714_785_074_694_791, second: UInt = 14_029_467_366_897_019_727
    let fifth: UInt = 2_870_177_450_012_600_261
    var total = fifth
    for item in items {
      total = total &+ UInt(bitPattern: item) &* second
      total = (total << 31 | total >> 33) &* first
    }
    total = total &+ (UInt(items.count) ^ (fifth ^ 3_527_539))
    return total == .max ? 1_546_275_796 : Int(bitPattern: total)
  }

  static func of(set items: [Int]) -> Int {
    var total: UInt = 0
    for item in items {
      let hash = UInt(bitPattern: item)
      total ^= ((hash ^ 89_869_747) ^ (hash << 16)) &* 3_644_798_167
    }
    total ^= UInt(items.count + 1) &* 1_927_868_237
    total ^= (total >> 11) ^ (total >> 25)
    total = total &* 69_069 &+ 907_133_923
    return total == .max ? 590_923_713 : Int(bitPattern: total)
  }
}
