/// Composes the bytes of a WAV file.
struct WaveBytes {
  enum Encoding {
    case pcm(bits: Int)
    case float32
    case float64

    fileprivate var bits: Int {
      switch self {
      case .pcm(let bits): bits
      case .float32: 32
      case .float64: 64
      }
    }
  }

  var encoding = Encoding.pcm(bits: 16)
  /// Whether the header has the extensible format, with a GUID for the encoding and a position for each channel.
  var isExtensible = false
  var channels = 1
  var rate = 16_000
  /// Interleaved samples in −1…1.
  var samples: [Float] = []
  /// A false byte count for the header. If it is nil, the header has the true byte count.
  var claimedByteCount: UInt32?

  var bytes: [UInt8] {
    let width = encoding.bits / 8
    let data = samples.flatMap(encode)
    let tag =
      switch encoding {
      case .pcm: 1
      case .float32, .float64: 3
      }
    var format = little(isExtensible ? 0xFFFE : tag, 2)
    format += little(channels, 2) + little(rate, 4) + little(rate * channels * width, 4)
    format += little(channels * width, 2) + little(encoding.bits, 2)
    if isExtensible {
      let restOfGUID: [UInt8] = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]
      format += little(22, 2) + little(encoding.bits, 2) + little((1 << channels) - 1, 4) + little(tag, 2) + restOfGUID
    }
    var body = Array("WAVE".utf8) + Array("fmt ".utf8) + little(format.count, 4) + format
    body += Array("data".utf8) + little(Int(claimedByteCount ?? UInt32(data.count)), 4) + data
    return Array("RIFF".utf8) + little(body.count, 4) + body
  }

  private func encode(_ sample: Float) -> [UInt8] {
    switch encoding {
    case .float32: return little(Int(sample.bitPattern), 4)
    case .float64: return little(Int(bitPattern: UInt(Double(sample).bitPattern)), 8)
    case .pcm(bits: 8): return [UInt8(Int((sample * 128).rounded()) + 128)]
    case .pcm(let bits):
      let scale = Float(1 << (bits - 1))
      return little(Int(min(scale - 1, (sample * scale).rounded())), bits / 8)
    }
  }
}

private func little(_ value: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
