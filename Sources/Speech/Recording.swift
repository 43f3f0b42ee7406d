/// A mono recording.
public struct Recording: Sendable {
  /// The mono samples, usually from −1 to 1. Larger samples of a float file are kept, and `notes` mentions them.
  public var samples: [Float]
  /// The number of samples per second.
  public var sampleRate: Int
  /// How the samples in the file were changed, for the user: `resampled from 8000 Hz`, `2 channels averaged`.
  public let notes: [String]

  public init(samples: [Float], sampleRate: Int, notes: [String] = []) {
    self.samples = samples
    self.sampleRate = sampleRate
    self.notes = notes
  }

  /// The duration in seconds.
  public var duration: Double { Double(samples.count) / Double(sampleRate) }
}

/// Reads a sound file (WAV, FLAC, …), averages its channels and resamples it to `sampleRate`.
///
/// The file is read in blocks, so memory depends only on the size of the result. Throws when the file is missing, is
/// not a sound file, has no samples, exceeds `RecordingLimits`, or has a sample that is NaN or infinite. The limits
/// also refuse a small file that decompresses to hours of silence.
public func readRecording(_ path: String, sampleRate: Int) throws(SpeechError) -> Recording {
  try readRecording(path, sampleRate: sampleRate, limits: .standard)
}

func readRecording(_ path: String, sampleRate: Int, limits: RecordingLimits) throws(SpeechError) -> Recording {
  if !RecordingLimits.rates.contains(sampleRate) {
    let (low, high) = (RecordingLimits.rates.lowerBound, RecordingLimits.rates.upperBound)
    throw .badOption(name: "sampleRate", value: "\(sampleRate)", expected: "\(low) to \(high)")
  }
  var file = try SoundFile(path: path)
  try RecordingLimits.check(file)
  let seconds = min(limits.seconds, limits.samples / sampleRate)

  var downmix = Downmix(path: path, channels: file.channels)
  let samples =
    file.sampleRate == sampleRate
    ? try readAll(&file, &downmix, limitSeconds: seconds)
    : try readAll(&file, &downmix, resampledTo: sampleRate, limitSeconds: seconds)
  if downmix.frames == 0 { throw .noSamples(path: path) }
  if samples.isEmpty {
    let reason = "\(downmix.frames) samples are too few to make one"
    throw .resamplingFailed(from: file.sampleRate, to: sampleRate, reason: reason)
  }

  var notes: [String] = []
  if file.channels > 1 { notes.append("\(file.channels) channels averaged") }
  if file.sampleRate != sampleRate { notes.append("resampled from \(file.sampleRate) Hz") }
  if let (promised, found) = file.missingBytes() {
    notes.append("the file breaks off: \(found) of \(promised) bytes of samples")
  } else if downmix.frames < file.promisedFrames {
    notes.append("the file breaks off: \(downmix.frames) of \(file.promisedFrames) frames")
  }
  if downmix.peak > 1 { notes.append("samples reach \(downmix.peak), beyond ±1, and are kept") }
  return Recording(samples: samples, sampleRate: sampleRate, notes: notes)
}

/// The limits of a sound file. A file that exceeds a limit is refused as damaged.
public struct RecordingLimits: Sendable {
  public static let rates = 1_000...768_000
  public static let channels = 64
  /// The largest allowed magnitude of a sample. The limit is above 32767, because some float files use the int16 range.
  /// With much larger samples, the power spectrum would overflow.
  public static let magnitude: Float = 0x1p24
  public static let standard = RecordingLimits()

  /// The longest recording, in seconds.
  public var seconds = 2 * 60 * 60
  /// The largest number of samples in the result, which is mono and has the requested rate. 2²⁸ samples are 1 GB.
  public var samples = 1 << 28

  static func check(_ file: borrowing SoundFile) throws(SpeechError) {
    if file.channels < 1 || file.channels > channels {
      throw .tooManyChannels(path: file.path, channels: file.channels, limit: channels)
    }
    if !rates.contains(file.sampleRate) {
      throw .unsupportedRate(path: file.path, hertz: file.sampleRate, allowed: rates)
    }
  }
}

/// Reads all samples without resampling them.
private func readAll(
  _ file: inout SoundFile, _ downmix: inout Downmix, limitSeconds: Int
) throws(SpeechError) -> [Float] {
  let limit = limitSeconds * file.sampleRate
  var samples: [Float] = []
  while try downmix.readBlock(&file) {
    samples.append(contentsOf: downmix.mono)
    if samples.count > limit { throw .tooLong(path: file.path, limitSeconds: limitSeconds) }
  }
  return samples
}

/// Reads all samples and resamples them to `rate`.
private func readAll(
  _ file: inout SoundFile, _ downmix: inout Downmix, resampledTo rate: Int, limitSeconds: Int
) throws(SpeechError) -> [Float] {
  let limit = limitSeconds * rate
  var resampler = try Resampler(from: file.sampleRate, to: rate)
  var samples: [Float] = []
  while try downmix.readBlock(&file) {
    try resampler.process(downmix.mono, appendingTo: &samples)
    if samples.count > limit { throw .tooLong(path: file.path, limitSeconds: limitSeconds) }
  }
  try resampler.finish(appendingTo: &samples)
  if samples.count > limit { throw .tooLong(path: file.path, limitSeconds: limitSeconds) }
  return samples
}

/// Averages the channels of a file block by block and checks every sample.
private struct Downmix: ~Copyable {
  private let path: String
  private let channels: Int
  private let block: UnsafeMutableBufferPointer<Float>
  private let averaged: UnsafeMutableBufferPointer<Float>
  private var blockFrames = 0
  /// The number of frames read so far.
  private(set) var frames = 0
  /// The largest magnitude of the mono samples read so far.
  private(set) var peak: Float = 0

  init(path: String, channels: Int) {
    let framesInBlock = 1 << 13
    self.path = path
    self.channels = channels
    block = .allocate(capacity: framesInBlock * channels)
    block.initialize(repeating: 0)
    averaged = .allocate(capacity: framesInBlock)
    averaged.initialize(repeating: 0)
  }

  deinit {
    block.deallocate()
    averaged.deallocate()
  }

  /// The mono samples of the last block.
  var mono: UnsafeBufferPointer<Float> { UnsafeBufferPointer(rebasing: averaged[..<blockFrames]) }

  /// Reads the next block. Returns false at the end of the file.
  mutating func readBlock(_ file: inout SoundFile) throws(SpeechError) -> Bool {
    blockFrames = try file.read(into: block)
    for frame in 0..<blockFrames {
      var sum: Float = 0
      for channel in 0..<channels {
        let sample = block[frame * channels + channel]
        // The negated condition is also true for NaN.
        if !(abs(sample) <= RecordingLimits.magnitude) {
          throw sample.isFinite
            ? .sampleOutOfRange(path: path, frame: frames + frame, value: sample)
            : .sampleNotFinite(path: path, frame: frames + frame)
        }
        sum += sample
      }
      let mean = sum / Float(channels)
      averaged[frame] = mean
      peak = max(peak, abs(mean))
    }
    frames += blockFrames
    return blockFrames > 0
  }
}
