import Testing

@testable import Speech

@Suite struct SpeechErrorTests {
  @Test(
    arguments: [
      (.unreadable(path: "a.wav", reason: "Permission denied"), "cannot read a.wav: Permission denied"),
      (.notARegularFile(path: "d"), "cannot read d: it is a folder or a device, not a file"),
      (.fileTooLarge(path: "v", bytes: 9, limit: 8), "v has 9 bytes; at most 8 are read"),
      (.notAudio(path: "a.wav", reason: "Format not recognised"), "a.wav is not a sound file: Format not recognised"),
      (.noSamples(path: "a.wav"), "a.wav is a sound file without a single sample"),
      (
        .unsupportedRate(path: "a.wav", hertz: 7, allowed: 10...20),
        "a.wav says it has 7 samples a second; 10 to 20 are supported"
      ),
      (.tooManyChannels(path: "a.wav", channels: 9, limit: 8), "a.wav has 9 channels; at most 8 are supported"),
      (
        .tooLong(path: "a.wav", limitSeconds: 60),
        "a.wav lasts longer than 60 s, the longest recording that is read"
      ),
      (.sampleNotFinite(path: "a.wav", frame: 3), "a.wav holds NaN or infinity at frame 3"),
      (
        .sampleOutOfRange(path: "a.wav", frame: 3, value: 1e9),
        "a.wav holds 1e+09 at frame 3; samples are numbers around −1 to 1"
      ),
      (.resamplingFailed(from: 1, to: 2, reason: "why"), "cannot resample from 1 Hz to 2 Hz: why"),
      (.badOption(name: "melBins", value: "0", expected: "1 to 1024"), "melBins is 0; expected 1 to 1024"),
      (
        .tooShort(samples: 3, needed: 400, sampleRate: 16_000),
        "3 samples at 16000 Hz are less than one frame; at least 400 are needed"
      ),
      (.nonFiniteInput(sample: 3), "sample 3 is NaN, infinite or too large to take the power of"),
      (
        .featureWidth(found: [5, 40], expected: 80),
        "features of shape [5, 40] do not fit statistics of 80 values: the last axis must have 80"
      ),
      (.badStatistics(path: "m.json", reason: "why"), "m.json holds no feature statistics: why"),
      (.badVocabulary(path: "v", line: nil, reason: "why"), "v is not a vocabulary: why"),
      (.badVocabulary(path: "v", line: 3, reason: "why"), "v:3: why"),
      (.badScores(shape: [4]), "scores of shape [4] cannot be decoded; expected [frames, vocabulary]"),
      (.scoreNotANumber(frame: 3), "frame 3 of the scores holds NaN"),
    ] as [(SpeechError, String)])
  func errorsAreSentences(_ error: SpeechError, _ words: String) {
    #expect("\(error)" == words)
  }

  /// The file is sparse: it has 16 MB and one byte, but takes no space on the disk.
  @Test func filesThatAreTooLargeAreNotRead() throws {
    let folder = TemporaryFolder()
    let path = try folder.writeZeros(count: 16 << 20 | 1, to: "huge")
    let error = SpeechError.fileTooLarge(path: path, bytes: 16_777_217, limit: 16_777_216)
    #expect(throws: error) { try Vocabulary.read(path) }
    #expect(throws: error) { try CMVN.read(json: path) }
  }
}
