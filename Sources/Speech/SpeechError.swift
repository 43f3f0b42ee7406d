/// Errors in a recording, a vocabulary, feature statistics or their settings.
public enum SpeechError: Error, Equatable, Sendable {
  // Errors of any file.
  /// The file could not be opened or read. `reason` is the system's message.
  case unreadable(path: String, reason: String)
  case notARegularFile(path: String)
  case fileTooLarge(path: String, bytes: Int, limit: Int)

  // Errors of recordings.
  /// The file is not a sound file. `reason` is the sound library's message.
  case notAudio(path: String, reason: String)
  case noSamples(path: String)
  case unsupportedRate(path: String, hertz: Int, allowed: ClosedRange<Int>)
  case tooManyChannels(path: String, channels: Int, limit: Int)
  case tooLong(path: String, limitSeconds: Int)
  case sampleNotFinite(path: String, frame: Int)
  case sampleOutOfRange(path: String, frame: Int, value: Float)
  case resamplingFailed(from: Int, to: Int, reason: String)

  // Errors of features.
  case badOption(name: String, value: String, expected: String)
  case tooShort(samples: Int, needed: Int, sampleRate: Int)
  case nonFiniteInput(sample: Int)
  case featureWidth(found: [Int], expected: Int)
  case badStatistics(path: String, reason: String)

  // Errors of tokens.
  case badVocabulary(path: String, line: Int?, reason: String)
  case badScores(shape: [Int])
  case scoreNotANumber(frame: Int)
}

extension SpeechError: CustomStringConvertible {
  /// The error message for the user: one sentence without a full stop.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "cannot read \(path): \(reason)"
    case .notARegularFile(let path):
      "cannot read \(path): it is a folder or a device, not a file"
    case .fileTooLarge(let path, let bytes, let limit):
      "\(path) has \(bytes) bytes; at most \(limit) are read"
    case .notAudio(let path, let reason):
      "\(path) is not a sound file: \(reason)"
    case .noSamples(let path):
      "\(path) is a sound file without a single sample"
    case .unsupportedRate(let path, let hertz, let allowed):
      "\(path) says it has \(hertz) samples a second; \(allowed.lowerBound) to \(allowed.upperBound) are supported"
    case .tooManyChannels(let path, let channels, let limit):
      "\(path) has \(channels) channels; at most \(limit) are supported"
    case .tooLong(let path, let limitSeconds):
      "\(path) lasts longer than \(limitSeconds) s, the longest recording that is read"
    case .sampleNotFinite(let path, let frame):
      "\(path) holds NaN or infinity at frame \(frame)"
    case .sampleOutOfRange(let path, let frame, let value):
      "\(path) holds \(value) at frame \(frame); samples are numbers around −1 to 1"
    case .resamplingFailed(let from, let to, let reason):
      "cannot resample from \(from) Hz to \(to) Hz: \(reason)"
    case .badOption(let name, let value, let expected):
      "\(name) is \(value); expected \(expected)"
    case .tooShort(let samples, let needed, let sampleRate):
      "\(samples) sample\(samples == 1 ? "" : "s") at \(sampleRate) Hz \(samples == 1 ? "is" : "are") less than one frame; "
        + "at least \(needed) are needed"
    case .nonFiniteInput(let sample):
      "sample \(sample) is NaN, infinite or too large to take the power of"
    case .featureWidth(let found, let expected):
      "features of shape \(found) do not fit statistics of \(expected) values: the last axis must have \(expected)"
    case .badStatistics(let path, let reason):
      "\(path) holds no feature statistics: \(reason)"
    case .badVocabulary(let path, nil, let reason):
      "\(path) is not a vocabulary: \(reason)"
    case .badVocabulary(let path, let line?, let reason):
      "\(path):\(line): \(reason)"
    case .badScores(let shape):
      "scores of shape \(shape) cannot be decoded; expected [frames, vocabulary]"
    case .scoreNotANumber(let frame):
      "frame \(frame) of the scores holds NaN"
    }
  }
}
