/// The settings of log-mel features. The defaults are those of PaddleSpeech's and WeNet's recipes.
///
/// No dither by default: random noise is for training, and the same recording must give the same features.
public struct FilterbankOptions: Sendable, Equatable {
  public var sampleRate = 16_000
  public var melBins = 80
  public var frameLengthMs = 25.0
  public var frameShiftMs = 10.0
  /// The lower edge of the lowest mel filter, in Hz.
  public var lowFrequency = 20.0
  /// The upper edge of the highest mel filter, in Hz. 0 or below counts from the Nyquist frequency.
  public var highFrequency = 0.0
  public var preemphasis: Float = 0.97
  public var window = Window.povey
  /// The least energy of a mel filter. In silence, the logarithm is taken of it.
  public var energyFloor = EnergyFloor.paddleSpeech
  /// Whether frames must lie wholly inside the recording. Otherwise frames are centred on multiples of the shift, and
  /// the recording is mirrored at its ends.
  public var snipEdges = true

  /// The standard deviation of the noise added to the samples, in units of the int16 range. Kaldi's default is 1; the
  /// recipes train with 0.1.
  public var dither: Float = 0
  /// The seed of the noise. The same seed gives the same features.
  public var ditherSeed: UInt64 = 0

  public init() {}

  /// The program whose rounding is followed. A filter with little energy beside strong neighbours consists of rounding
  /// errors, so that the programs differ in the third digit after the point.
  public var rounding = Rounding.paddleSpeech

  public static let paddleSpeech = FilterbankOptions()

  /// As torchaudio's Kaldi module, which WeNet uses.
  public static var torchaudio: FilterbankOptions {
    var options = FilterbankOptions()
    options.energyFloor = .kaldi
    options.rounding = .torchaudio
    return options
  }

  /// As Kaldi.
  public static var kaldi: FilterbankOptions {
    var options = FilterbankOptions()
    options.energyFloor = .kaldi
    options.rounding = .kaldi
    return options
  }

  public enum Rounding: Sendable, Equatable, CaseIterable {
    /// The window is in single precision; the transform is as precise as double.
    case paddleSpeech
    /// Window and transform in single precision.
    case torchaudio
    /// The window is in double precision, the transform in single precision.
    case kaldi
  }

  public enum Window: String, Sendable, CaseIterable {
    /// Kaldi's own: Hann to the power of 0.85.
    case povey
    case hann, hamming, rectangular
  }

  public enum EnergyFloor: Sendable, Equatable {
    /// 1e-7.
    case paddleSpeech
    /// The distance from 1 to the next larger `Float`.
    case kaldi

    public var value: Float {
      switch self {
      case .paddleSpeech: 1e-7
      case .kaldi: .ulpOfOne
      }
    }
  }
}

extension FilterbankOptions {
  /// The number of samples in a frame.
  var frameLength: Int { Int(Double(sampleRate) * frameLengthMs * 0.001) }
  /// The number of samples from one frame to the next.
  var frameShift: Int { Int(Double(sampleRate) * frameShiftMs * 0.001) }
  /// The number of samples in a frame after zero padding to a power of two.
  var transformLength: Int {
    var length = 2
    while length < frameLength { length *= 2 }
    return length
  }
  /// The upper edge of the highest mel filter, in Hz.
  var upperFrequency: Double { highFrequency > 0 ? highFrequency : Double(sampleRate) / 2 + highFrequency }

  /// Checks what `filterbank` relies on: sizes within limits and frequencies in order.
  func check() throws(SpeechError) {
    func require(_ holds: Bool, _ name: String, _ value: Any, _ expected: String) throws(SpeechError) {
      if !holds { throw .badOption(name: name, value: "\(value)", expected: expected) }
    }
    let nyquist = Double(sampleRate) / 2
    let (rates, longest) = (RecordingLimits.rates, 10_000.0)
    try require(rates.contains(sampleRate), "sampleRate", sampleRate, "\(rates.lowerBound) to \(rates.upperBound)")
    try require((1...1024).contains(melBins), "melBins", melBins, "1 to 1024")
    try require(
      frameLengthMs > 0 && frameLengthMs <= longest && frameLength >= 2, "frameLengthMs", frameLengthMs,
      "two samples or more, at most 10000 ms")
    try require(
      frameShiftMs > 0 && frameShiftMs <= longest && frameShift >= 1, "frameShiftMs", frameShiftMs,
      "one sample or more, at most 10000 ms")
    try require(dither >= 0 && dither <= 1e6, "dither", dither, "0 or more")
    try require(preemphasis >= 0 && preemphasis <= 1, "preemphasis", preemphasis, "0 to 1")
    try require(lowFrequency >= 0 && lowFrequency < nyquist, "lowFrequency", lowFrequency, "0 to below \(nyquist) Hz")
    try require(
      upperFrequency > lowFrequency && upperFrequency <= nyquist, "highFrequency", highFrequency,
      "above lowFrequency (\(lowFrequency) Hz), at most \(nyquist) Hz")
  }
}
