/// The settings of log-mel features. The default values are the values in the recipes of PaddleSpeech and WeNet.
///
/// By default, no noise (dither) is added: noise is useful only in training, and a recording must always have the same
/// features.
public struct FilterbankOptions: Sendable, Equatable {
  public var sampleRate = 16_000
  public var melBins = 80
  public var frameLengthMs = 25.0
  public var frameShiftMs = 10.0
  /// The lower edge of the lowest mel filter, in Hz.
  public var lowFrequency = 20.0
  /// The upper edge of the highest mel filter, in Hz. If the value is 0 or less, the edge is the Nyquist frequency plus
  /// this value.
  public var highFrequency = 0.0
  public var preemphasis: Float = 0.97
  public var window = Window.povey
  /// The smallest energy of a mel filter. Smaller energies, as in silence, are replaced by this energy before the
  /// logarithm.
  public var energyFloor = EnergyFloor.paddleSpeech
  /// True: frames are wholly inside the recording. False: frames are centred on multiples of the frame shift, and the
  /// recording is mirrored at its ends.
  public var snipEdges = true

  /// The standard deviation of the noise that is added to the samples, in units of the int16 range. Kaldi's default is
  /// 1; the recipes train with 0.1.
  public var dither: Float = 0
  /// The seed of the noise. The same seed produces the same features.
  public var ditherSeed: UInt64 = 0

  public init() {}

  /// The program whose rounding is reproduced. When a filter has little energy and its neighbours have much energy, the
  /// filter's result consists mostly of rounding errors. For such filters, the results of the programs differ in the
  /// third decimal place.
  public var rounding = Rounding.paddleSpeech

  public static let paddleSpeech = FilterbankOptions()

  /// The settings of torchaudio's Kaldi module, which WeNet uses.
  public static var torchaudio: FilterbankOptions {
    var options = FilterbankOptions()
    options.energyFloor = .kaldi
    options.rounding = .torchaudio
    return options
  }

  /// The settings of Kaldi.
  public static var kaldi: FilterbankOptions {
    var options = FilterbankOptions()
    options.energyFloor = .kaldi
    options.rounding = .kaldi
    return options
  }

  public enum Rounding: Sendable, Equatable, CaseIterable {
    /// The window is computed in single precision and the transform in double precision.
    case paddleSpeech
    /// The window and the transform are computed in single precision.
    case torchaudio
    /// The window is computed in double precision and the transform in single precision.
    case kaldi
  }

  public enum Window: String, Sendable, CaseIterable {
    /// Kaldi's own window: a Hann window to the power of 0.85.
    case povey
    case hann, hamming, rectangular
  }

  public enum EnergyFloor: Sendable, Equatable {
    /// The energy 1e-7.
    case paddleSpeech
    /// The distance from 1 to the next larger `Float`: about 1.19e-7.
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

  /// Throws when an option is outside its limits or the frequencies are not in order. `filterbank` requires checked
  /// options.
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
