import ListingSyntax
import Synchronization

/// A listing: Python files by path, read and compiled when the machine first imports them.
///
/// Copies of a `ListingSources` share the files that have been read. A file is read at most once, so that a replay sees
/// the same text.
public struct ListingSources: Sendable {
  /// The name of the bundled listing, such as `paddlespeech@1.0`, or the path of the user's folder.
  public let name: String
  /// Whether imports find a file only by its full path, as in a Python script.
  let isScript: Bool
  private let files: SourceFiles

  struct Reading: Sendable {
    let diagnostics: [Diagnostic]
    /// The code of the file's statements; nil if a diagnostic is an error.
    let code: Code?
  }

  /// - Parameter reader: finds the files of the listing.
  public init(name: String, isScript: Bool = false, reader: any SourceReader) {
    self.name = name
    self.isScript = isScript
    files = SourceFiles(reader)
  }

  /// The listing of a few files that are in memory.
  public init(name: String, files: [String: String]) {
    self.init(name: name, reader: TextsByPath(files: files))
    for path in files.keys.sorted() { _ = try? file(at: path) }
  }

  /// A script. `reading` returns the text of a file, or nil if the file does not exist.
  public init(
    name: String, script main: String, reading: @escaping @Sendable (String) -> String?,
    isFolder: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.init(name: name, isScript: true, reader: ReadingFunction(read: reading, folder: isFolder))
    _ = try? file(at: main)
  }

  /// The dialect of the prompt, and of files that import neither torch nor Paddle. It is the dialect of the first file
  /// read that imports torch or Paddle. Until such a file is read, it is torch.
  public var dialect: Dialect { files.dialect }

  /// The files that have been read, by path.
  public var filesRead: [String: SourceFile] { files.all }

  /// The number of files that have been read.
  public var count: Int { files.count }

  /// The files that were read after the first `count`, in the order of reading.
  func filesRead(from count: Int) -> [SourceFile] { files.inOrder(from: count) }

  /// The file at a path within the listing; nil if there is none. Reads it if necessary.
  public func file(at path: String) throws(SourceError) -> SourceFile? { try files.file(path) }

  public func has(_ path: String) -> Bool { (try? file(at: path)) != nil }

  /// Whether a path is a folder of the listing.
  func isFolder(_ path: String) -> Bool { files.isFolder(path) }

  /// The diagnostics and the code of a file; nil if there is no such file.
  func reading(_ path: String) -> Reading? { files.reading(path) }

  /// The state of a file of the listing.
  public enum FileState: Sendable, Equatable {
    case read
    /// Nothing has imported the file yet.
    case notRead
    /// The file cannot be read or has syntax errors. The associated value contains the texts of the first errors.
    case broken([String])
  }

  /// The listing's files and their states, sorted by path. This property reads no files.
  public var fileStates: [(path: String, state: FileState)] {
    var states: [String: FileState] = [:]
    for path in Set(filesRead.keys).union(files.failures.keys) {
      let errors = errors(in: path)
      states[path] = errors.isEmpty ? .read : .broken(Array(errors.prefix(3)))
    }
    for path in files.paths where states[path] == nil { states[path] = .notRead }
    return states.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The parser's diagnostics of all files that were read, in the order of the file names.
  public func diagnostics() -> [(file: SourceFile, diagnostic: Diagnostic)] {
    filesRead.values.sorted { $0.name < $1.name }.flatMap { file in
      (reading(file.name)?.diagnostics ?? []).map { (file, $0) }
    }
  }

  /// The errors in one file that was read, formatted with their lines. If the file cannot be read, returns the reason.
  public func errors(in path: String) -> [String] {
    if let failure = files.failures[path] { return [failure.description] }
    guard let file = filesRead[path], let reading = reading(path) else { return [] }
    return reading.diagnostics.filter { $0.severity == .error }.map { describe($0, in: file) }
  }

  /// The errors among the diagnostics, formatted with their lines.
  public func errors() -> [String] {
    diagnostics().filter { $0.diagnostic.severity == .error }.map { describe($0.diagnostic, in: $0.file) }
  }
}

/// Finds the files of a listing.
public protocol SourceReader: Sendable {
  /// The text of a file; nil if there is no such file.
  func text(of path: String) throws(SourceError) -> String?
  /// Whether there is a folder at this path.
  func isFolder(_ path: String) -> Bool
  /// The paths of the listing's Python files, if the reader can list them. Commands show these paths. Imports do not
  /// use them.
  var paths: [String] { get }
}

extension SourceReader {
  public var paths: [String] { [] }
}

/// The reason why a file of a listing cannot be used. The error text names the file and the problem.
public struct SourceError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

private struct TextsByPath: SourceReader {
  let files: [String: String]

