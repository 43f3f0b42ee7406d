import Commands

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A line at the terminal that shows the progress of a long command and is erased when the command ends.
///
/// A separate thread writes the line. Between writes, the thread waits on a pipe. Closing the pipe's other end ends the
/// thread.
final class ProgressLine: Sendable {
  private let progress: RunProgress
  private let wake: (reading: Int32, writing: Int32)
  private let began = ContinuousClock.now
  private let clock: Int
  /// Times in milliseconds. A command shorter than `blink` shows no progress. A longer command updates the line once
  /// per `interval`.
  private static let blink: Int32 = 500
  private static let interval: Int32 = 150

  /// Runs a command and shows a progress line meanwhile, if standard output is a terminal.
  static func during<Result>(_ progress: RunProgress, _ body: () -> Result) -> Result {
    guard isatty(STDOUT_FILENO) == 1, let line = ProgressLine(progress) else { return body() }
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<ProgressLine>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, Unmanaged.passRetained(line).toOpaque())
    if status != 0 { Unmanaged.passUnretained(line).release() }
    defer {
      close(line.wake.writing)
      if status == 0 { pthread_join(thread, nil) }
      close(line.wake.reading)
    }
    return body()
  }

  private init?(_ progress: RunProgress) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    wake = (ends[0], ends[1])
    self.progress = progress
    clock = progress.report.clock
  }

  private func run() {
    if isOver(within: Self.blink) { return }
    progress.watch(true)
    var width = 0
    repeat {
      let elapsed = began.duration(to: .now).components
      let report = progress.report
      let text = ProgressText.line(
        report.clock == clock && report.searched == nil ? nil : report,
        seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
      width = write(text + "  Ctrl-C stops", over: width)
    } while !isOver(within: Self.interval)
    _ = write("", over: width)
    progress.watch(false)
  }

  /// Waits until the command ends, but at most `milliseconds`. Returns whether the command has ended.
  private func isOver(within milliseconds: Int32) -> Bool {
    var end = pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0)
    let found = poll(&end, 1, milliseconds)
    return found > 0 || found < 0 && errno != EINTR
  }

  /// Overwrites the line with a text, cut to the terminal's width. Returns the number of columns used.
  private func write(_ text: String, over width: Int) -> Int {
    var size = winsize()
    let room = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1 ? Int(size.ws_col) - 1 : 79
    var (shown, columns) = ("", 0)
    for character in text {
      // A character of more than two bytes may be two columns wide.
      let own = character.utf8.count > 2 ? 2 : 1
      if columns + own > room { break }
      shown.append(character)
      columns += own
    }
    let line =
      "\r" + shown + String(repeating: " ", count: max(0, min(width, room) - columns)) + (columns == 0 ? "\r" : "")
    let bytes = Array(line.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { send($0) }
      if count <= 0 { break }
      written += count
    }
    return columns
  }
}

private func send(_ bytes: UnsafeRawBufferPointer) -> Int { write(STDOUT_FILENO, bytes.baseAddress, bytes.count) }
