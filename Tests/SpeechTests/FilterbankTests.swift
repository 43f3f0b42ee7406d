import Glibc
import Tensors
import Testing

@testable import Speech

/// The indices of the frames that the fixtures contain.
private let fixtureFrames = Array(stride(from: 3, to: 148, by: 5))

private func frames(_ indices: [Int], of features: Tensor) -> [Float] {
  let width = features.shape[1]
  let values = features.floats
  return indices.flatMap { values[$0 * width..<($0 + 1) * width] }
}

private func largestDifference(_ left: [Float], _ right: [Float]) -> Float {
  zip(left, right).map { abs($0 - $1) }.max() ?? .infinity
}

/// Noise in −0.5…0.5 that is the same in every run.
private func noise(_ count: Int) -> [Float] {
  var state: UInt32 = 1
  return (0..<count).map { _ in
    state = state &* 1_664_525 &+ 1_013_904_223
    return Float(state >> 8) / Float(1 << 24) - 0.5
  }
}

/// The 80 log-mel energies of one frame, computed by definition with PaddleSpeech's settings. The frame has 400 samples
/// in the range of int16.
private func featuresByDefinition(_ frame: [Double]) -> [Float] {
  let mean = frame.reduce(0, +) / 400
  let shaped = frame.indices.map { index in
    let window = pow(0.5 - 0.5 * cos(2 * .pi * Double(index) / 399), 0.85)
    return ((frame[index] - mean) - 0.97 * (frame[max(0, index - 1)] - mean)) * window
  }
  let turns = (0..<512).map { 2 * .pi * Double($0) / 512 }
  let (cosines, sines) = (turns.map { cos($0) }, turns.map { sin($0) })
  let power = (0..<256).map { bin in
    var (real, imaginary) = (0.0, 0.0)
    for (index, sample) in shaped.enumerated() {
      real += sample * cosines[index * bin % 512]
      imaginary -= sample * sines[index * bin % 512]
    }
    return real * real + imaginary * imaginary
  }
  func mel(_ frequency: Double) -> Double { 1127 * log(1 + frequency / 700) }
  let step = (mel(8000) - mel(20)) / 81
  return (0..<80).map { filter in
    let left = mel(20) + Double(filter) * step
    var energy = 0.0
    for bin in 0..<256 {
      let position = (mel(Double(bin) * 31.25) - left) / step  // 0 … 2 across the triangle
      energy += max(0, min(position, 2 - position)) * power[bin]
    }
    return Float(log(max(1e-7, energy)))
  }
}

@Suite struct FilterbankTests {
  /// If the energy in one filter is much smaller than the energy in the neighbouring filters, the filter's value
  /// consists mostly of float32 rounding errors. The features of PaddleSpeech and WeNet (both computed as in
  /// torchaudio) differ from features computed in double by up to 1.4e-3. The features of kaldi-native-fbank differ by
  /// up to 5e-4. With the options of a program, fwdb rounds after the same operations as this program. Then the
  /// features of fwdb and of the program differ by less than 1e-3.
  @Test(arguments: [
    ("fbank.paddlespeech.f32", FilterbankOptions.paddleSpeech, Float(1e-3)),
    ("fbank.wenet.f32", .torchaudio, 1e-3), ("fbank.kaldi_native.f32", .kaldi, 5e-4),
  ])
  func featuresAreThoseOfTheUpstreamFrontEnd(
    _ name: String, _ options: FilterbankOptions, _ tolerance: Float
  ) throws {
    let recording = try readRecording(fixture("test.wav"), sampleRate: 16_000)
    let features = try filterbank(recording.samples, options)
    let expected = try fixtureFloats(name)
    #expect(features.shape == [148, 80])
    #expect(expected.count == fixtureFrames.count * 80)
    let ours = frames(fixtureFrames, of: features)
    #expect(largestDifference(ours, expected) < tolerance)
    #expect(zip(ours, expected).reduce(0) { $0 + abs($1.0 - $1.1) } / Float(ours.count) < 2e-5)
  }

  /// Compares the features with features computed by definition, in double. The arguments are frames with large errors.
  @Test(arguments: [0, 64, 93, 104, 115, 139]) func featuresMatchTheDefinition(_ frame: Int) throws {
    let samples = try readRecording(fixture("test.wav"), sampleRate: 16_000).samples
    let ours = frames([frame], of: try filterbank(samples))
    let exact = featuresByDefinition(samples[frame * 160..<frame * 160 + 400].map { Double($0) * 32768 })
    #expect(largestDifference(ours, exact) < 8e-4)
  }

  @Test(arguments: [(400, 1), (559, 1), (560, 2), (16_000, 98), (24_037, 148)])
  func framesLieWhollyInside(_ samples: Int, _ frames: Int) throws {
    #expect(try filterbank(noise(samples)).shape == [frames, 80])
  }

  @Test(arguments: [(80, 1), (239, 1), (240, 2), (16_000, 100)])
  func withoutSnippingAFrameStandsAtEachShift(_ samples: Int, _ frames: Int) throws {
    var options = FilterbankOptions()
    options.snipEdges = false
    #expect(try filterbank(noise(samples), options).shape == [frames, 80])
  }

