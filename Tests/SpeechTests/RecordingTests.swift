import Glibc
import Testing

@testable import Speech

/// One second of a sine whose amplitude is 0.5.
private func tone(_ hertz: Double, rate: Int) -> [Float] {
  (0..<rate).map { Float(0.5 * sin(2 * .pi * hertz * Double($0) / Double(rate))) }
}

/// Interleaved stereo samples. The left channel is `mono`. The right channel is `mono` multiplied by `right`.
private func stereo(_ mono: [Float], right: Float) -> [Float] { mono.flatMap { [$0, $0 * right] } }

@Suite struct RecordingTests {
  let folder = TemporaryFolder()

  private func read(_ wave: WaveBytes, rate: Int = 16_000) throws -> Recording {
    try readRecording(try folder.write(wave.bytes, to: "a.wav"), sampleRate: rate)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let wave: @Sendable () -> WaveBytes
    let notes: [String]
    /// The largest error of a 440 Hz tone that was written and read again. With 8 or 16 bits the error is half a
    /// quantisation step. In resampled files the ripple of the filter causes the error.
    let tolerance: Float

    init(_ name: String, notes: [String] = [], tolerance: Float, wave: @escaping @Sendable () -> WaveBytes) {
      (testDescription, self.notes, self.tolerance, self.wave) = (name, notes, tolerance, wave)
    }
  }

  static let cases = [
    Case("16-bit mono", tolerance: 2e-5) { WaveBytes(samples: tone(440, rate: 16_000)) },
    Case("8-bit", tolerance: 4e-3) { WaveBytes(encoding: .pcm(bits: 8), samples: tone(440, rate: 16_000)) },
    Case("24-bit", tolerance: 1e-7) { WaveBytes(encoding: .pcm(bits: 24), samples: tone(440, rate: 16_000)) },
    Case("32-bit", tolerance: 1e-7) { WaveBytes(encoding: .pcm(bits: 32), samples: tone(440, rate: 16_000)) },
    Case("float", tolerance: 0) { WaveBytes(encoding: .float32, samples: tone(440, rate: 16_000)) },
    Case("double", tolerance: 0) { WaveBytes(encoding: .float64, samples: tone(440, rate: 16_000)) },
    Case("extensible 16-bit", tolerance: 2e-5) { WaveBytes(isExtensible: true, samples: tone(440, rate: 16_000)) },
    Case("extensible 24-bit stereo", notes: ["2 channels averaged"], tolerance: 1e-7) {
      WaveBytes(
        encoding: .pcm(bits: 24), isExtensible: true, channels: 2, samples: stereo(tone(440, rate: 16_000), right: 1))
    },
    Case("extensible float", tolerance: 0) {
      WaveBytes(encoding: .float32, isExtensible: true, samples: tone(440, rate: 16_000))
    },
    Case("stereo", notes: ["2 channels averaged"], tolerance: 2e-5) {
      WaveBytes(channels: 2, samples: stereo(tone(440, rate: 16_000), right: 1))
    },
    Case("8 kHz stereo", notes: ["2 channels averaged", "resampled from 8000 Hz"], tolerance: 5e-5) {
      WaveBytes(channels: 2, rate: 8000, samples: stereo(tone(440, rate: 8000), right: 1))
    },
    Case("44.1 kHz", notes: ["resampled from 44100 Hz"], tolerance: 5e-5) {
      WaveBytes(rate: 44_100, samples: tone(440, rate: 44_100))
    },
    Case("11.025 kHz float", notes: ["resampled from 11025 Hz"], tolerance: 1e-5) {
      WaveBytes(encoding: .float32, rate: 11_025, samples: tone(440, rate: 11_025))
    },
    Case("96 kHz", notes: ["resampled from 96000 Hz"], tolerance: 5e-5) {
      WaveBytes(rate: 96_000, samples: tone(440, rate: 96_000))
    },
  ]

  /// The tone is read as the same tone at 16 kHz, not shifted by even one sample. The ends are not compared, because the
  /// filter rings there.
  @Test(arguments: cases) func aToneIsReadUnchanged(_ test: Case) throws {
    let recording = try read(test.wave())
    let expected = tone(440, rate: 16_000)
    #expect(recording.notes == test.notes)
    #expect(recording.sampleRate == 16_000)
    #expect(recording.samples.count == expected.count)
    #expect(recording.duration == 1)
    let inner = test.wave().rate == 16_000 ? 0..<16_000 : 1000..<15_000
    let worst = inner.map { abs(recording.samples[$0] - expected[$0]) }.max()!
    #expect(worst <= test.tolerance)
  }

