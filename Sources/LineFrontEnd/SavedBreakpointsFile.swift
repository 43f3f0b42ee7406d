import Commands

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The saved breakpoints of a model and listing. They are stored as commands, in a file of the folder
/// `~/.local/state/fwdb/breakpoints/`.
public struct SavedBreakpointsFile: Sendable {
  /// The file's path. Nil if the environment names no folder for such files.
  private let path: String?
  private let heading: String
  /// The breakpoint commands that were last restored or saved.
  private var saved = ""
  /// Lines of the file that failed in this session, for example because the listing has changed. `save` keeps these
  /// lines.
  private var unset = ""
  /// Whether the file must not be written, because reading or writing the file has failed.
  private var isLeftAlone = false

  /// - Parameters:
  ///   - model: the full path of the model's folder, or the expression that creates the model.
  ///   - listing: a bundled listing's name, or the full paths of folders, separated by colons.
  public init(model: String, listing: String) {
    func line(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }
    heading = "# Breakpoints of \(line(model))\n# in the listing \(line(listing))\n"
    let name = model.split(separator: "/").last.map { $0.filter { $0.isLetter || $0.isNumber || $0 == "-" } } ?? ""
    path = UserFiles.stateFolder.map {
      "\($0)/breakpoints/\(name.prefix(40))-\(Self.digest(of: model + "\0" + listing)).fwdb"
    }
  }

  /// Sets the file's breakpoints in a session.
  ///
  /// - Returns: notes for the user.
  public mutating func restore(into session: inout Session) -> [String] {
    guard let path, access(path, F_OK) == 0 else { return [] }
    guard let text = readFile(path) else {
      isLeftAlone = true
      return ["\(path) cannot be read: its breakpoints are not restored, and those of this session are not saved"]
    }
    let before = session.debugger.breakpoints.all.count
    let results: [(line: String, result: CommandResult)]
    (results, unset) = session.restoreBreakpoints(from: text)
    saved = session.breakpointScript
    var notes: [String] = []
    let count = session.debugger.breakpoints.all.count - before
    if count > 0 {
      notes.append(
        "\(count) breakpoint\(count == 1 ? "" : "s") restored: 'info breakpoints' lists them, 'delete' removes them"
      )
    }
    let failures = results.filter { $0.result.failure != nil }
    if let first = failures.first, let failure = first.result.failure {
      let count =
        failures.count == 1
        ? "1 line could not be restored and stays" : "\(failures.count) lines could not be restored and stay"
      notes.append("\(path): \(count) in the file: '\(first.line.prefix(80))': \(failure)")
    }
    return notes
  }

  /// Saves the session's breakpoints if they have changed since the last restore or save.
  ///
  /// - Returns: the reason, if saving fails. Nil on success and after an earlier failure.
  public mutating func save(_ session: Session) -> String? {
    if isLeftAlone || session.isCollecting { return nil }
    let script = session.breakpointScript
    if script == saved { return nil }
    saved = script
    func failed(_ reason: String) -> String {
      isLeftAlone = true
      return "breakpoints are not saved for the next session: \(reason)"
    }
    guard let path, let slash = path.lastIndex(of: "/") else { return failed("neither XDG_STATE_HOME nor HOME is set") }
    if script.isEmpty, unset.isEmpty {
      return unlink(path) == 0 || errno == ENOENT ? nil : failed("\(path): \(String(cString: strerror(errno)))")
    }
    let folder = String(path[..<slash])
    guard UserFiles.make(folder) else { return failed("\(folder) cannot be made: \(String(cString: strerror(errno)))") }
    do { try writeFile(heading + script + unset, to: path) } catch { return failed("\(error)") }
    return nil
  }

  /// A hash of a text (FNV-1a) as sixteen digits, equal in every session.
  private static func digest(of text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
