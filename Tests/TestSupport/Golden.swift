import Glibc

/// The difference between `actual` and the committed text `Tests/Goldens/<test target>/<name>.txt`; nil if they are
/// equal.
///
///     #expect(differenceFromGolden(buffer.golden, "two panes") == nil)
///
/// With `RECORD=1` in the environment, the function writes `actual` to the file if the texts differ, and returns a
/// message. So the test fails once, and the developer can check every new picture before the commit.
public func differenceFromGolden(_ actual: String, _ name: String, file: StaticString = #filePath) -> String? {
  var folders = "\(file)".split(separator: "/", omittingEmptySubsequences: false)
  folders.removeLast()
  let target = folders.removeLast()
  let folder = folders.joined(separator: "/") + "/Goldens/" + target
  let path = "\(folder)/\(name).txt"
  let expected = contents(of: path)
  if expected == actual { return nil }
  if getenv("RECORD").map({ String(cString: $0) }) == "1" {
    mkdir(folder, 0o755)
    return write(actual, to: path) ? "recorded \(path): look at it, then run the test again" : "cannot write \(path)"
  }
  guard let expected else { return "\(path) does not exist; RECORD=1 writes it with this text:\n\(actual)" }
  return "differs from \(path):\n" + firstDifference(expected, actual) + "\nThe whole text:\n\(actual)"
}

private func firstDifference(_ expected: String, _ actual: String) -> String {
  let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
  let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
  func shown(_ lines: [Substring]) -> String { line < lines.count ? "|\(lines[line])|" : "no such line" }
  return "line \(line + 1)\n  expected \(shown(old))\n  drawn    \(shown(new))"
}

private func contents(of path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65536)
  while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
  return String(decoding: bytes, as: UTF8.self)
}

private func write(_ text: String, to path: String) -> Bool {
  guard let file = fopen(path, "w") else { return false }
  let bytes = Array(text.utf8)
  let written = fwrite(bytes, 1, bytes.count, file)
  return fclose(file) == 0 && written == bytes.count
}
