import Glibc
import Tensors

/// The log-mel energies of a recording, computed as Kaldi does.
///
///     samples  mono, −1…1; the function scales them to the int16 range, as the recipes do
///     result   [frames, melBins] float32
///
/// For each frame, the function adds noise (if requested), subtracts the mean, applies pre-emphasis and multiplies by
/// the window. In pre-emphasis, the first sample is its own predecessor. Then the function computes the power spectrum,
/// the mel filters and the natural logarithm.
///
/// `FilterbankOptions.torchaudio` corresponds to `torchaudio.compliance.kaldi.fbank(dither=0)`. With the options of
/// PaddleSpeech, torchaudio or Kaldi, the result differs from the result of that program by at most 1e-3.
///
/// Throws when the recording is shorter than one frame, a sample is not finite or has a magnitude above
/// `RecordingLimits.magnitude`, or an option is invalid.
public func filterbank(_ samples: [Float], _ options: FilterbankOptions = .paddleSpeech) throws(SpeechError) -> Tensor {
  try options.check()
  let framing = Framing(sampleCount: samples.count, options)
  if framing.count == 0 {
    throw .tooShort(samples: samples.count, needed: framing.samplesNeeded, sampleRate: options.sampleRate)
  }
  // The negated condition is also true for NaN.
  if let bad = samples.firstIndex(where: { !(abs($0) <= RecordingLimits.magnitude) }) {
    throw .nonFiniteInput(sample: bad)
  }
  return Tensor(shape: [framing.count, options.melBins], dtype: .float32) { output in
    samples.withUnsafeBufferPointer { FeatureExtractor(options).run(framing, over: $0, into: output) }
  }
}

/// The division of a recording into frames.
private struct Framing {
  let count: Int
  /// The smallest number of samples that a recording needs for one frame.
  let samplesNeeded: Int
  private let length: Int
  private let shift: Int
  private let first: Int

  init(sampleCount: Int, _ options: FilterbankOptions) {
    length = options.frameLength
    shift = options.frameShift
    if options.snipEdges {
      samplesNeeded = length
      first = 0
      count = sampleCount < length ? 0 : 1 + (sampleCount - length) / shift
    } else {
      samplesNeeded = max(1, shift - shift / 2)
      first = shift / 2 - length / 2
      count = (sampleCount + shift / 2) / shift
    }
  }

  /// Copies frame `index` and multiplies it by `scale`. Beyond the ends of the recording, the samples are mirrored:
  /// `… 1 0 | 0 1 2 … n−1 | n−1 n−2 …`.
  func copy(
    _ index: Int, of samples: UnsafeBufferPointer<Float>, scale: Float, into frame: UnsafeMutableBufferPointer<Float>
  ) {
    let start = first + index * shift
    if start >= 0 && start + length <= samples.count {
      for position in 0..<length { frame[position] = samples[start + position] * scale }
      return
    }
    for position in 0..<length {
      var source = start + position
      while source < 0 || source >= samples.count {
        source = source < 0 ? -source - 1 : 2 * samples.count - 1 - source
      }
      frame[position] = samples[source] * scale
    }
  }
}

/// The tables and temporary memory for computing features from frames.
private struct FeatureExtractor: ~Copyable {
  private let options: FilterbankOptions
  private let window: [Float]
  private let transform: FourierTransform
  private let bank: MelBank
  private let scratch: UnsafeMutableBufferPointer<Float>

  /// - Precondition: `options.check()` does not throw.
  init(_ options: FilterbankOptions) {
    self.options = options
    window = options.window.values(count: options.frameLength, inSinglePrecision: options.rounding != .kaldi)
    transform = FourierTransform(
      length: options.transformLength, precision: options.rounding == .paddleSpeech ? .double : .single)
    bank = MelBank(
      count: options.melBins, transformLength: options.transformLength, sampleRate: options.sampleRate,
      from: options.lowFrequency, to: options.upperFrequency)
    scratch = .allocate(capacity: options.transformLength + options.transformLength / 2 + 1)
    scratch.initialize(repeating: 0)
  }

  deinit { scratch.deallocate() }

  func run(_ framing: Framing, over samples: UnsafeBufferPointer<Float>, into output: UnsafeMutableBufferPointer<Float>)
  {
    let frame = UnsafeMutableBufferPointer(rebasing: scratch[..<options.transformLength])  // zero past frameLength
    let power = UnsafeMutableBufferPointer(rebasing: scratch[options.transformLength...])
    let floor = options.energyFloor.value
    var noise = RandomGenerator(seed: options.ditherSeed)
    for index in 0..<framing.count {
      framing.copy(index, of: samples, scale: 32768, into: frame)
      if options.dither > 0 { addNoise(to: frame, &noise) }
      shape(frame)
      transform.power(of: UnsafeBufferPointer(frame), into: power)
      let row = output[index * options.melBins..<(index + 1) * options.melBins]
      bank.logEnergies(of: UnsafeBufferPointer(power), floor: floor, into: UnsafeMutableBufferPointer(rebasing: row))
    }
  }

  private func addNoise(to frame: UnsafeMutableBufferPointer<Float>, _ generator: inout RandomGenerator) {
    let length = options.frameLength
    guard let noise = try? Compute().randomNormal([length], standardDeviation: options.dither, using: &generator) else {
      preconditionFailure("a frame is small")
    }
    noise.withElements(of: Float.self) { for index in 0..<length { frame[index] += $0[index] } }
  }

  /// Subtracts the mean, applies pre-emphasis and multiplies by the window, in place.
  private func shape(_ frame: UnsafeMutableBufferPointer<Float>) {
    let length = options.frameLength
    var sum: Double = 0
    for position in 0..<length { sum += Double(frame[position]) }
    let mean = Float(sum / Double(length))
    let preemphasis = options.preemphasis
    window.withUnsafeBufferPointer { window in
      var previous = frame[0] - mean
      for position in 0..<length {
        let sample = frame[position] - mean
        frame[position] = (sample - preemphasis * previous) * window[position]
        previous = sample
      }
    }
  }
}

extension FilterbankOptions.Window {
  /// The `count` values of the window. The window is symmetric: its first value equals its last.
  ///
  /// - Parameter inSinglePrecision: whether each step is rounded to single precision.
  func values(count: Int, inSinglePrecision: Bool) -> [Float] {
    let step = 2 * Double.pi / Double(max(count - 1, 1))
    return (0..<count).map { index in
      let single = cosf(Float(index) * Float(step))
      let cosine = inSinglePrecision ? Double(single) : cos(step * Double(index))
      switch self {
      case .povey where inSinglePrecision: return powf(single * -0.5 + 0.5, 0.85)
      case .povey: return Float(pow(0.5 - 0.5 * cosine, 0.85))
      case .hann: return Float(0.5 - 0.5 * cosine)
      case .hamming: return Float(0.54 - 0.46 * cosine)
      case .rectangular: return 1
      }
    }
  }
}