  func text(of path: String) -> String? { files[path] }
  func isFolder(_ path: String) -> Bool { files.keys.contains { $0.hasPrefix(path + "/") } }
}

private struct ReadingFunction: SourceReader {
  let read: @Sendable (String) -> String?
  let folder: @Sendable (String) -> Bool

  func text(of path: String) -> String? { read(path) }
  func isFolder(_ path: String) -> Bool { folder(path) }
}

/// The files of a listing that have been read. Each file is read once. Later queries use the stored text.
private final class SourceFiles: Sendable {
  private let reader: any SourceReader
  private let state = Mutex(State())

  private struct State {
    /// The files by path. The value nil records that the listing has no file at this path.
    var files: [String: SourceFile?] = [:]
    var failures: [String: SourceError] = [:]
    /// Parsed files that are not compiled yet.
    var parsed: [String: ParsedModule] = [:]
    var readings: [String: ListingSources.Reading] = [:]
    var folders: [String: Bool] = [:]
    var dialect: Dialect?
    /// The files in the order of reading.
    var order: [SourceFile] = []
  }

  /// The largest number of remembered paths that have no file. For other paths without a file, each query asks the
  /// reader again.
  private static let absentLimit = 100_000

  init(_ reader: any SourceReader) { self.reader = reader }

  var dialect: Dialect { state.withLock { $0.dialect } ?? .torch }
  var count: Int { state.withLock { $0.order.count } }
  var paths: [String] { reader.paths }
  var failures: [String: SourceError] { state.withLock { $0.failures } }
  var all: [String: SourceFile] { state.withLock { $0.files.compactMapValues { $0 } } }

  func inOrder(from count: Int) -> [SourceFile] { state.withLock { Array($0.order.dropFirst(count)) } }

  func file(_ path: String) throws(SourceError) -> SourceFile? {
    let known = state.withLock { ($0.files[path], $0.failures[path]) }
    if let failure = known.1 { throw failure }
    if let file = known.0 { return file }
    let text: String?
    do { text = try reader.text(of: path) } catch {
      state.withLock { $0.failures[path] = error }
      throw error
    }
    let file = text.map { SourceFile(name: path, text: $0) }
    state.withLock { state in
      if file == nil, state.files.count - state.order.count >= Self.absentLimit { return }
      if let file, state.files[path] == nil { state.order.append(file) }
      state.files[path] = .some(file)
    }
    if let file, state.withLock({ $0.dialect == nil }) {
      let parsed = parseListing(file)
      let own = Self.dialect(of: parsed.module.body)
      state.withLock { state in
        state.parsed[path] = parsed
        if state.dialect == nil { state.dialect = own }
      }
    }
    return file
  }

  func isFolder(_ path: String) -> Bool {
    if let known = state.withLock({ $0.folders[path] }) { return known }
    let answer = reader.isFolder(path)
    state.withLock { if $0.folders.count < Self.absentLimit { $0.folders[path] = answer } }
    return answer
  }

  func reading(_ path: String) -> ListingSources.Reading? {
    if let known = state.withLock({ $0.readings[path] }) { return known }
    guard let file = state.withLock({ $0.files[path] ?? nil }) else { return nil }
    let parsed = state.withLock { $0.parsed.removeValue(forKey: path) } ?? parseListing(file)
    let dialect = Self.dialect(of: parsed.module.body) ?? self.dialect
    let reading = ListingSources.Reading(
      diagnostics: parsed.diagnostics,
      code: parsed.hasErrors ? nil : Compiler.compile(parsed.module, dialect: dialect))
    return state.withLock { state in
      if let known = state.readings[path] { return known }
      state.readings[path] = reading
      return reading
    }
  }

  /// The dialect of the first framework that the statements import; nil if they import no framework.
  private static func dialect(of body: [Statement]) -> Dialect? {
    for statement in body {
      var roots: [String?] = []
      switch statement.kind {
      case .importModules(let modules): roots = modules.map { $0.module.parts.first?.text }
      case .importFrom(let module?, 0, _): roots = [module.parts.first?.text]
      case .attempt(let attempt): if let dialect = dialect(of: attempt.body) { return dialect }
      default: break
      }
      for case let root? in roots { if let dialect = Dialect(rawValue: root) { return dialect } }
    }
    return nil
  }
}
