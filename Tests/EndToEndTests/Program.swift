import Foundation
import Testing

/// The result of a finished run of the tested executable.
struct Program {
  let status: Int32
  let output: String
  let errors: String

  /// Runs `fwdb` with these arguments, without a terminal, and waits until it ends.
  static func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Program {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: root)
    var variables = ProcessInfo.processInfo.environment
    variables["SWIFT_BACKTRACE"] = "enable=no"
    // The startup commands in the developer's own configuration must not run.
    variables["XDG_CONFIG_HOME"] = "/dev/null/config"
    variables.merge(environment) { $1 }
    process.environment = variables
    let (inPipe, outPipe, errorPipe) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (inPipe, outPipe, errorPipe)
    try process.run()
    // The input is written before the output is read. The input fits in the pipe's buffer, so neither process waits for
    // the other.
    inPipe.fileHandleForWriting.write(Data(input.utf8))
    try inPipe.fileHandleForWriting.close()
    let errors = Captured(errorPipe)
    let output = outPipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Program(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      errors: String(decoding: errors.wait(), as: UTF8.self))
  }

  /// Runs shell commands in a folder and returns their output and errors.
  ///
  /// The commands can use the program as `fwdb` and `$FWDB`, the package's folder as `$ROOT`, the example model as
  /// `$MODEL` and its recording as `$AUDIO`. `limit_memory MB` limits memory with `ulimit -v`. `forget` runs a command
  /// with `env -i`. The program saves its state in the folder.
  static func shell(_ commands: String, in folder: String) throws -> String {
    try EndToEndTests.output(
      of: "/bin/sh",
      [
        "-c",
        """
        cd "$1" || exit 99
        FWDB=$2 ROOT=$3
        MODEL=$ROOT/\(Example.model) AUDIO=$ROOT/\(Example.recording)
        export XDG_CONFIG_HOME=/dev/null/config XDG_STATE_HOME="$1" SWIFT_BACKTRACE=enable=no
        fwdb() { "$FWDB" "$@"; }
        limit_memory() { \(memoryLimit); }
        forget() { env -i \(sanitizerOptions) "$@"; }
        exec 2>&1
        \(commands)
        """, "sh", folder, executable, root,
      ])
  }

  /// Whether the tests and the program are built with a sanitizer that reserves shadow memory.
  static let hasShadowMemory = ["__asan_init", "__tsan_init"].contains { (name: String) in dlsym(nil, name) != nil }

  /// The sanitizers' options as assignments. `env -i` removes them from the environment, so they are passed on its
  /// command line.
  static let sanitizerOptions = ["ASAN", "TSAN", "UBSAN"].compactMap { name in
    ProcessInfo.processInfo.environment["\(name)_OPTIONS"].map { "'\(name)_OPTIONS=\($0)'" }
  }.joined(separator: " ")

  /// The shell code of `limit_memory`. A sanitizer's shadow memory takes terabytes of addresses. So with a sanitizer,
  /// the limit applies to the memory in use. This limit is doubled, because the sanitizer keeps freed memory for a
  /// while.
  private static var memoryLimit: String {
    if !hasShadowMemory { return "ulimit -v $(($1 * 1000))" }
    return ["ASAN", "TSAN"].map { "export \($0)_OPTIONS=${\($0)_OPTIONS:-}:hard_rss_limit_mb=$(($1 * 2))" }
      .joined(separator: "; ")
  }

  /// Reads a pipe on a separate thread, so that a program that fills both of its pipes does not block.
  private final class Captured: @unchecked Sendable {
    private var data = Data()
    private let done = DispatchSemaphore(value: 0)

    init(_ pipe: Pipe) {
      Thread {
        self.data = pipe.fileHandleForReading.readDataToEndOfFile()
        self.done.signal()
      }.start()
    }

    func wait() -> Data {
      done.wait()
      return data
    }
  }

  /// The folder of the package.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path(percentEncoded: false)

  /// The built program. It is in the folder of the running tests, or else in `.build/debug`.
  static let executable: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? ""
    let beside = URL(filePath: bundle).deletingLastPathComponent().appending(path: "fwdb").path(percentEncoded: false)
    return FileManager.default.isExecutableFile(atPath: beside) ? beside : root + "/.build/debug/fwdb"
  }()
}

/// The example model in the repository.
enum Example {
  static let model = "examples/spoken-digits"
  static let recording = "examples/spoken-digits/recordings/dhd_2934z.wav"
}

/// Makes a folder for the test and removes it afterwards.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = NSTemporaryDirectory() + "fwdb-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}

/// The bytes of a WAV file with interleaved 16-bit samples.
func wave(_ samples: [Int16], rate: Int, channels: Int) -> Data {
  func bytes(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  let size = samples.count * 2
  var data = Array("RIFF".utf8) + bytes(36 + size, 4) + Array("WAVEfmt ".utf8) + bytes(16, 4) + bytes(1, 2)
  data += bytes(channels, 2) + bytes(rate, 4) + bytes(rate * channels * 2, 4) + bytes(channels * 2, 2) + bytes(16, 2)
  data += Array("data".utf8) + bytes(size, 4)
  for sample in samples { data += bytes(Int(sample), 2) }
  return Data(data)
}
