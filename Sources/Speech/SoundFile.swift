import CSndfile

/// Reads a sound file block by block: WAV, FLAC, and the other formats of libsndfile.
///
/// The number of frames in the header is not trusted: only frames that were read are counted.
struct SoundFile: ~Copyable {
  let path: String
  let channels: Int
  let sampleRate: Int
  /// The number of frames that the header states.
  let promisedFrames: Int
  private let handle: OpaquePointer

  /// Opens a sound file. Its format is determined by its contents, not by its name.
  init(path: String) throws(SpeechError) {
    var file = try InputFile(path: path)
    if file.byteCount == 0 { throw .notAudio(path: path, reason: "it is empty") }
    var info = SF_INFO()
    let isClosedWithHandle: Int32 = 1
    guard let opened = sf_open_fd(file.takeDescriptor(), Int32(SFM_READ), &info, isClosedWithHandle) else {
      throw .notAudio(path: path, reason: SoundFile.wording(of: nil))
    }
    self.path = path
    channels = Int(info.channels)
    sampleRate = Int(info.samplerate)
    promisedFrames = Int(info.frames)
    handle = opened
  }

  deinit { sf_close(handle) }

  /// Reads the next frames, with interleaved channels. Returns the number of frames; 0 at the end of the file.
  ///
  /// Integer samples are divided by their full scale (32768 for 16 bits). Float samples are not scaled.
  mutating func read(into block: UnsafeMutableBufferPointer<Float>) throws(SpeechError) -> Int {
    let frames = Int(sf_readf_float(handle, block.baseAddress!, sf_count_t(block.count / channels)))
    if frames <= 0 && sf_error(handle) != SF_ERR_NO_ERROR {
      throw .notAudio(path: path, reason: SoundFile.wording(of: handle))
    }
    return max(frames, 0)
  }

  /// For a WAV file that was cut short: the number of sample bytes that the header states, and the number of sample
  /// bytes in the file. Nil for other files.
  ///
  /// The library reports the difference only in its log: `data : 8 (should be 4)`. Programs that do not know the length
  /// in advance write a number near 2³¹ or 2³² into the header. Such a file is not reported.
  func missingBytes() -> (promised: Int, found: Int)? {
    for line in log().split(separator: "\n") where line.hasPrefix("data :") {
      let numbers = line.split { !$0.isNumber }.compactMap { Int($0) }
      if numbers.count == 2, numbers[1] < numbers[0], numbers[0] < 0x7FF0_0000 { return (numbers[0], numbers[1]) }
    }
    return nil
  }

  /// The library's messages about the header.
  private func log() -> String {
    var text = [UInt8](repeating: 0, count: 1 << 14)
    let length = sf_command(handle, Int32(SFC_GET_LOG_INFO), &text, Int32(text.count))
    return String(decoding: text.prefix(max(0, Int(length))), as: UTF8.self)
  }

  private static func wording(of handle: OpaquePointer?) -> String {
    var trimmed = Substring(String(cString: sf_strerror(handle)))
    if trimmed.hasPrefix("Error : ") { trimmed.removeFirst("Error : ".count) }
    while let last = trimmed.last, last == "." || last.isWhitespace { trimmed.removeLast() }
    return String(trimmed)
  }
}
