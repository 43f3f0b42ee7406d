import CSoxr

/// Changes the sample rate of a mono stream with a linear-phase, band-limited filter. The output is not delayed by the
/// filter.
struct Resampler: ~Copyable {
  private let handle: OpaquePointer
  private let from: Int
  private let to: Int
  private var block = [Float](repeating: 0, count: 1 << 14)

  /// Uses libsoxr's quality "very high": its error is far smaller than the last bit of a 24-bit sample.
  init(from: Int, to: Int) throws(SpeechError) {
    var quality = soxr_quality_spec(UInt(SOXR_VHQ), 0)
    var failure: soxr_error_t?
    let created = soxr_create(Double(from), Double(to), 1, &failure, nil, &quality, nil)
    if let failure {
      if let created { soxr_delete(created) }
      throw .resamplingFailed(from: from, to: to, reason: String(cString: failure))
    }
    guard let created else { throw .resamplingFailed(from: from, to: to, reason: "out of memory") }
    handle = created
    self.from = from
    self.to = to
  }

  deinit { soxr_delete(handle) }

  /// Resamples the next samples. Appends the output samples that are ready.
  mutating func process(_ samples: UnsafeBufferPointer<Float>, appendingTo output: inout [Float]) throws(SpeechError) {
    var rest = samples
    while !rest.isEmpty {
      let (taken, given) = try step(rest.baseAddress, rest.count, &output)
      if taken == 0 && given == 0 { throw .resamplingFailed(from: from, to: to, reason: "the resampler stands still") }
      rest = UnsafeBufferPointer(rebasing: rest[taken...])
    }
  }

  /// Appends the remaining output samples. `process` must not be called after `finish`.
  mutating func finish(appendingTo output: inout [Float]) throws(SpeechError) {
    while try step(nil, 0, &output).given > 0 {}
  }

  private mutating func step(
    _ input: UnsafePointer<Float>?, _ count: Int, _ output: inout [Float]
  ) throws(SpeechError) -> (taken: Int, given: Int) {
    var taken = 0
    var given = 0
    let failure = block.withUnsafeMutableBufferPointer {
      soxr_process(handle, input, count, &taken, $0.baseAddress, $0.count, &given)
    }
    if let failure { throw .resamplingFailed(from: from, to: to, reason: String(cString: failure)) }
    output.append(contentsOf: block[..<given])
    return (taken, given)
  }
}
