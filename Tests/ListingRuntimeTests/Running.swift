import Glibc
import ListingSyntax
import Testing

@testable import ListingRuntime

/// The state after a listing ran to its end or to an error.
struct Outcome {
  var machine: Machine
  var names: Handle?
  var error: ListingError?

  var output: [String] {
    var lines = machine.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  subscript(name: String) -> Value? { names.flatMap { machine.value(named: name, in: $0) } }

  func text(_ name: String) -> String { self[name].map { machine.representation(of: $0) } ?? "(not defined)" }
}

/// Runs a listing that has one file.
func run(_ text: String) -> Outcome { run(files: ["main.py": text]) }

func run(files: [String: String], main: String = "main.py") -> Outcome {
  var machine = Machine(sources: ListingSources(name: "test", files: files))
  do throws(ListingError) {
    let names = try machine.load(main)
    return Outcome(machine: machine, names: names)
  } catch { return Outcome(machine: machine, error: error) }
}

/// Runs a listing and compares its output.
func expectOutput(_ expected: String..., of text: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let outcome = run(text)
  #expect(outcome.error == nil, "\(outcome.error!)", sourceLocation: sourceLocation)
  #expect(outcome.output == expected, sourceLocation: sourceLocation)
}

/// Runs a listing and expects an error. `kind` is the error's type in Python, `fragment` a part of the message.
func expectError(
  _ kind: String, _ fragment: String = "", of text: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let outcome = run(text)
  guard let error = outcome.error else {
    Issue.record("it should fail with \(kind), but printed \(outcome.output)", sourceLocation: sourceLocation)
    return
  }
  #expect(error.kind == kind, "\(error.summary)", sourceLocation: sourceLocation)
  #expect(fragment.isEmpty || error.message.contains(fragment), "\(error.summary)", sourceLocation: sourceLocation)
}

func contents(of path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65536)
  while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
  return String(decoding: bytes, as: UTF8.self)
}

/// The folder of the package.
let packageFolder = "\(#filePath)".split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

/// The sorted names in a folder, without hidden files and Python's caches.
func folderEntries(_ folder: String) -> [String] {
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    if !name.hasPrefix("."), !name.hasPrefix("__pycache__") { names.append(name) }
  }
  return names.sorted()
}

/// Whether there is a folder at a path.
func isFolder(_ path: String) -> Bool {
  guard let directory = opendir(path) else { return false }
  closedir(directory)
  return true
}