  /// 8000 samples per second cannot represent 6 kHz. The tone must vanish and must not become a tone of 2 kHz.
  @Test func frequenciesAboveTheNewRateAreFilteredOut() throws {
    let recording = try read(WaveBytes(samples: tone(6000, rate: 16_000)), rate: 8000)
    #expect(recording.samples[500..<7500].allSatisfy { abs($0) < 1e-4 })
  }

  @Test func channelsAreAveraged() throws {
    let wave = WaveBytes(encoding: .float32, channels: 3, samples: [0.25, 0.5, 0.75, -0.5, 0, -1])
    #expect(try read(wave).samples == [0.5, -0.5])
  }

  @Test func flacFilesAreRead() throws {
    let recording = try readRecording(fixture("tone.flac"), sampleRate: 8000)
    #expect(recording.notes.isEmpty)
    #expect(recording.samples.count == 400)
    for (sample, expected) in zip(recording.samples, tone(440, rate: 8000)) { #expect(abs(sample - expected) < 2e-5) }
  }

  /// The reader recognises the format from the file's content, not from its name.
  @Test func aWaveFileMayHaveAnyName() throws {
    let path = try folder.write(WaveBytes(samples: [0.5, 0.25]).bytes, to: "notes.txt")
    #expect(try readRecording(path, sampleRate: 16_000).samples == [0.5, 0.25])
  }

  @Test func samplesBeyondFullScaleAreKeptAndNoted() throws {
    let recording = try read(WaveBytes(encoding: .float32, samples: [0.5, -1.5]))
    #expect(recording.samples == [0.5, -1.5])
    #expect(recording.notes == ["samples reach 1.5, beyond ±1, and are kept"])
  }

  @Test func oneSampleIsARecording() throws {
    #expect(try read(WaveBytes(samples: [0.5])).samples == [0.5])
  }

  // MARK: Files that are refused

  @Test(arguments: [
    ("empty.wav", [], "is not a sound file: it is empty"),
    ("text.wav", Array("This is not a recording, whatever its name says.\n".utf8), "is not a sound file"),
    ("riff.wav", Array("RIFF".utf8), "is not a sound file"),
    ("header.wav", Array(WaveBytes(samples: [0, 0, 0]).bytes.prefix(30)), "is not a sound file"),
    ("silent.wav", WaveBytes().bytes, "is a sound file without a single sample"),
    (
      "rate.wav", WaveBytes(rate: 7, samples: [0, 0]).bytes,
      "says it has 7 samples a second; 1000 to 768000 are supported"
    ),
    (
      "channels.wav", WaveBytes(channels: 100, samples: [Float](repeating: 0, count: 100)).bytes,
      "has 100 channels; at most 64 are supported"
    ),
    (
      "nan.wav", WaveBytes(encoding: .float32, channels: 2, samples: [0, 0, 0, .nan]).bytes,
      "holds NaN or infinity at frame 1"
    ),
    ("inf.wav", WaveBytes(encoding: .float32, samples: [-.infinity]).bytes, "holds NaN or infinity at frame 0"),
    (
      "huge.wav", WaveBytes(encoding: .float32, samples: [0, 1e30]).bytes,
      "holds 1e+30 at frame 1; samples are numbers around −1 to 1"
    ),
  ])
  func badFilesAreRefusedInWords(_ name: String, _ bytes: [UInt8], _ words: String) throws {
    let path = try folder.write(bytes, to: name)
    let error = #expect(throws: SpeechError.self) { try readRecording(path, sampleRate: 16_000) }
    #expect(error?.description.hasPrefix("\(path) \(words)") == true, "\(error?.description ?? "")")
  }

  @Test func pathsThatAreNoSoundFilesAreRefusedWithADescription() throws {
    let missing = folder.path + "/none.wav"
    #expect(throws: SpeechError.unreadable(path: missing, reason: "No such file or directory")) {
      try readRecording(missing, sampleRate: 16_000)
    }
    #expect(throws: SpeechError.notARegularFile(path: folder.path)) {
      try readRecording(folder.path, sampleRate: 16_000)
    }
    let pipe = folder.path + "/pipe.wav"
    try #require(mkfifo(pipe, 0o600) == 0)
    #expect(throws: SpeechError.notARegularFile(path: pipe)) { try readRecording(pipe, sampleRate: 16_000) }
  }

  /// The limit is two seconds, as a duration or as a sample count. The reader accepts a recording of two seconds and
  /// refuses a recording with two more samples. The test requests the recordings' own rate of 8000 Hz and two other
  /// rates.
  @Test(arguments: [4000, 8000, 16_000]) func longRecordingsAreRefused(_ rate: Int) throws {
    let samples = [Float](repeating: 0.25, count: 16_000)
    let two = try folder.write(WaveBytes(rate: 8000, samples: samples).bytes, to: "two.wav")
    let longer = try folder.write(WaveBytes(rate: 8000, samples: samples + [0, 0]).bytes, to: "longer.wav")
    for limits in [RecordingLimits(seconds: 2), RecordingLimits(samples: 2 * rate)] {
      #expect(try readRecording(two, sampleRate: rate, limits: limits).duration == 2)
      #expect(throws: SpeechError.tooLong(path: longer, limitSeconds: 2)) {
        try readRecording(longer, sampleRate: rate, limits: limits)
      }
    }
  }

  @Test(arguments: [Int.min, -1, 0, 999, 768_001, Int.max]) func unsupportedRatesAreRefused(_ rate: Int) {
    #expect(throws: SpeechError.badOption(name: "sampleRate", value: "\(rate)", expected: "1000 to 768000")) {
      try readRecording(fixture("test.wav"), sampleRate: rate)
    }
  }

  /// If a file is cut at any byte, the reader throws its own error or reads the samples before the cut.
  @Test(arguments: [WaveBytes.Encoding.pcm(bits: 16), .float32]) func aFileMayBeCutAnywhere(
    _ encoding: WaveBytes.Encoding
  ) throws {
    let whole = WaveBytes(encoding: encoding, samples: [0.5, -0.25, 0.125, 0.75])
    let width = whole.bytes.count == 44 + 8 ? 2 : 4
    for length in 0..<whole.bytes.count {
      let path = try folder.write(Array(whole.bytes.prefix(length)), to: "cut.wav")
      let left = (length - 44) / width
      if left > 0 {
        let recording = try readRecording(path, sampleRate: 16_000)
        #expect(recording.samples == Array(whole.samples.prefix(left)), "cut at \(length)")
        let note = "the file breaks off: \(length - 44) of \(4 * width) bytes of samples"
        #expect(recording.notes == [note], "cut at \(length)")
      } else {
        #expect(throws: SpeechError.self, "cut at \(length)") { try readRecording(path, sampleRate: 16_000) }
      }
    }
  }

  /// A program that writes a WAV file to a pipe does not know the recording's length, so the header has a placeholder.
  @Test(arguments: [0xFFFF_FFFF, 0x7FFF_F000] as [UInt32]) func anUnknownLengthInTheHeaderIsNoDamage(_ claimed: UInt32)
    throws
  {
    let recording = try read(WaveBytes(samples: [0.5, -0.25], claimedByteCount: claimed))
    #expect(recording.samples == [0.5, -0.25])
    #expect(recording.notes.isEmpty)
  }

  @Test func flippedBytesNeverTrap() throws {
    for (name, source) in [
      ("flip.wav", WaveBytes(channels: 2, samples: [0.5, -0.25, 0.125, 0.75]).bytes),
      ("flip.flac", Array(try bytes(of: fixture("tone.flac")))),
    ] {
      for position in 0..<min(source.count, 120) {
        for mask in [0x01, 0x80, 0xFF] as [UInt8] {
          var bytes = source
          bytes[position] ^= mask
          let path = try folder.write(bytes, to: name)
          do {
            let recording = try readRecording(path, sampleRate: 16_000)
            #expect(!recording.samples.isEmpty && recording.samples.allSatisfy(\.isFinite))
          } catch {
            #expect(!error.description.isEmpty)
          }
        }
      }
    }
  }
}
