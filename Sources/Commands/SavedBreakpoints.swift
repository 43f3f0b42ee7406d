import DebugEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Session {
  /// The commands that set all breakpoints, watchpoints, catchpoints and enabled skips again. Watchpoints that are not
  /// `isLasting` are excluded: another session cannot evaluate their local variables or the global names of a file.
  public var breakpointScript: String {
    var lines: [String] = []
    for skip in debugger.skips.all where skip.isEnabled {
      switch skip.pattern {
      case .function(let name): lines.append("skip function \(name)")
      case .file(let name): lines.append("skip file \(name)")
      }
    }
    for breakpoint in debugger.breakpoints.all {
      guard let command = Self.command(for: breakpoint) else { continue }
      lines.append(command + (breakpoint.condition.map { " if \($0)" } ?? ""))
      // Another session may number breakpoints differently. So write `$`: it means the breakpoint that was set last.
      if breakpoint.ignoreCount > 0 { lines.append("ignore $ \(breakpoint.ignoreCount)") }
      if !breakpoint.commands.isEmpty { lines += ["commands"] + breakpoint.commands.map { "  " + $0 } + ["end"] }
      if !breakpoint.isEnabled { lines.append("disable $") }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func command(for breakpoint: Breakpoint) -> String? {
    let place: String? =
      switch breakpoint.location {
      case .line(let file, let line):
        // Write the file's full path, because the user's text may contain only the last part of the path.
        if case .line(let found, _) = breakpoint.resolution { "\(found):\(line)" } else { "\(file):\(line)" }
      case .function(let name), .modules(let name): name
      case .layer(let number): "layer \(number)"
      case .operation(let name, let within): "op \(name)" + (within.map { " in \($0)" } ?? "")
      case .everywhere: nil
      }
    switch breakpoint.kind {
    case .stop: return place.map { (breakpoint.isTemporary ? "tbreak " : "break ") + $0 }
    case .log(let template): return place.map { "logpoint \($0) \"\(template)\"" }
    case .watch(let watch):
      return breakpoint.isLasting ? "watch " + (watch.isPredicate ? "-p " : "") + watch.expression : nil
    case .catchpoint(let event): return (breakpoint.isTemporary ? "tcatch " : "catch ") + event.text
    }
  }

  /// Runs the commands of a `breakpointScript`. Any other command in the text is an error and does not run.
  ///
  /// - Returns: the results that have text to print, and the lines that failed or were skipped.
  package mutating func restoreBreakpoints(
    from text: String
  ) -> (results: [(line: String, result: CommandResult)], unset: String) {
    var results: [(line: String, result: CommandResult)] = []
    var unset = ""
    // Whether the last command that sets a breakpoint succeeded. If it failed, the next lines that refer to this
    // breakpoint are skipped, for example `ignore $ 2`.
    var isSet = true
    var isInCommands = false
    for written in text.split(whereSeparator: \.isNewline) {
      var line = written.trimmed
      if line.isEmpty || line.hasPrefix("#") && !isInCommands { continue }
      let word = String(line.prefix { $0 != " " })
      let isMore = isInCommands || Self.belonging.contains(word)
      if isMore, !isSet {
        isInCommands = isInCommands ? line != "end" : word == "commands"
        unset += written + "\n"
        continue
      }
      if !isMore, !Self.setting.contains(word) {
        results.append((line, .failure(.usage("'\(word)' sets no breakpoint", usage: "load breakpoints FILE"))))
        unset += written + "\n"
        isSet = false
        continue
      }
      if !isInCommands, let last = debugger.breakpoints.all.last?.id, let dollar = line.range(ofWord: "$") {
        line.replaceSubrange(dollar, with: String(last))
      }
      let result = execute(line)
      isInCommands = isCollecting
      if !isMore { isSet = result.failure == nil }
      if result.failure != nil { unset += written + "\n" }
      if result.failure != nil || !result.text.isEmpty { results.append((line, result)) }
    }
    if isCollecting { _ = execute("end") }
    return (results, unset)
  }

  private static let setting: Set = ["break", "tbreak", "logpoint", "watch", "catch", "tcatch", "skip"]
  /// Commands that refer to the breakpoint set last.
  private static let belonging: Set = ["ignore", "commands", "disable"]
}

extension String {
  /// The range of `$` in `ignore $` or `disable $`.
  fileprivate func range(ofWord word: String) -> Range<Index>? {
    guard hasPrefix("ignore \(word)") || hasPrefix("disable \(word)"), let start = firstIndex(of: "$") else {
      return nil
    }
    return start..<index(after: start)
  }
}

/// Replaces a file atomically: a reader sees either the complete old text or the complete new text.
package func writeFile(_ text: String, to path: String) throws(CommandError) {
  func fail() -> CommandError { .cannotWrite(path, reason: String(cString: strerror(errno))) }
  let draft = path + ".new\(getpid())"
  guard let file = fopen(draft, "wb") else { throw fail() }
  let bytes = Array(text.utf8)
  let written = fwrite(bytes, 1, bytes.count, file)
  let isClosed = fclose(file) == 0
  if written != bytes.count || !isClosed {
    let error = fail()
    unlink(draft)
    throw error
  }
  if rename(draft, path) != 0 {
    let error = fail()
    unlink(draft)
    throw error
  }
}

/// The text of a file; nil if the file cannot be read or is larger than 16 MB.
package func readFile(_ path: String) -> String? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = fread(&block, 1, block.count, file)
    if count == 0 { break }
    bytes += block[..<count]
    if bytes.count > 1 << 24 { return nil }
  }
  return ferror(file) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
}
