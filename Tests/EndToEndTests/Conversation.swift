import Foundation
import Testing

/// A dialogue with `fwdb debug --json`. For each command, the program prints a line with one JSON object.
final class Conversation {
  private let process = Process()
  private let (input, output) = (Pipe(), Pipe())
  private var pending = Data()
  /// The answer at the first stop, before any command.
  private(set) var start: Answer

  struct Answer {
    let members: [String: Any]
    var kind: String { members["result"] as? String ?? "" }
    /// The number of instructions that have run; nil if the answer is not a stop.
    var clock: Int? { (members["timeline"] as? [String: Any])?["clock"] as? Int }

    subscript(name: String) -> Any? { members[name] }
  }

  /// - Parameter arguments: the arguments of `fwdb debug`, without `--json`.
  init(_ arguments: [String]) throws {
    process.executableURL = URL(filePath: Program.executable)
    process.arguments = ["debug"] + arguments + ["--json", "--no-init"]
    process.currentDirectoryURL = URL(filePath: Program.root)
    process.standardInput = input
    process.standardOutput = output
    start = Answer(members: [:])
    try process.run()
    let greeting = try answer()
    try #require(greeting.kind == "hello")
    start = try answer()
    try #require(start.kind == "stop")
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  func ask(_ line: String) throws -> Answer {
    try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    return try answer()
  }

  private func answer() throws -> Answer {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = pending[..<end]
        pending = Data(pending[(end + 1)...])
        let members = try JSONSerialization.jsonObject(with: line) as? [String: Any]
        return Answer(members: try #require(members))
      }
      let more = output.fileHandleForReading.availableData
      try #require(!more.isEmpty, "the program goes on")
      pending += more
    }
  }

  /// The variables of the selected frame. The value of a tensor is the hash of its bits. Other values are text.
  func variables() throws -> [String: String] {
    var result: [String: String] = [:]
    for question in ["info args", "info locals"] {
      for variable in try ask(question)["variables"] as? [[String: Any]] ?? [] {
        guard let name = variable["name"] as? String, let value = variable["value"] as? [String: Any] else { continue }
        if value["type"] as? String == "Tensor" {
          let bits = try ask("print/bits \(name)")["value"] as? [String: Any]
          result[name] = bits?["bits"] as? String ?? "without a value"
        } else {
          result[name] = value["text"] as? String ?? value["module"] as? String ?? "?"
        }
      }
    }
    return result
  }

  /// The memory that the program holds now, in bytes, without mapped files; nil if the system does not report it.
  var privateMemory: Int? {
    let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
  }
}