  /// Centred frames equal the frames of a longer recording: the same recording with 120 mirrored samples before its
  /// start and mirrored samples after its end.
  @Test func centredFramesEqualFramesOfTheMirroredRecording() throws {
    let samples = noise(2000)
    var options = FilterbankOptions()
    options.snipEdges = false
    let centred = try filterbank(samples, options)
    let mirrored = samples.prefix(120).reversed() + samples + samples.suffix(200).reversed()
    let plain = try filterbank(Array(mirrored))
    #expect(centred.shape == [13, 80])
    #expect(centred.floats == Array(plain.floats.prefix(13 * 80)))
  }

  @Test func noiseDependsOnItsSeedAndSize() throws {
    func features(dither: Float, seed: UInt64 = 1) throws -> [Float] {
      var options = FilterbankOptions()
      (options.dither, options.ditherSeed) = (dither, seed)
      return try filterbank([Float](repeating: 0, count: 16_000), options).floats
    }
    #expect(try features(dither: 1) == features(dither: 1))
    #expect(try features(dither: 1) != features(dither: 1, seed: 2))
    // The recording is silent, so the features are the log energy of the dither noise. Ten times the amplitude is 100
    // times the energy: each feature grows by ln 100.
    for (one, ten) in zip(try features(dither: 1), try features(dither: 10)) {
      #expect(abs(ten - one - logf(100)) < 1e-2)
    }
  }

  @Test(arguments: [(FilterbankOptions.paddleSpeech, Float(1e-7)), (.kaldi, .ulpOfOne)])
  func silenceIsTheFloor(_ options: FilterbankOptions, _ floor: Float) throws {
    #expect(try filterbank([Float](repeating: 0.25, count: 400), options).floats.allSatisfy { $0 == logf(floor) })
  }

  /// A tone has the most energy in the filter with the nearest centre on the mel scale.
  @Test(arguments: [100.0, 440, 1000, 3000, 7000]) func aToneIsInItsFilter(_ hertz: Double) throws {
    let samples = (0..<400).map { Float(0.5 * sin(2 * .pi * hertz * Double($0) / 16_000)) }
    let features = try filterbank(samples).floats
    func mel(_ frequency: Double) -> Double { 1127 * log(1 + frequency / 700) }
    let position = (mel(hertz) - mel(20)) / (mel(8000) - mel(20)) * 81 - 1
    let loudest = features.indices.max { features[$0] < features[$1] }!
    #expect(abs(Double(loudest) - position) <= 1.5)
  }

  /// Ten times the amplitude is 100 times the energy: each feature grows by ln 100, for every window and every size.
  @Test(arguments: FilterbankOptions.Window.allCases, [(8000, 23), (16_000, 80), (44_100, 128)])
  func louderByTenIsLn100More(_ window: FilterbankOptions.Window, _ size: (rate: Int, bins: Int)) throws {
    var options = FilterbankOptions.kaldi
    options.window = window
    options.sampleRate = size.rate
    options.melBins = size.bins
    options.highFrequency = -200
    let soft = noise(size.rate / 4).map { $0 / 10 }
    let features = try filterbank(soft, options).floats
    let louder = try filterbank(soft.map { $0 * 10 }, options).floats
    // The features agree up to float32 rounding.
    for (one, ten) in zip(features, louder) { #expect(abs(ten - one - logf(100)) < 1e-3) }
  }

  @Test(arguments: [(0, 400), (399, 400)]) func recordingsShorterThanAFrameAreRefused(_ samples: Int, _ needed: Int) {
    #expect(throws: SpeechError.tooShort(samples: samples, needed: needed, sampleRate: 16_000)) {
      try filterbank(noise(samples))
    }
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity, 1e30]) func samplesThatAreNotFiniteAreRefused(_ value: Float) {
    var samples = noise(800)
    samples[777] = value
    #expect(throws: SpeechError.nonFiniteInput(sample: 777)) { try filterbank(samples) }
  }

  struct BadOption: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout FilterbankOptions) -> Void

    init(_ name: String, _ change: @escaping @Sendable (inout FilterbankOptions) -> Void) {
      (testDescription, self.change) = (name, change)
    }
  }

  @Test(arguments: [
    BadOption("sampleRate") { $0.sampleRate = 0 },
    BadOption("sampleRate") { $0.sampleRate = .max },
    BadOption("melBins") { $0.melBins = 0 },
    BadOption("melBins") { $0.melBins = 1025 },
    BadOption("frameLengthMs") { $0.frameLengthMs = .nan },
    BadOption("frameLengthMs") { $0.frameLengthMs = 0.1 },
    BadOption("frameLengthMs") { $0.frameLengthMs = .infinity },
    BadOption("frameShiftMs") { $0.frameShiftMs = -10 },
    BadOption("frameShiftMs") { $0.frameShiftMs = 1e300 },
    BadOption("preemphasis") { $0.preemphasis = 1.5 },
    BadOption("lowFrequency") { $0.lowFrequency = 8000 },
    BadOption("lowFrequency") { $0.lowFrequency = .nan },
    BadOption("highFrequency") { $0.highFrequency = 8001 },
    BadOption("highFrequency") { $0.highFrequency = -7990 },
    BadOption("highFrequency") { $0.highFrequency = .nan },
  ])
  func optionsOutOfRangeAreNamed(_ bad: BadOption) {
    var options = FilterbankOptions()
    bad.change(&options)
    let error = #expect(throws: SpeechError.self) { try filterbank(noise(800), options) }
    guard case .badOption(bad.testDescription, _, _)? = error else {
      Issue.record("\(error.map(String.init(describing:)) ?? "nothing") does not name \(bad.testDescription)")
      return
    }
  }
}
